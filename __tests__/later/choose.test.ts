import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { NotChosen } from '../../src/errors.ts';
import { chooseJobs } from '../../src/later/choosing/choosing.ts';
import { ACTIVE_STATES, type JobFilter } from '../../src/xplenty/filter.ts';
import { aCancellation } from '../a-cancellation.ts';
import { jobFields } from '../a-job.ts';
import { closeServers } from '../loopback.ts';
import { type AccountOptions, jobsFrom, type MovingAccount, movingAccount } from '../moving-account.ts';
import { type Behaviour, startApi } from '../tiny-api.ts';

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
  states: ACTIVE_STATES,
};

async function chosen(behave: Behaviour, filter: Partial<JobFilter> = {}, cancellation = aCancellation()) {
  const { client, calls } = await startApi(behave);
  const jobs = await chooseJobs('xplenation', { ...FILTER, ...filter }, client, cancellation, () => undefined);
  return { ids: jobs.map(({ id }) => id), states: jobs.map(({ status }) => status), calls };
}

function chosenFrom(jobs: Record<string, unknown>[], filter?: Partial<JobFilter>, options?: AccountOptions) {
  return chosen(movingAccount(jobs, options).behave, filter);
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

describe('what is chosen', () => {
  test('are the jobs in each state that was given, in the order in which they are found', async () => {
    const jobs = [
      jobFields(1, 'running'),
      jobFields(2, 'idle'),
      jobFields(3, 'queued'),
      jobFields(4, 'pending'),
      jobFields(5, 'completed'),
      jobFields(6, 'stopping'),
      jobFields(7, 'running'),
    ];
    expect((await chosenFrom(jobs)).ids).toEqual([2, 4, 3, 1, 7]);
    expect((await chosenFrom(jobs, { states: ['queued', 'running'] })).ids).toEqual([3, 1, 7]);
  });

  test('is nothing in an account that has nothing of it', async () => {
    expect((await chosenFrom([])).ids).toEqual([]);
    expect((await chosenFrom([jobFields(1, 'running')], { packageId: 104 })).ids).toEqual([]);
  });

  test.each([false, true])('is all of it, whatever number of pages it takes, with Link headers: %s', async (links) => {
    const jobs = [...jobsFrom(1, 250, 'running'), ...jobsFrom(251, 100, 'queued')];
    const { ids } = await chosenFrom(jobs, {}, { links });
    expect([...ids].sort((a, b) => a - b)).toEqual(numbers(1, 350));
  });

  test('is not more where an old server ignores what it is asked for', async () => {
    const jobs = [
      jobFields(1, 'running'),
      jobFields(2, 'running', { package_id: 104 }),
      jobFields(3, 'queued'),
      jobFields(4, 'completed'),
      jobFields(5, 'stopping'),
    ];
    const { ids } = await chosenFrom(jobs, { states: ['running'] }, { ignoresFilters: true });
    expect(ids).toEqual([1]);
  });

  test('costs two passes over the states that were given, where nothing moves', async () => {
    const { calls } = await chosenFrom(jobsFrom(1, 3, 'running'), { states: ['queued', 'running'] });
    expect(calls.map((call) => /status=(\w+)/.exec(call)?.[1])).toEqual(['queued', 'running', 'queued', 'running']);
  });
});

describe('jobs that move while the list is read', () => {
  test('on to the next state are found, once, as they are now', async () => {
    const onward: Record<string, string> = { idle: 'pending', pending: 'queued', queued: 'running' };
    const advance = (_: number, jobs: Map<number, Record<string, unknown>>) => {
      for (const [id, job] of jobs) jobs.set(id, { ...job, status: onward[String(job.status)] ?? job.status });
    };
    const jobs = ACTIVE_STATES.map((status, index) => jobFields(index + 1, status));
    const { ids, states } = await chosenFrom(jobs, {}, { afterAnswer: advance });
    expect([...ids].sort()).toEqual([1, 2, 3, 4]);
    expect(states).toEqual(['running', 'running', 'running', 'running']);
  });

  test('and make the pages shift are not missed', async () => {
    const firstFiftyEnd = (answers: number, jobs: Map<number, Record<string, unknown>>) => {
      if (answers === 1) for (const id of numbers(1, 50)) jobs.set(id, jobFields(id, 'completed'));
    };
    const { ids } = await chosenFrom(
      jobsFrom(1, 250, 'running'),
      { states: ['running'] },
      { afterAnswer: firstFiftyEnd },
    );
    expect([...ids].sort((a, b) => a - b)).toEqual(numbers(51, 250));
  });

  test('into view from a new page shift are taken once', async () => {
    const anOlderOneStarts = (answers: number, jobs: Map<number, Record<string, unknown>>) => {
      if (answers === 1) jobs.set(1, jobFields(1, 'running'));
    };
    const jobs = [jobFields(1, 'stopping'), ...jobsFrom(2, 150, 'running')];
    const { ids } = await chosenFrom(jobs, { states: ['running'] }, { afterAnswer: anOlderOneStarts });
    expect([...ids].sort((a, b) => a - b)).toEqual(numbers(1, 151));
  });

  test('and appear only now are found', async () => {
    const another = (answers: number, jobs: Map<number, Record<string, unknown>>) => {
      if (answers <= 3) jobs.set(100 + answers, jobFields(100 + answers, 'running'));
    };
    const { ids } = await chosenFrom([jobFields(1, 'running')], { states: ['running'] }, { afterAnswer: another });
    expect(ids).toEqual([1, 101, 102, 103]);
  });

  test.each(['running', 'stopping', 'stopped', 'completed'])(
    'out of what was asked for are looked at by themselves, and left out: %s',
    async (status) => {
      const { ids, calls } = await chosenFrom(
        jobsFrom(1, 3, 'queued'),
        { states: ['queued'] },
        { afterAnswer: (answers, jobs) => void (answers === 1 && jobs.set(2, jobFields(2, status))) },
      );
      expect(ids).toEqual([1, 3]);
      expect(calls.filter((call) => /\/jobs\/\d/.test(call))).toEqual(['GET /xplenation/api/jobs/2']);
    },
  );

  test('out of the account are left out', async () => {
    const { ids } = await chosenFrom(
      jobsFrom(1, 3, 'queued'),
      {},
      { afterAnswer: (answers, jobs) => void (answers === 4 && jobs.delete(2)) },
    );
    expect(ids).toEqual([1, 3]);
  });

  test('out of the list and back are taken', async () => {
    const { ids } = await chosenFrom(
      jobsFrom(1, 3, 'queued'),
      { states: ['queued'] },
      {
        afterAnswer: (answers, jobs) => {
          jobs.set(2, jobFields(2, answers === 1 ? 'on the way' : 'queued'));
        },
      },
    );
    expect([...ids].sort()).toEqual([1, 2, 3]);
  });

  test('for ever do not keep the choice from ending', async () => {
    const another = (answers: number, jobs: Map<number, Record<string, unknown>>) => {
      jobs.set(answers, jobFields(answers, 'running'));
    };
    const { calls } = await chosenFrom([], { states: ['running'] }, { afterAnswer: another });
    expect(calls.length).toBeLessThan(20);
  });

  test('out of what was asked for are left out also where an old server shows them all the time', async () => {
    const account = movingAccount(jobsFrom(1, 3, 'queued'), {
      ignoresFilters: true,
      afterAnswer: (answers, jobs) => void (answers === 3 && jobs.set(2, jobFields(2, 'running'))),
    });
    const { ids } = await chosen(account.behave, { states: ['idle', 'queued'] });
    expect(account.shown.get(2)).toMatchObject({ status: 'running' });
    expect(ids).toEqual([1, 3]);
  });
});

describe('a job that stands still', () => {
  test('is not missed where as many come as go', async () => {
    const jobs = [jobFields(1, 'running'), jobFields(2, 'queued'), jobFields(3, 'running'), jobFields(5, 'running')];
    const { ids } = await chosenFrom(
      jobs,
      { states: ['queued', 'running'] },
      {
        pageSize: 2,
        links: true,
        afterAnswer: (answers, jobs) => {
          // The first pass: 1 is the queued list, 2 and 3 are pages of the running one. The second: 4, and 5 and 6.
          if (answers === 2) jobs.set(1, jobFields(1, 'completed'));
          if (answers === 3) jobs.set(2, jobFields(2, 'running'));
          if (answers === 5) jobs.set(3, jobFields(3, 'completed'));
        },
      },
    );
    expect(ids).toContain(5);
  });
});

describe('a job that stands still, behind jobs that shift the pages in every pass,', () => {
  test('is not missed where those do not match', async () => {
    const other = { cluster_id: 1 };
    const jobs = [
      jobFields(1, 'running', other),
      jobFields(2, 'queued', other),
      jobFields(3, 'running', other),
      jobFields(5, 'running'),
    ];
    const { ids } = await chosenFrom(
      jobs,
      { states: ['queued', 'running'], clusterId: 176 },
      {
        pageSize: 2,
        links: true,
        afterAnswer: (answers, jobs) => {
          // The first pass: 1 is the queued list, 2 and 3 are pages of the running one. The second: 4, and 5 and 6.
          if (answers === 2) jobs.set(1, jobFields(1, 'completed', other));
          if (answers === 3) jobs.set(2, jobFields(2, 'running', other));
          if (answers === 5) jobs.set(3, jobFields(3, 'completed', other));
        },
      },
    );
    expect(ids).toEqual([5]);
  });

  test('is not missed where those only go on to the next state', async () => {
    const jobs = [jobFields(1, 'queued'), jobFields(2, 'pending'), jobFields(3, 'queued'), jobFields(5, 'queued')];
    const { ids } = await chosenFrom(
      jobs,
      {},
      {
        pageSize: 2,
        links: true,
        afterAnswer: (answers, jobs) => {
          // The first pass: idle, pending, queued in two pages, running. The second: 6, 7, 8 and 9, 10.
          if (answers === 3) jobs.set(1, jobFields(1, 'running'));
          if (answers === 5) jobs.set(2, jobFields(2, 'queued'));
          if (answers === 8) jobs.set(3, jobFields(3, 'running'));
        },
      },
    );
    expect([...ids].sort()).toEqual([1, 2, 3, 5]);
  });
});

describe('a choice fails, and nothing is terminated,', () => {
  async function failureOf(behave: Behaviour, cancellation = aCancellation()) {
    const error = await chosen(behave, {}, cancellation).catch((error) => error);
    expect(error).toBeInstanceOf(NotChosen);
    return error as NotChosen;
  }

  test('where the list is refused', async () => {
    const { cause, wasCancelled } = await failureOf(() => ({ statusCode: 403 }));
    expect(cause).toMatchObject({ statusCode: 403 });
    expect(wasCancelled).toBe(false);
  });

  test('where a page of it does not come after six tries', async () => {
    const account: MovingAccount = movingAccount(jobsFrom(1, 150, 'running'));
    let tries = 0;
    const { cause } = await failureOf((call) => {
      if (call.query.get('offset') !== '100') return account.behave(call);
      tries++;
      return 'cut off';
    });
    expect(cause).toMatchObject({ tries: 6 });
    expect(tries).toBe(6);
  });

  test('where a job that has gone from the list cannot be looked at', async () => {
    const account = movingAccount(jobsFrom(1, 2, 'queued'), {
      afterAnswer: (answers, jobs) => void (answers === 4 && jobs.set(2, jobFields(2, 'stopping'))),
    });
    const { cause } = await failureOf((call) =>
      /\/jobs\/2$/.test(call.path) ? { statusCode: 403 } : account.behave(call),
    );
    expect(cause).toMatchObject({ statusCode: 403 });
  });

  test('where the step is cancelled meanwhile', async () => {
    const cancellation = aCancellation();
    const startedAt = performance.now();
    const { wasCancelled } = await failureOf(() => {
      setTimeout(cancellation.cancel, 20);
      return new Promise(() => undefined);
    }, cancellation);
    expect(wasCancelled).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('but not where a page comes at the second try', async () => {
    const account = movingAccount(jobsFrom(1, 150, 'running'));
    let breaks = 1;
    const { ids } = await chosen((call) =>
      call.query.get('offset') === '100' && breaks-- > 0 ? 'cut off' : account.behave(call),
    );
    expect(ids).toHaveLength(150);
  });
});
