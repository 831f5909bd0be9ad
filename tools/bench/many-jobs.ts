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

/** How long a request takes to a service that is not on the same machine. */
const DISTANT_MS = 50;
const ALL = { 'job-id': SELECTED.join(',') };
const SELECTION = { variables: 'pull_request=1234', 'wait-for-stopped': 'true' };

/** Jobs selected from a large account, terminated and waited for; beside the terminate calls and nothing else. */
export async function manyJobs(): Promise<Row[]> {
  const single = await measure('action', { 'job-id': '2' });
  const floor = await measure('floor', ALL);
  const action = await measure('action', SELECTION);
  const distantFloor = await measure('floor', ALL, DISTANT_MS);
  const distantAction = await measure('action', SELECTION, DISTANT_MS);
  const others = action.terminated.filter((id) => !SELECTED.includes(id));
  const memories = `${megabytes(action.memoryKb)}, of one job ${megabytes(single.memoryKb)}`;
  return rowsOf(`${count(SELECTED.length)} of ${count(JOBS.length)} jobs`, {
    'terminate calls': atMost(action.terminated.length, SELECTED.length, count),
    'terminate calls for others': atMost(others.length, 0, count),
    lists: { measured: count(action.lists) },
    'requests in all': atMost(action.requests, SELECTED.length + 250, count),
    connections: atMost(action.connections, 8, count),
    ...durations('on this machine', action, floor),
    ...durations(`each request ${DISTANT_MS} ms`, distantAction, distantFloor),
    'peak memory': { measured: memories },
    'the same against one job': atMost(action.memoryKb / single.memoryKb, 1.6, times),
  });
}

type Measured = Awaited<ReturnType<typeof measure>>;

/** How long the action takes beside the floor, and what takes it that long. The last job's stop is left out. */
function durations(where: string, action: Measured, floor: Measured) {
  const workSeconds = action.seconds - STOP_SECONDS;
  const parts = [
    `selecting ${seconds(action.selectingSeconds)}`,
    `calls ${seconds(action.callsSeconds)}, of the floor ${seconds(floor.callsSeconds)}`,
  ];
  return {
    [`time ${where}, without the stop's ${STOP_SECONDS} s`]: {
      measured: `${seconds(workSeconds)}, of the floor ${seconds(floor.seconds)}`,
    },
    [`time ${where}, its parts`]: { measured: parts.join('; ') },
    [`time ${where}, against the floor`]: atMost(workSeconds / floor.seconds, 1.5, times),
  };
}

async function measure(script: Script, inputs: Readonly<Record<string, string>>, answersAfterMs = 0) {
  const service = await startOverTls({ jobs: JOBS, seconds: LIFE });
  if (answersAfterMs > 0) service.faults.add({ fault: { kind: 'stall-before-headers', ms: answersAfterMs } });
  try {
    const { milliseconds, peakMemoryKb = Number.NaN } = await run(service, script, inputs, true);
    const { requests, connections } = service;
    const calls = requests.filter(({ method }) => method === 'DELETE');
    const [start = 0, firstCall = 0, lastCall = 0] = [requests[0], calls[0], calls.at(-1)].map((one) => one?.atMs);
    return {
      seconds: milliseconds / 1000,
      selectingSeconds: (firstCall - start) / 1000,
      callsSeconds: (lastCall - firstCall) / 1000,
      memoryKb: peakMemoryKb,
      terminated: calls.map(({ path }) => Number(path.split('/').at(-1))),
      lists: requests.filter(({ path }) => path.includes('/jobs?')).length,
      requests: requests.length,
      connections,
    };
  } finally {
    await service.close();
  }
}
