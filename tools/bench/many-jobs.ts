import { runStep } from '../runner/run-step.ts';
import type { JobSeed } from '../simulator/simulator.ts';
import { type PartnerRequest, startPartner } from './start-partner.ts';
import { count, megabytes, type Row } from './table.ts';
import { ENVIRONMENT } from './terminations.ts';

const ACCOUNT_JOBS = 10_000;
const CHOSEN_JOBS = 1_000;
const STATES = ['idle', 'pending', 'queued', 'running'];
/** Every state lasts longer than the run: only the jobs that are terminated move. */
const STAY = { idle: 3_600, pending: 3_600, queued: 3_600, running: 3_600, pending_stoppage: 2, stopping: 4 };

/** A thousand jobs chosen by variable from an account of ten thousand, all of them active, terminated and waited for. */
export async function manyJobs(): Promise<Row[]> {
  const partner = await startPartner({ jobs: accountJobs(), seconds: STAY });
  try {
    const { outcome, outputs, milliseconds, peakMemoryKb, stdout } = await runStep({
      inputs: {
        variables: 'pull_request=1234',
        'api-key': partner.apiKey,
        'account-id': partner.accountId,
        'api-url': partner.url,
        'wait-for-stopped': 'true',
      },
      env: ENVIRONMENT,
      measureMemory: true,
      killAfterMs: 120_000,
    });
    const isDone = outcome === 'success' && outputs.count === String(CHOSEN_JOBS) && outputs.status === 'stopped';
    if (!isDone) throw new Error(`Not all of ${CHOSEN_JOBS} jobs were stopped:\n${stdout}`);
    const { requests, connections } = await partner.take();
    return rows(requests, connections, milliseconds, peakMemoryKb ?? 0);
  } finally {
    await partner.close();
  }
}

/** Every tenth job, in every state, was run for the pull request. */
function accountJobs(): JobSeed[] {
  return Array.from({ length: ACCOUNT_JOBS }, (_, index) => ({
    id: index + 1,
    status: STATES[Math.floor(index / 10) % STATES.length] ?? '',
    variables: { pull_request: isMeant(index + 1) ? "'1234'" : "'77'", InputPath: "'/today'" },
  }));
}

function isMeant(id: number): boolean {
  return id % (ACCOUNT_JOBS / CHOSEN_JOBS) === 1;
}

function rows(requests: readonly PartnerRequest[], connections: number, ms: number, peakMemoryKb: number): Row[] {
  const sent = (method: string, path: RegExp) => requests.filter((it) => it.method === method && path.test(it.path));
  const terminated = sent('DELETE', /./).map(({ path }) => Number(/\/jobs\/(\d+)$/.exec(path)?.[1]));
  const others = terminated.filter((id) => !isMeant(id));
  const lists = sent('GET', /\/jobs\?/);
  const firstTerminate = requests.findIndex(({ method }) => method === 'DELETE');
  const choosing = requests.slice(0, firstTerminate).length;
  const what = `${count(CHOSEN_JOBS)} of ${count(ACCOUNT_JOBS)} jobs`;
  return [
    {
      what: `${what}: terminate calls`,
      measured: count(terminated.length),
      target: count(CHOSEN_JOBS),
      met: terminated.length === CHOSEN_JOBS,
    },
    {
      what: `${what}: terminate calls for others`,
      measured: count(others.length),
      target: 'none',
      met: others.length === 0,
    },
    { what: `${what}: lists, to choose`, measured: count(choosing) },
    { what: `${what}: lists, to wait`, measured: count(lists.length - choosing) },
    { what: `${what}: looks at one job`, measured: count(sent('GET', /\/jobs\/\d+$/).length) },
    { what: `${what}: requests in all`, measured: count(requests.length) },
    { what: `${what}: connections`, measured: count(connections), target: 'at most 8', met: connections <= 8 },
    { what: `${what}: time, 6 s of it until the last has stopped`, measured: `${(ms / 1000).toFixed(1)} s` },
    { what: `${what}: peak memory`, measured: megabytes(peakMemoryKb) },
  ];
}
