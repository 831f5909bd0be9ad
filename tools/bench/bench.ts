// The benchmark: `npm run bench`, or one part of it with `npm run bench -- --only start-up`. See README.md.
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { parseArgs } from 'node:util';
import { ending } from './ending.ts';
import { manyJobs } from './many-jobs.ts';
import { memory } from './memory.ts';
import { polling } from './polling.ts';
import { sizes } from './sizes.ts';
import { startUp } from './start-up.ts';
import { markdownTable, type Row } from './table.ts';

const FEWEST_PAIRS = 25;

const PARTS: Readonly<Record<string, (pairs: number) => Row[] | Promise<Row[]>>> = {
  'start-up': startUp,
  sizes,
  memory,
  polling,
  ending,
  'many-jobs': manyJobs,
};

try {
  const { only, pairs } = readCommandLine();
  console.log(machine());
  const rows: Row[] = [];
  for (const name of only) {
    process.stderr.write(`Measuring: ${name} …\n`);
    rows.push(...((await PARTS[name]?.(pairs)) ?? []));
  }
  console.log(`\n${markdownTable(rows)}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** @throws Error for what it does not know */
function readCommandLine(): { only: string[]; pairs: number } {
  const names = Object.keys(PARTS);
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, pairs: { type: 'string' } } });
  const { only = names, pairs = '50' } = values;
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}. There are ${names.join(', ')}.`);
  if (!(Number(pairs) >= FEWEST_PAIRS)) throw new Error(`--pairs takes a number from ${FEWEST_PAIRS} on.`);
  return { only, pairs: Math.round(Number(pairs)) };
}

/** The kind of machine, and how busy it is: where more than one process waits for a core, times are noisy. */
function machine(): string {
  const load = platform() === 'win32' ? '' : `, load ${loadavg()[0]?.toFixed(1)} at the start`;
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, ${availableParallelism()} cores, ${platform()} ${arch()}, Node ${process.version}${load}`;
}
