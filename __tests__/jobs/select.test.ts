import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ACTIVE_STATUSES } from '../../src/api/job.ts';
import { SelectionError } from '../../src/jobs/job-error.ts';
import { type JobFilter, selectJobs } from '../../src/jobs/select.ts';
import { aCancellation } from '../a-cancellation.ts';
import { jobFields } from '../a-job.ts';
import { type Behaviour, startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';
import { type AccountOptions, jobsFrom, movingAccount } from '../moving-account.ts';
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
  const jobs = await selectJobs({ accountId: 'xplenation', filter: { ...FILTER, ...filter } }, context);
  const ids = jobs.map(({ ref }) => ref.id);
  return { jobs, ids, sorted: ids.toSorted((a, b) => a - b), calls, lines: context.progress.lines };
}

function selectingFrom(jobs: Record<string, unknown>[], filter?: Partial<JobFilter>, options?: AccountOptions) {
  return selecting(movingAccount(jobs, options).behave, filter);
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
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

  test('costs two passes through the statuses that were given, where nothing moves', async () => {
    const { calls } = await selectingFrom(jobsFrom(1, 3, 'running'), { statuses: ['queued', 'running'] });
    expect(calls.map((call) => /status=(\w+)/.exec(call)?.[1])).toEqual(['queued', 'running', 'queued', 'running']);
  });
});

describe('jobs that move while the list is read', () => {
  test('on to the next status are found, once, as they are now', async () => {
    const onward: Record<string, string> = { idle: 'pending', pending: 'queued', queued: 'running' };
    const advance = (_: number, jobs: Jobs) => {
      for (const [id, job] of jobs) jobs.set(id, { ...job, status: onward[String(job.status)] ?? job.status });
    };
    const jobs = ACTIVE_STATUSES.map((status, index) => jobFields(index + 1, status));
    const { sorted, jobs: selected } = await selectingFrom(jobs, {}, { afterResponse: advance });
    expect(sorted).toEqual([1, 2, 3, 4]);
    expect(selected.map(({ job }) => job?.status)).toEqual(['running', 'running', 'running', 'running']);
    expect(selected.map(({ history }) => history)).toEqual(Array(4).fill([{ status: 'running', atMs: 0 }]));
  });

  test('and make the pages shift are not missed', async () => {
    const firstFiftyEnd = (responses: number, jobs: Jobs) => {
      if (responses === 1) for (const id of numbers(1, 50)) jobs.set(id, jobFields(id, 'completed'));
    };
    const { sorted } = await selectingFrom(
      jobsFrom(1, 250, 'running'),
      { statuses: ['running'] },
      { afterResponse: firstFiftyEnd },
    );
    expect(sorted).toEqual(numbers(51, 250));
  });

  test('into view from a new page shift are taken once', async () => {
    const anOlderOneStarts = (responses: number, jobs: Jobs) => {
      if (responses === 1) jobs.set(1, jobFields(1, 'running'));
    };
    const jobs = [jobFields(1, 'stopping'), ...jobsFrom(2, 150, 'running')];
    const { sorted } = await selectingFrom(jobs, { statuses: ['running'] }, { afterResponse: anOlderOneStarts });
    expect(sorted).toEqual(numbers(1, 151));
  });

  test('and appear only now are found', async () => {
    const another = (responses: number, jobs: Jobs) => {
      if (responses <= 3) jobs.set(100 + responses, jobFields(100 + responses, 'running'));
    };
    const { ids } = await selectingFrom(
      [jobFields(1, 'running')],
      { statuses: ['running'] },
      { afterResponse: another },
    );
    expect(ids).toEqual([1, 101, 102, 103]);
  });

  test.each(['running', 'stopping', 'stopped', 'completed'])(
    'out of what matches are got by themselves, and left out: %s',
    async (status) => {
      const { ids, calls } = await selectingFrom(
        jobsFrom(1, 3, 'queued'),
        { statuses: ['queued'] },
        { afterResponse: (responses, jobs) => void (responses === 1 && jobs.set(2, jobFields(2, status))) },
      );
      expect(ids).toEqual([1, 3]);
      expect(calls.filter((call) => /\/jobs\/\d/.test(call))).toEqual(['GET /xplenation/api/jobs/2']);
    },
  );

  test('out of the account are left out', async () => {
    const { ids } = await selectingFrom(
      jobsFrom(1, 3, 'queued'),
      {},
      { afterResponse: (responses, jobs) => void (responses === 4 && jobs.delete(2)) },
    );
    expect(ids).toEqual([1, 3]);
  });

  test('out of the list and back are taken', async () => {
    const { sorted } = await selectingFrom(
      jobsFrom(1, 3, 'queued'),
      { statuses: ['queued'] },
      {
        afterResponse: (responses, jobs) => {
          jobs.set(2, jobFields(2, responses === 1 ? 'on the way' : 'queued'));
        },
      },
    );
    expect(sorted).toEqual([1, 2, 3]);
  });

  test('for ever do not keep the selection from ending', async () => {
    const another = (responses: number, jobs: Jobs) => {
      jobs.set(responses, jobFields(responses, 'running'));
    };
    const { calls } = await selectingFrom([], { statuses: ['running'] }, { afterResponse: another });
    expect(calls.length).toBeLessThan(20);
  });

  test('out of what matches are left out also where an old server shows them all the time', async () => {
    const account = movingAccount(jobsFrom(1, 3, 'queued'), {
      ignoresFilters: true,
      afterResponse: (responses, jobs) => void (responses === 3 && jobs.set(2, jobFields(2, 'running'))),
    });
    const { ids } = await selecting(account.behave, { statuses: ['idle', 'queued'] });
    expect(account.shown.get(2)).toMatchObject({ status: 'running' });
    expect(ids).toEqual([1, 3]);
  });
});

