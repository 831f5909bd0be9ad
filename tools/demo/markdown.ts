import { stripVTControlCharacters } from 'node:util';

const BAR_WIDTH = 40;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' };

/** A text on one line, in which nothing acts on a terminal: what a service wrote is shown, and no more. */
export function printable(text: string, limit = 1_000): string {
  const line = stripVTControlCharacters(text)
    .replace(/\s+$/g, '')
    .replace(/\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/gu, '\uFFFD');
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

/**
 * A job summary as text: what GitHub shows of its Markdown, as far as a terminal can. Tables are aligned, a Gantt diagram
 * becomes a bar for each of its tasks.
 */
export function asText(markdown: string): string {
  const blocks = markdown.replaceAll('\r\n', '\n').split(/(^```\w*\n[\s\S]*?^```$|(?:^\|.*(?:\n|$))+)/m);
  return blocks
    .map(blockAsText)
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function blockAsText(block: string): string {
  if (block.startsWith('```mermaid\ngantt')) return gantt(block);
  if (block.startsWith('```')) return block.replace(/^```.*$/gm, '').trim();
  if (block.startsWith('|')) return `${table(block)}\n`;
  return inline(block.replace(/^#+ (.+)$/gm, '$1'));
}

/** Links become their text; what is left of HTML goes, and character references become what they stand for. */
function inline(text: string): string {
  return text
    .replace(/\[((?:[^\]\\]|\\.)*)\]\([^)\s]*\)/g, '$1')
    .replace(/<br\s*\/?>/g, ' ')
    .replace(/<\/?[a-z][^>]*>/g, '')
    .replace(/\*\*(.+?)\*\*|`(.+?)`/g, '$1$2')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&(?:#(\d+)|(\w+));/g, (all, code, name) => (code ? String.fromCodePoint(code) : (ENTITIES[name] ?? all)));
}

function table(block: string): string {
  const [head = [], , ...rows] = block.trim().split('\n').map(cells);
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)));
  return lines.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function cells(line: string): string[] {
  const inner = line.trim().replace(/^\||\|$/g, '');
  return inner.split(/(?<!\\)\|/).map((cell) => inline(cell).trim());
}

/** Each task has its name, its start and its length, both in milliseconds: `stopping :1795615935257, 3011ms`. */
function gantt(block: string): string {
  const matches = [...block.matchAll(/^section (.+)$|^(.+) :(?:[a-z]+, )*(\d+), (\d+)ms$/gm)];
  const tasks = matches.map(([, section, name, start, length]) => ({
    section,
    name,
    start: Number(start),
    length: Number(length),
  }));
  const timed = tasks.filter(({ name }) => name !== undefined);
  const from = Math.min(...timed.map(({ start }) => start));
  const perMs = BAR_WIDTH / Math.max(1, ...timed.map(({ start, length }) => start + length - from));
  const lines = tasks.map(({ section, name = '', start, length }) => {
    if (section !== undefined) return section;
    const before = ' '.repeat(Math.round((start - from) * perMs));
    return `${(before + '█'.repeat(Math.max(1, Math.round(length * perMs)))).padEnd(BAR_WIDTH + 1)} ${name}`;
  });
  return lines.join('\n');
}
