import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ACTIVE_STATUSES } from '../../src/api/job.ts';
import { SelectionError } from '../../src/jobs/job-error.ts';
import type { JobFilter } from '../../src/jobs/matches.ts';
import { selectJobs } from '../../src/jobs/select.ts';
import { aCancellation } from '../a-cancellation.ts';
import { jobFields } from '../a-job.ts';
import { type Behaviour, startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';
import { type AccountOptions, jobsFrom, movingAccount, numbers } from '../moving-account.ts';
import { aContext } from './a-context.ts';

beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(async () => {
  jest.restoreAllMocks();
  await closeServers();
});

/** Package 103, which all jobs here run unless it is said otherwise. */
const FILTER: JobFilter = {
  packageId: 103,
  clusterId: undefined,
  variables: new Map(),
  runningLongerThanSeconds: undefined,
  statuses: ACTIVE_STATUSES,
};

type Jobs = Map<number, Record<string, unknown>>;

async function selecting(behave: Behaviour, filter: Partial<JobFilter> = {}, cancellation = aCancellation()) {
  const { client, calls } = await startApi(behave);
  const context = aContext(client, cancellation);
  const selected = await selectJobs({ accountId: 'xplenation', filter: { ...FILTER, ...filter } }, context);
  const { jobs } = selected;
  const ids = jobs.map(({ ref }) => ref.id);
  return { ...selected, ids, sorted: ids.toSorted((a, b) => a - b), calls, lines: context.progress.lines };
}

function selectingFrom(jobs: Record<string, unknown>[], filter?: Partial<JobFilter>, options?: AccountOptions) {
  return selecting(movingAccount(jobs, options).behave, filter);
}

describe('what is selected', () => {
  test('are the jobs of each status that was given, in the order in which they are found', async () => {
    const jobs = [
      jobFields(1, 'running'),
      jobFields(2, 'idle'),
      jobFields(3, 'queued'),
      jobFields(4, 'pending'),
      jobFields(5, 'completed'),
      jobFields(6, 'stopping'),
      jobFields(7, 'running'),
    ];
    expect((await selectingFrom(jobs)).ids).toEqual([2, 4, 3, 1, 7]);
    expect((await selectingFrom(jobs, { statuses: ['queued', 'running'] })).ids).toEqual([3, 1, 7]);
  });

  test('is nothing in an account where nothing matches', async () => {
    expect((await selectingFrom([])).ids).toEqual([]);
    expect((await selectingFrom([jobFields(1, 'running')], { packageId: 104 })).ids).toEqual([]);
  });

  test.each([false, true])('is all that matches, however many pages it takes, with Link headers: %s', async (links) => {
    const jobs = [...jobsFrom(1, 250, 'running'), ...jobsFrom(251, 100, 'queued')];
    const { sorted } = await selectingFrom(jobs, {}, { links });
    expect(sorted).toEqual(numbers(1, 350));
  });

  test('is not more where an old server ignores the query', async () => {
    const jobs = [
      jobFields(1, 'running'),
      jobFields(2, 'running', { package_id: 104 }),
      jobFields(3, 'queued'),
      jobFields(4, 'completed'),
      jobFields(5, 'stopping'),
    ];
    const { ids } = await selectingFrom(jobs, { statuses: ['running'] }, { ignoresFilters: true });
    expect(ids).toEqual([1]);
  });

  test('costs one list for each status that was given, where nothing moves', async () => {
    const { calls } = await selectingFrom(jobsFrom(1, 3, 'running'), { statuses: ['queued', 'running'] });
    expect(calls.map((call) => /status=(\w+)/.exec(call)?.[1])).toEqual(['queued', 'running']);
  });

  test('costs five requests for 400 jobs, whatever offset a Link header names', async () => {
    const account = movingAccount(jobsFrom(1, 400, 'running'), { links: true });
    const { ids, calls } = await selecting(
      async (call) => {
        const reply = (await account.behave(call)) as { headers: { Link: string }; body: string };
        const Link = reply.headers.Link.replace(/offset=\d+/, `offset=${Number(call.query.get('offset')) + 1}`);
        return { ...reply, headers: { Link } };
      },
      { statuses: ['running'] },
    );
    expect(ids).toEqual(numbers(1, 400));
    expect(calls).toHaveLength(5);
  });
});

describe('what is counted, so that people see why nothing matched,', () => {
  const jobs = [
    jobFields(1, 'running', { cluster_id: 7 }),
    jobFields(2, 'running', { cluster_id: 7, runtime_in_seconds: 60 }),
    jobFields(3, 'queued', { cluster_id: 7, runtime_in_seconds: 60, variables: { stage: 'secret' } }),
    jobFields(4, 'running', { cluster_id: 8, runtime_in_seconds: 60 }),
    jobFields(5, 'running', { package_id: 104, cluster_id: 7 }),
    jobFields(6, 'completed', { cluster_id: 7 }),
  ];
  const filter = { clusterId: 7, runningLongerThanSeconds: 50, variables: new Map([['stage', 'test']]) };
  const filters = (packages: string) => [
    { filter: packages, count: 4 },
    { filter: 'on cluster 7', count: 3 },
    { filter: 'running longer than 50 s', count: 2 },
    { filter: 'with variable stage', count: 0 },
  ];

  test.each([false, true])(
    'is how many jobs each filter left, where the service ignores filters: %s',
    async (ignoresFilters) => {
      const { ids, counts } = await selectingFrom(jobs, filter, { ignoresFilters });
      expect(ids).toEqual([]);
      expect(counts).toEqual(filters('of package 103'));
    },
  );

  test('names the statuses, where not all were given', async () => {
    const { counts } = await selectingFrom(jobs, { statuses: ['queued', 'running'], packageId: undefined });
    expect(counts).toEqual([{ filter: 'in status queued or running', count: 5 }]);
  });

  test('is each job once, as it was shown last', async () => {
    const { counts, ids } = await selectingFrom(
      [jobFields(1, 'queued', { cluster_id: 7 })],
      { clusterId: 7 },
      {
        afterResponse: (responses, jobs) =>
          void (responses === 3 && jobs.set(1, jobFields(1, 'running', { cluster_id: 8 }))),
      },
    );
    expect(ids).toEqual([]);
    expect(counts.map(({ count }) => count)).toEqual([1, 0]);
  });

  test('points out variables that no job has', async () => {
    const variables = new Map([
      ['stage', 'test'],
      ['Stage', 'test'],
      ['toString', 'x'],
    ]);
    const { unknownVariables, counts } = await selectingFrom(jobs, { variables });
    expect(unknownVariables).toEqual(['Stage', 'toString']);
    expect(JSON.stringify(counts)).not.toMatch(/secret|test/);
  });
});

describe('jobs that move while the lists are read', () => {
  test('on to the next status are found, once, as they are now', async () => {
    const onward: Record<string, string> = { idle: 'pending', pending: 'queued', queued: 'running' };
    const advance = (_: number, jobs: Jobs) => {
      for (const [id, job] of jobs) jobs.set(id, { ...job, status: onward[String(job.status)] ?? job.status });
    };
    const jobs = ACTIVE_STATUSES.map((status, index) => jobFields(index + 1, status));
    const { sorted, jobs: selected } = await selectingFrom(jobs, {}, { afterResponse: advance });
    expect(sorted).toEqual([1, 2, 3, 4]);
    expect(selected.map(({ job }) => job?.status)).toEqual(['running', 'running', 'running', 'running']);
  });

  test('and finish, so that the pages shift, hide no other', async () => {
    const firstFiftyEnd = (responses: number, jobs: Jobs) => {
      if (responses === 1) for (const id of numbers(1, 50)) jobs.set(id, jobFields(id, 'completed'));
    };
    const { sorted } = await selectingFrom(
      jobsFrom(1, 250, 'running'),
      { statuses: ['running'] },
      { afterResponse: firstFiftyEnd },
    );
    // What was shown before it finished is selected: its call will be refused, and does no harm.
    expect(sorted).toEqual(numbers(1, 250));
  });

  test('into view in front of others are no reason to take those twice', async () => {
    const anOlderOneStarts = (responses: number, jobs: Jobs) => {
      if (responses === 1) jobs.set(1, jobFields(1, 'running'));
    };
    const jobs = [jobFields(1, 'stopping'), ...jobsFrom(2, 150, 'running')];
    const { sorted } = await selectingFrom(jobs, { statuses: ['running'] }, { afterResponse: anOlderOneStarts });
    expect(sorted).toEqual(numbers(2, 151));
  });

  test('to where they do not match any more are left out, if a later list shows it', async () => {
    const account = movingAccount(jobsFrom(1, 3, 'queued'), {
      ignoresFilters: true,
      afterResponse: (responses, jobs) => void (responses === 1 && jobs.set(2, jobFields(2, 'running'))),
    });
    const { ids } = await selecting(account.behave, { statuses: ['idle', 'queued'] });
    expect(ids).toEqual([1, 3]);
  });

  test('all the time, in a busy account, neither hide a job nor keep the selection from ending', async () => {
    const other = { cluster_id: 1 };
    const jobs = [...jobsFrom(1, 600, 'running', other), ...jobsFrom(601, 5, 'running', { cluster_id: 7 })];
    let next = 1_000;
    const { ids, calls } = await selectingFrom(
      jobs,
      { clusterId: 7 },
      {
        afterResponse: (responses, jobs) => {
          for (const id of numbers(5 * responses - 4, 5 * responses)) jobs.delete(id);
          jobs.set(next, jobFields(next++, 'running', other));
        },
      },
    );
    expect(ids).toEqual(numbers(601, 605));
    // Four lists, six pages, and what the shifts cost.
    expect(calls.length).toBeLessThan(16);
  });
});

describe('a selection fails, and nothing is terminated,', () => {
  async function errorOf(behave: Behaviour, cancellation = aCancellation()): Promise<string> {
    const error = await selecting(behave, {}, cancellation).catch((error) => error);
    expect(error).toBeInstanceOf(SelectionError);
    return error.message;
  }

  test('where the list is refused', async () => {
    expect(await errorOf(() => ({ statusCode: 403 }))).toMatch(
      /^Cannot list jobs: not permitted \(403\)\. .*Nothing was/,
    );
  });

  test('where a page of it does not come after six attempts', async () => {
    const account = movingAccount(jobsFrom(1, 150, 'running'));
    let attempts = 0;
    const message = await errorOf((call) => {
      if (call.query.get('offset') !== '99') return account.behave(call);
      attempts++;
      return 'cut off';
    });
    expect(message).toContain('(6 attempts in');
    expect(attempts).toBe(6);
  });

  test.each([
    ['<https://x.example/>; rel="last next"'],
    ['<https://x.example/?a=1,2>; title="a, b"; rel=next'],
    [['<https://x.example/>; rel="first"', '<https://x.example/>; rel="next"']],
  ])('where a promised next page repeats: %j', async (Link) => {
    expect(await errorOf(() => ({ headers: { Link }, body: jobsFrom(1, 3, 'idle') }))).toContain(
      'The list repeats itself',
    );
  });

  test('where a list never ends', async () => {
    const message = await errorOf(({ query }) => ({ body: jobsFrom(Number(query.get('offset')) + 1, 100, 'idle') }));
    expect(message).toContain('The list does not end within 1000 requests');
  });

  test('where the step is cancelled meanwhile, which aborts the request', async () => {
    const cancellation = aCancellation();
    const message = await errorOf(() => {
      cancellation.cancel();
      return new Promise(() => undefined);
    }, cancellation);
    expect(message).toBe('Cancelled while jobs were selected. Nothing was terminated.');
  });

  test('but not where a page comes at the second attempt', async () => {
    const account = movingAccount(jobsFrom(1, 150, 'running'));
    let breaks = 1;
    const { ids, lines } = await selecting((call) =>
      call.query.get('offset') === '99' && breaks-- > 0 ? 'cut off' : account.behave(call),
    );
    expect(ids).toHaveLength(150);
    expect(lines).toEqual(['The list of jobs: attempt 1 of 6 failed']);
  });
});
