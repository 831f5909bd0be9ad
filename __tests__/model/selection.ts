import type { JobsApi } from '../../src/api/client.ts';
import { HttpError, NetworkError } from '../../src/api/errors.ts';
import { SelectionError } from '../../src/jobs/job-error.ts';
import { type SelectedJobs, selectJobs } from '../../src/jobs/select.ts';
import { aCancellation } from '../a-cancellation.ts';
import { EventClock } from '../event-clock.ts';
import { Choices } from './choices.ts';
import { type Move, MovingList, type Truth } from './moving-list.ts';
import { noProgress } from './play.ts';

const CLUSTER = 7;
const JOBS: readonly Truth[] = [
  { id: 1, status: 'pending', clusterId: CLUSTER, changed: 0 },
  { id: 2, status: 'pending', clusterId: CLUSTER, changed: 0 },
  { id: 3, status: 'running', clusterId: CLUSTER, changed: 0 },
  { id: 4, status: 'running', clusterId: 8, changed: 0 },
  { id: 5, status: 'running', clusterId: CLUSTER, changed: 0 },
  { id: 6, status: 'running', clusterId: CLUSTER, changed: 0 },
  { id: 7, status: 'running', clusterId: CLUSTER, changed: 0 },
];
const MOVES: readonly Move[] = [
  { what: 'nothing' },
  ...[[1], [3], [5], [7], [1, 2], [3, 4], [3, 4, 5], [3, 5, 6, 7]].map(
    (ids) => ({ what: 'status', ids, status: 'completed' }) as const,
  ),
  ...[[1], [2], [1, 2]].map((ids) => ({ what: 'status', ids, status: 'running' }) as const),
  ...[CLUSTER, 8].map((clusterId) => ({ what: 'new job', clusterId }) as const),
  { what: 'error', error: new HttpError(500) },
  { what: 'error', error: new HttpError(401, { apiMessage: 'no' }) },
  { what: 'error', error: new NetworkError('api.example.com', { text: 'it broke' }, true) },
];
const STATUSES = ['pending', 'running'] as const;

/** One selection while the account moves, and which jobs it should have found. */
async function select(choices: Choices, length: number, namesNextPage: boolean) {
  const moves: Move[] = [];
  const matching: Set<number>[] = [];
  const moveBefore = (request: number) => {
    const move = request < length ? choices.choose(MOVES) : ({ what: 'nothing' } as const);
    moves.push(move);
    return move;
  };
  const matchesNow = ({ status, clusterId }: Truth) =>
    (STATUSES as readonly string[]).includes(status) && clusterId === CLUSTER;
  const account = new MovingList(JOBS, namesNextPage, moveBefore, () =>
    matching.push(new Set(account.jobs.filter(matchesNow).map(({ id }) => id))),
  );
  const api = { list: async (_, query, offset) => account.list(query, offset) } as Partial<JobsApi> as JobsApi;
  const clock = new EventClock();
  const filter = {
    packageId: undefined,
    clusterId: CLUSTER,
    variables: new Map(),
    runningLongerThanSeconds: undefined,
    statuses: STATUSES,
  };
  const context = { api, cancellation: aCancellation(), clock, progress: noProgress, elapsedMs: () => 0 };
  let selected: SelectedJobs | undefined;
  let failure: SelectionError | undefined;
  await clock.run(
    selectJobs({ accountId: 'xplenation', filter }, context).then(
      (result) => {
        selected = result;
      },
      (error) => {
        if (!(error instanceof SelectionError)) throw error;
        failure = error;
      },
    ),
  );
  return { moves, matching, selected, failure };
}

function brokenRules({ moves, matching, selected, failure }: Awaited<ReturnType<typeof select>>): string[] {
  const isRefused = moves.some(({ what, ...move }) => what === 'error' && 'error' in move && !move.error.isTransient);
  if (failure !== undefined || selected === undefined) {
    return isRefused ? [] : [`a list that can be read is read: ${failure?.message}`];
  }
  const ids = selected.jobs.map(({ ref }) => ref.id);
  const rules: (readonly [boolean, string])[] = [
    [!isRefused, 'half a list selects nothing'],
    [new Set(ids).size === ids.length, 'each job once'],
    [ids.every((id) => matching.some((now) => now.has(id))), 'nothing is selected that never matched'],
    [
      [...(matching[0] ?? [])].every((id) => ids.includes(id) || matching.some((now) => !now.has(id))),
      'nothing is left out that matched all along',
    ],
  ];
  return rules.flatMap(([isKept, rule]) => (isKept ? [] : `${rule}: ${JSON.stringify(moves)} => ${ids}`));
}

/**
 * Selects jobs for every sequence of moves before the first requests.
 *
 * @returns how many sequences there were, and which of them broke a rule
 */
export async function checkSelection(length: number, namesNextPage: boolean) {
  const choices = new Choices();
  const broken: string[] = [];
  let sequences = 0;
  do {
    broken.push(...brokenRules(await select(choices, length, namesNextPage)));
    sequences++;
  } while (choices.next());
  return { sequences, broken };
}