describe('a job that does not move, behind jobs that shift the pages in every pass,', () => {
  test('is not missed where as many come as go', async () => {
    const jobs = [jobFields(1, 'running'), jobFields(2, 'queued'), jobFields(3, 'running'), jobFields(5, 'running')];
    const { ids } = await selectingFrom(
      jobs,
      { statuses: ['queued', 'running'] },
      {
        pageSize: 2,
        links: true,
        afterResponse: (responses, jobs) => {
          // The first pass: 1 is the queued list, 2 and 3 are pages of the running one. The second: 4, and 5 and 6.
          if (responses === 2) jobs.set(1, jobFields(1, 'completed'));
          if (responses === 3) jobs.set(2, jobFields(2, 'running'));
          if (responses === 5) jobs.set(3, jobFields(3, 'completed'));
        },
      },
    );
    expect(ids).toContain(5);
  });

  test('is not missed where those do not match', async () => {
    const other = { cluster_id: 1 };
    const jobs = [
      jobFields(1, 'running', other),
      jobFields(2, 'queued', other),
      jobFields(3, 'running', other),
      jobFields(5, 'running'),
    ];
    const { ids } = await selectingFrom(
      jobs,
      { statuses: ['queued', 'running'], clusterId: 176 },
      {
        pageSize: 2,
        links: true,
        afterResponse: (responses, jobs) => {
          // The first pass: 1 is the queued list, 2 and 3 are pages of the running one. The second: 4, and 5 and 6.
          if (responses === 2) jobs.set(1, jobFields(1, 'completed', other));
          if (responses === 3) jobs.set(2, jobFields(2, 'running', other));
          if (responses === 5) jobs.set(3, jobFields(3, 'completed', other));
        },
      },
    );
    expect(ids).toEqual([5]);
  });

  test('is not missed where those only go on to the next status', async () => {
    const jobs = [jobFields(1, 'queued'), jobFields(2, 'pending'), jobFields(3, 'queued'), jobFields(5, 'queued')];
    const { sorted } = await selectingFrom(
      jobs,
      {},
      {
        pageSize: 2,
        links: true,
        afterResponse: (responses, jobs) => {
          // The first pass: idle, pending, queued in two pages, running. The second: 6, 7, 8 and 9, 10.
          if (responses === 3) jobs.set(1, jobFields(1, 'running'));
          if (responses === 5) jobs.set(2, jobFields(2, 'queued'));
          if (responses === 8) jobs.set(3, jobFields(3, 'running'));
        },
      },
    );
    expect(sorted).toEqual([1, 2, 3, 5]);
  });
});

describe('a selection fails, and nothing is terminated,', () => {
  async function errorOf(behave: Behaviour, cancellation = aCancellation()): Promise<string> {
    const error = await selecting(behave, {}, cancellation).catch((error) => error);
    expect(error).toBeInstanceOf(SelectionError);
    return error.message;
  }

  test('where the list is refused', async () => {
    expect(await errorOf(() => ({ statusCode: 403 }))).toContain('the API answered 403');
  });

  test('where a page of it does not come after six attempts', async () => {
    const account = movingAccount(jobsFrom(1, 150, 'running'));
    let attempts = 0;
    const message = await errorOf((call) => {
      if (call.query.get('offset') !== '100') return account.behave(call);
      attempts++;
      return 'cut off';
    });
    expect(message).toContain('tried 6 times');
    expect(attempts).toBe(6);
  });

  test('where a job that has gone from the list cannot be got', async () => {
    const account = movingAccount(jobsFrom(1, 2, 'queued'), {
      afterResponse: (responses, jobs) => void (responses === 4 && jobs.set(2, jobFields(2, 'stopping'))),
    });
    const message = await errorOf((call) =>
      /\/jobs\/2$/.test(call.path) ? { statusCode: 403 } : account.behave(call),
    );
    expect(message).toContain('the API answered 403');
  });

  test('where the step is cancelled meanwhile, which aborts the request', async () => {
    const cancellation = aCancellation();
    const message = await errorOf(() => {
      cancellation.cancel();
      return new Promise(() => undefined);
    }, cancellation);
    expect(message).toBe('Cancelled while the jobs were being chosen. Nothing was terminated.');
  });

  test('but not where a page comes at the second attempt', async () => {
    const account = movingAccount(jobsFrom(1, 150, 'running'));
    let breaks = 1;
    const { ids, lines } = await selecting((call) =>
      call.query.get('offset') === '100' && breaks-- > 0 ? 'cut off' : account.behave(call),
    );
    expect(ids).toHaveLength(150);
    expect(lines).toEqual(['The list of jobs: attempt 1 of 6 failed']);
  });
});
