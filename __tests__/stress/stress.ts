import { parseArgs } from 'node:util';
import { RUNS_AT_ONCE, stressTest } from './terminations.ts';

// `npm run stress`: 500 terminations with waits at a service that breaks one response in five. Prints what came of it, and
// fails if any run told an untruth about its job, did not end, or let the key be seen.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: String(RUNS_AT_ONCE) },
    seed: { type: 'string', default: '1' },
  },
});
const startedAt = performance.now();
const figures = await stressTest({
  runs: Number(values.runs),
  atOnce: Number(values['at-once']),
  seed: Number(values.seed),
  longestStateSeconds: 1.5,
});

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const { wrong, hangs, leaks, verdicts, requests, broken } = figures;
const rows: [string, string | number][] = [
  ['runs', figures.runs],
  ...[...verdicts].map(([verdict, count]): [string, number] => [`  ${verdict}`, count]),
  ['wrong verdicts', wrong.length],
  ['hangs', hangs.length],
  ['leaks of the key', leaks.length],
  ['longest run', seconds(figures.longestMs)],
  ['requests', requests],
  ['broken responses', `${broken} (${((100 * broken) / requests).toFixed(1)} %)`],
  ['terminate calls in one run, at most', figures.mostAttempts],
  ['connections left open', figures.leftOpen],
  ['took', seconds(performance.now() - startedAt)],
];
for (const [name, figure] of rows) console.log(`${name.padEnd(42)}${figure}`);
for (const mistake of [...wrong, ...hangs, ...leaks]) console.log(`\n${mistake}`);
process.exitCode = wrong.length + hangs.length + leaks.length + figures.leftOpen === 0 ? 0 : 1;
