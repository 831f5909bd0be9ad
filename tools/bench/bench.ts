// The benchmark: `npm run bench`. See README.md.
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { parseArgs } from 'node:util';
import { markdownTable, type Row } from './figures.ts';
import { guard } from './guard.ts';
import { herd } from './herd.ts';
import { manyJobs } from './many-jobs.ts';
import { memory, startUp } from './one-call.ts';
import { polling } from './polling.ts';
import { sizes } from './sizes.ts';
import { tests } from './tests.ts';

const GROUPS = { 'start-up': startUp, guard, sizes, memory, polling, 'many-jobs': manyJobs, herd, tests };
const NAMES = Object.keys(GROUPS) as (keyof typeof GROUPS)[];

try {
  const { only, pairs } = readCommandLine();
  const load = platform() === 'win32' ? '' : `, load ${loadavg()[0]?.toFixed(1)} at the start`;
  const day = new Date().toISOString().slice(0, 10);
  console.log(`${day}, ${availableParallelism()} cores, ${platform()} ${arch()}, Node ${process.version}${load}`);
  const rows: Row[] = [];
  for (const name of only) {
    process.stderr.write(`Measuring: ${name} …\n`);
    rows.push(...(await GROUPS[name](pairs)));
  }
  console.log(`\n${markdownTable(rows)}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** @throws Error for what it does not know */
function readCommandLine() {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, pairs: { type: 'string' } } });
  // The tests take longer than the rest together: only where they are asked for.
  const { only = NAMES.filter((name) => name !== 'tests'), pairs = '50' } = values;
  const unknown = only.find((name) => !(name in GROUPS));
  if (unknown !== undefined) throw new Error(`There is no group ${unknown}. There are ${NAMES.join(', ')}.`);
  if (!(Number(pairs) >= 25)) throw new Error('--pairs takes a number from 25 on.');
  return { only: only as typeof NAMES, pairs: Math.round(Number(pairs)) };
}
