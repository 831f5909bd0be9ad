// Writes the tables of inputs and outputs in README.md: `npm run docs`. With --check it writes nothing, and fails where
// they differ. A comment marks the place of each, and says which action.yml it comes from.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

interface Described {
  readonly description: string;
  readonly default?: string;
}

const START = /<!-- (?:inputs|outputs): written by "npm run docs" from \S+ -->/g;
const PLACE = /(<!-- (inputs|outputs): written by "npm run docs" from (\S+) -->)[\s\S]*?(<!-- end of \2 -->)/g;

/**
 * Replaces the tables of a page by those that its marks ask for.
 *
 * @param read gives the text of an action.yml, by its path in the repository
 * @throws Error where the page has no mark, or a table has no end
 */
export function withTables(page: string, read: (path: string) => string): string {
  let tables = 0;
  const written = page.replace(PLACE, (_, start: string, kind: 'inputs' | 'outputs', path: string, end: string) => {
    tables += 1;
    return `${start}\n\n${TABLES[kind](parse(read(path))[kind] ?? {})}\n\n${end}`;
  });
  const marks = page.match(START) ?? [];
  if (marks.length === 0) throw new Error('The page has no mark like <!-- inputs: written by … -->.');
  if (marks.length !== tables)
    throw new Error('A table lacks its end, <!-- end of inputs --> or <!-- end of outputs -->.');
  return written;
}

const TABLES = {
  inputs: (inputs: Record<string, Described>) => {
    const rows = Object.entries(inputs).map(([name, input]) => {
      return [`\`${name}\``, input.default === undefined ? '' : `\`${input.default}\``, input.description];
    });
    return table(['Input', 'Default', 'Meaning'], rows);
  },
  outputs: (outputs: Record<string, Described>) => {
    const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]);
    return table(['Output', 'Meaning'], rows);
  },
};

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
  return lines.join('\n');
}

/** A line break would end the row, and a bar the cell. */
function cell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

if (import.meta.main) {
  const { check } = parseArgs({ options: { check: { type: 'boolean' } } }).values;
  const read = (path: string) => readFileSync(resolve(import.meta.dirname, '..', path), 'utf8');
  const readme = read('README.md');
  const written = withTables(readme, read);
  if (check !== true) {
    writeFileSync(resolve(import.meta.dirname, '..', 'README.md'), written);
  } else if (written !== readme) {
    console.error('The tables in README.md are not what action.yml says. Run "npm run docs" and commit README.md.');
    process.exitCode = 1;
  }
}
