// Writes the tables of inputs and outputs in README.md from action.yml: `npm run docs`. With --check it writes nothing,
// and fails where they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

interface Described {
  readonly description: string;
  readonly default?: string;
}

/** Replaces the tables in a README by those that an action.yml asks for. Throws where a table's place is not marked. */
export function withTables(readme: string, actionYml: string): string {
  const { inputs, outputs }: Record<string, Record<string, Described>> = parse(actionYml);
  const inputRows = Object.entries(inputs ?? {}).map(([name, input]) => {
    const standard = input.default === undefined ? '' : `\`${input.default}\``;
    return [`\`${name}\``, standard, input.description];
  });
  const outputRows = Object.entries(outputs ?? {}).map(([name, output]) => [`\`${name}\``, output.description]);
  const withInputs = replaceBetween(readme, 'inputs', table(['Input', 'Default', 'Meaning'], inputRows));
  return replaceBetween(withInputs, 'outputs', table(['Output', 'Meaning'], outputRows));
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
  return lines.join('\n');
}

/** A line break would end the row, and a bar the cell. */
function cell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

function replaceBetween(text: string, name: string, content: string): string {
  const start = `<!-- ${name}: written by "npm run docs" from action.yml -->`;
  const end = `<!-- end of ${name} -->`;
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for the ${name}, between ${start} and ${end}.`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}

if (import.meta.main) {
  const { check } = parseArgs({ options: { check: { type: 'boolean' } } }).values;
  const repository = resolve(import.meta.dirname, '..');
  const readmeFile = resolve(repository, 'README.md');
  const readme = readFileSync(readmeFile, 'utf8');
  const written = withTables(readme, readFileSync(resolve(repository, 'action.yml'), 'utf8'));
  if (check !== true) {
    writeFileSync(readmeFile, written);
  } else if (written !== readme) {
    console.error('The tables in README.md are not what action.yml says. Run "npm run docs" and commit README.md.');
    process.exitCode = 1;
  }
}
