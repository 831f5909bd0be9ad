import type { JobsApi } from '../../src/api/client.ts';
import { HttpError, NetworkError } from '../../src/api/errors.ts';
import { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { waitUntilStopped } from '../../src/jobs/wait.ts';
import { aCancellation } from '../a-cancellation.ts';
import { aJob } from '../a-job.ts';
import { EventClock } from '../event-clock.ts';
import { Choices } from './choices.ts';
import { claimsOf } from './claims.ts';
import { type Move, MovingList, type Truth } from './moving-list.ts';
import { noProgress } from './play.ts';

const IDS = [1, 2, 3, 4, 5];
/** Others of the account that finished before, and whose entries fill the lists of final jobs. */
const OTHERS: readonly Truth[] = [6, 7, 8].map((id) => ({ id, status: 'stopped', clusterId: 7, changed: 0 }));
const JOBS: readonly Truth[] = IDS.map((id) => ({ id, status: 'stopping', clusterId: 7, changed: 0 }));
const TIMEOUT_MS = 100_000;

const MOVES: readonly Move[] = [
  { what: 'nothing' },
  ...[[1], [3], [5], [1, 2], [1, 2, 3, 4], [5, 4, 3]].map(
    (ids) => ({ what: 'status', ids, status: 'stopped' }) as const,
  ),
  { what: 'status', ids: [2, 3], status: 'completed' },
  { what: 'status', ids: [4], status: 'failed' },
  { what: 'status', ids: [5], status: 'running' },
  { what: 'error', error: new HttpError(500) },
  { what: 'error', error: new HttpError(403, { apiMessage: 'no' }) },
  { what: 'error', error: new NetworkError('api.example.com', { text: 'it broke' }, true) },
];

/** Waits for jobs while they move. Once nothing more is chosen, what is still stopping has stopped, if `allStop`. */
async function wait(choices: Choices, length: number, allStop: boolean): Promise<string[]> {
  const moves: Move[] = [];
  const rest: Move = allStop ? { what: 'status', ids: IDS, status: 'stopped' } : { what: 'nothing' };
  const account = new MovingList([...JOBS, ...OTHERS], true, (request) => {
    moves.push(request < length ? choices.choose(MOVES) : request === length ? rest : { what: 'nothing' });
    return moves.at(-1) as Move;
  });
  const clock = new EventClock();
  const startedAtMs: number[] = [];
  const request = async <T>(response: () => T): Promise<T> => {
    startedAtMs.push(clock.nowMs());
    await clock.sleep(100, new AbortController().signal);
    return response();
  };
  const api = {
    rateLimit: undefined,
    list: (_, query, offset) => request(() => account.list(query, offset)),
    get: ({ id }) => request(() => account.get(id)),
    // A repeated call changes nothing.
    terminate: ({ id }) => request(() => account.get(id)),
  } satisfies JobsApi as JobsApi;
  const jobs = IDS.map((id) => {
    const tracked = new TrackedJob({ accountId: 'xplenation', id });
    tracked.call = 'accepted';
    tracked.update(aJob(id, 'stopping', { updated_at: '2026-01-01T00:00:00Z' }), 0);
    return tracked;
  });
  const shared = { api, cancellation: aCancellation(), clock, progress: noProgress };
  const context = { ...shared, elapsedMs: () => clock.nowMs(), timeoutMs: TIMEOUT_MS, deadlineMs: TIMEOUT_MS };
  await clock.run(waitUntilStopped(jobs, 15_000, context));
  return brokenRules(jobs, account.jobs, Math.max(...startedAtMs)).map(
    (rule) => `${rule}: ${JSON.stringify(moves.slice(0, length))}`,
  );
}

function brokenRules(jobs: readonly TrackedJob[], truth: readonly Truth[], lastStartMs: number): string[] {
  const late = lastStartMs < TIMEOUT_MS ? [] : ['no request after the timeout'];
  return jobs.reduce<string[]>((broken, tracked) => {
    const { isFailure, claims } = claimsOf(tracked);
    const status = truth.find(({ id }) => id === tracked.ref.id)?.status ?? '';
    const isFinal = ['stopped', 'completed', 'failed'].includes(status);
    if (isFinal && (isFailure || tracked.job?.status !== status))
      broken.push(`job ${tracked.ref.id} is seen ${status}`);
    if (!isFinal && !claims.has('timed out')) broken.push(`job ${tracked.ref.id} times out`);
    return broken;
  }, late);
}

/**
 * Waits for jobs, found by list, for every sequence of moves before the first requests.
 *
 * @returns how many sequences there were, and which of them broke a rule
 */
export async function checkListPolling(length: number) {
  const broken: string[] = [];
  let sequences = 0;
  for (const allStop of [true, false]) {
    const choices = new Choices();
    do {
      broken.push(...(await wait(choices, length, allStop)));
      sequences++;
    } while (choices.next());
  }
  return { sequences, broken };
}
