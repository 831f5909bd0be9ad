import type { JobSeed } from '../simulator/simulator.ts';
import { atMost, count, megabytes, type Row, rowsOf, seconds, times } from './figures.ts';
import { run, type Script, startOverTls } from './run.ts';

/** Every tenth of 10,000 jobs, in every status, is selected by a variable. */
const STATUSES = ['idle', 'pending', 'queued', 'running'];
const JOBS: readonly JobSeed[] = Array.from({ length: 10_000 }, (_, index) => ({
  id: index + 1,
  status: STATUSES[Math.floor(index / 10) % STATUSES.length] ?? '',
  variables: { pull_request: index % 10 === 0 ? "'1234'" : "'77'", InputPath: "'/today'" },
}));
const SELECTED = JOBS.filter((_, index) => index % 10 === 0).map(({ id }) => Number(id));
const STOP_SECONDS = 6;
/** Only the jobs that are terminated move. */
const LIFE = { idle: 3_600, pending: 3_600, queued: 3_600, pending_stoppage: 2, stopping: STOP_SECONDS - 2 };

/** Jobs selected from a large account, terminated and waited for; beside the terminate calls and nothing else. */
export async function manyJobs(): Promise<Row[]> {
  const single = await measure('action', { 'job-id': '2' });
  const floor = await measure('floor', { 'job-id': SELECTED.join(',') });
  const bare = await measure('floor-selection', { variables: 'pull_request=1234' });
  const action = await measure('action', { variables: 'pull_request=1234', 'wait-for-stopped': 'true' });
  const { requests, connections } = action.service;
  const calls = requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path.split('/').at(-1));
  return rowsOf(`${count(SELECTED.length)} of ${count(JOBS.length)} jobs`, {
    'terminate calls': atMost(calls.length, SELECTED.length, count),
    'terminate calls for others': atMost(calls.filter((id) => !SELECTED.includes(Number(id))).length, 0, count),
    lists: { measured: count(requests.filter(({ path }) => path.includes('/jobs?')).length) },
    'requests in all': atMost(requests.length, SELECTED.length + 250, count),
    connections: atMost(connections, 8, count),
    "time without the stop's": compared(floor.seconds, action.seconds),
    'peak memory': { measured: `${megabytes(action.memoryKb)}, of one job ${megabytes(single.memoryKb)}` },
    'the same against one job': atMost(action.memoryKb / single.memoryKb, 1.6, times),
    'floor-selection.cjs': { measured: `${times(bare.seconds / floor.seconds)} times, ${megabytes(bare.memoryKb)}` },
  });
}

/** All of the last job's stop comes after the last terminate call. */
function compared(floorSeconds: number, actionSeconds: number) {
  const inWords = (ratio: number) => `${times(ratio)} times the floor's ${seconds(floorSeconds)}`;
  return atMost((actionSeconds - STOP_SECONDS) / floorSeconds, 1.5, inWords);
}

async function measure(script: Script, inputs: Readonly<Record<string, string>>) {
  const service = await startOverTls({ jobs: JOBS, seconds: LIFE });
  try {
    const { milliseconds, peakMemoryKb = Number.NaN } = await run(service, script, inputs, true);
    return { seconds: milliseconds / 1000, memoryKb: peakMemoryKb, service };
  } finally {
    await service.close();
  }
}
