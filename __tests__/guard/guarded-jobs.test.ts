import { describe, expect, test } from '@jest/globals';
import type { JobsApi } from '../../src/api/client.ts';
import { HttpError } from '../../src/api/errors.ts';
import type { Job } from '../../src/api/job.ts';
import { Log } from '../../src/github/log.ts';
import { Report } from '../../src/github/report.ts';
import { Secrets } from '../../src/github/secrets.ts';
import type { GuardInputs } from '../../src/guard/guard-inputs.ts';
import { GuardedJobs } from '../../src/guard/guarded-jobs.ts';
import { aCancellation } from '../a-cancellation.ts';
import { FakeClock } from '../fake-clock.ts';

const TAG = { variable: 'github_run', value: 'guard-1' };
const PLACE = { accountId: 'mine' };

/** An account on a fake clock. Jobs stop at the second poll, and a call may take a while. */
function anAccount(clock: FakeClock, faults: { list?: () => Error | undefined; terminateMs?: number } = {}) {
  const calls: string[] = [];
  const jobs = new Map<number, { status: string; tag: string }>();
  const note = (call: string) => calls.push(`${Math.round(clock.nowMs() / 1000)} s: ${call}`);
  const shown = (id: number): Job => {
    const { status = '', tag = '' } = jobs.get(id) ?? {};
    return { id, status, fields: { id, status, variables: { github_run: `'${tag}'` } } };
  };
  const api: JobsApi = {
    rateLimit: undefined,
    async terminate({ id }) {
      note(`DELETE ${id}`);
      await clock.sleep(faults.terminateMs ?? 0, new AbortController().signal);
      jobs.set(id, { tag: jobs.get(id)?.tag ?? '', status: 'stopping' });
      return shown(id);
    },
    async get({ id }) {
      note(`GET ${id}`);
      jobs.set(id, { tag: jobs.get(id)?.tag ?? '', status: 'stopped' });
      return shown(id);
    },
    async list(_, { status }) {
      if (status === 'idle') note('list');
      const error = faults.list?.();
      if (error !== undefined) throw error;
      const found = [...jobs.keys()].map(shown).filter((job) => job.status === status);
      return { jobs: found, nextOffset: undefined };
    },
  };
  return { api, calls, jobs };
}

function guardedJobs(
  api: JobsApi,
  clock: FakeClock,
  { ids = [305], isTagged = true, timeoutMs = 240_000, waitForStopped = true } = {},
  cancellation = aCancellation(),
) {
  const secrets = new Secrets();
  const runner = { outputFile: undefined, summaryFile: undefined, docsUrl: undefined };
  const report = new Report(new Log(secrets), secrets, runner, clock);
  const inputs = { ...PLACE, waitForStopped, pollIntervalMs: 15_000, apiUrl: new URL('https://x.test') } as GuardInputs;
  const context = {
    ...{ api, cancellation, clock, progress: report, elapsedMs: () => clock.nowMs() },
    ...{ timeoutMs, deadlineMs: timeoutMs },
  };
  return new GuardedJobs(
    ids.map((id) => ({ ...PLACE, id })),
    isTagged ? TAG : undefined,
    inputs,
    context,
    report,
  );
}

describe('a guard with a tag', () => {
  test('sends every call before it waits, and reads the list again in the 15th second', async () => {
    const clock = new FakeClock();
    const { api, calls, jobs } = anAccount(clock);
    jobs.set(400, { status: 'running', tag: 'guard-1' });
    jobs.set(401, { status: 'running', tag: 'guard-2' });
    const guarded = guardedJobs(api, clock);
    await guarded.stop();
    expect(calls).toEqual([
      '0 s: DELETE 305',
      '0 s: list',
      '0 s: DELETE 400',
      '1 s: GET 305',
      '1 s: GET 400',
      '15 s: list',
    ]);
    expect(guarded.jobs.map(({ ref, job }) => [ref.id, job?.status])).toEqual([
      [305, 'stopped'],
      [400, 'stopped'],
    ]);
    expect(guarded.problems).toEqual([]);
  });

  test('does not wait for the calls before it reads the list', async () => {
    const clock = new FakeClock();
    const { api, calls } = anAccount(clock, { terminateMs: 30_000 });
    await guardedJobs(api, clock).stop();
    expect(calls.slice(0, 2)).toEqual(['0 s: DELETE 305', expect.stringMatching(/: list$/)]);
  });

  test('does not read the list after its timeout', async () => {
    const clock = new FakeClock();
    const { api, calls } = anAccount(clock);
    await guardedJobs(api, clock, { ids: [], timeoutMs: 10_000 }).stop();
    expect(calls).toEqual(['0 s: list']);
    expect(clock.nowMs()).toBe(10_000);
  });

  test('looks again also where it does not wait for jobs to stop', async () => {
    const clock = new FakeClock();
    const { api, calls } = anAccount(clock);
    await guardedJobs(api, clock, { waitForStopped: false }).stop();
    expect(calls).toEqual(['0 s: DELETE 305', '0 s: list', '15 s: list']);
  });

  test('a list that cannot be read is a problem, and the named job is stopped all the same', async () => {
    const clock = new FakeClock();
    const { api } = anAccount(clock, { list: () => new HttpError(403, {}) });
    const guarded = guardedJobs(api, clock);
    await guarded.stop();
    expect(guarded.jobs[0]?.job?.status).toBe('stopped');
    expect(guarded.problems).toEqual([
      {
        summary: expect.stringMatching(/^Cannot list jobs: /),
        details: expect.stringMatching(/^Other jobs with github_run/),
      },
    ]);
  });

  test('a list that can be read the second time is no problem', async () => {
    const clock = new FakeClock();
    const { api } = anAccount(clock, { list: () => (clock.nowMs() < 10_000 ? new HttpError(403, {}) : undefined) });
    const guarded = guardedJobs(api, clock);
    await guarded.stop();
    expect(guarded.problems).toEqual([]);
  });

  test('a signal while it waits for late starts is a problem', async () => {
    const cancellation = aCancellation();
    const clock = new FakeClock((ms) => ms > 10_000 && cancellation.cancel());
    const { api, calls } = anAccount(clock);
    const guarded = guardedJobs(api, clock, {}, cancellation);
    await guarded.stop();
    expect(calls).toEqual(['0 s: DELETE 305', '0 s: list', '1 s: GET 305']);
    expect(guarded.problems).toMatchObject([{ summary: expect.stringMatching(/^Cancelled before jobs/) }]);
  });
});

test('a guard without a tag reads no list, and ends when its jobs have stopped', async () => {
  const clock = new FakeClock();
  const { api, calls } = anAccount(clock);
  await guardedJobs(api, clock, { isTagged: false }).stop();
  expect(calls).toEqual(['0 s: DELETE 305', '1 s: GET 305']);
});
