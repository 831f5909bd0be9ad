import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { terminateAll } from '../../src/jobs/terminate.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aCancellation } from '../a-cancellation.ts';
import { jobFields, unseenJob } from '../a-job.ts';
import { type Behaviour, type Reply, startApi } from '../api-server.ts';
import { FakeClock } from '../fake-clock.ts';
import { closeServers } from '../http-server.ts';
import { aStopContext } from './a-context.ts';

const DELETE = 'DELETE /xplenation/api/jobs/305';
const GET = 'GET /xplenation/api/jobs/305';

beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));
afterEach(async () => {
  jest.restoreAllMocks();
  await closeServers();
});

/** How a service responds to terminate calls, one after the other (the last one again and again), and to gets. */
function service(terminations: (Reply | 'cut off')[], gets: (Reply | 'cut off')[] = []): Behaviour {
  const next = (replies: (Reply | 'cut off')[]) =>
    (replies.length > 1 ? replies.shift() : replies[0]) ?? { statusCode: 418 };
  return ({ method }) => next(method === 'DELETE' ? terminations : gets);
}

interface Result {
  readonly tracked: TrackedJob;
  readonly calls: readonly string[];
  readonly lines: readonly string[];
}

async function terminating(
  behave: Behaviour,
  cancellation = aCancellation(),
  clock = new FakeClock(),
  timeoutMs = 600_000,
): Promise<Result> {
  const { client, calls } = await startApi(behave);
  const context = aStopContext(client, cancellation, clock, timeoutMs);
  const tracked = unseenJob(305);
  await terminateAll([tracked], context);
  return { tracked, calls, lines: context.progress.lines };
}

function refused(statusCode: number): Reply {
  return { statusCode, body: { message: 'no' } };
}

function redirect(): Reply {
  return { statusCode: 307, headers: { Location: 'https://evil.example/' } };
}

function jobs(count: number): TrackedJob[] {
  return Array.from({ length: count }, (_, index) => unseenJob(index + 1));
}

function idOf(path: string): number {
  return Number(/\d+$/.exec(path)?.[0]);
}

function seen(status: string): Reply {
  return { body: jobFields(305, status) };
}

function accepted(status: string) {
  return { call: 'accepted', isStoppedByOthers: false, job: { status }, error: undefined };
}

/** Found stopping or finished by a get, though no call was accepted. */
function stoppedByOthers(call: 'sent' | 'refused', status: string) {
  return { call, isStoppedByOthers: true, isAccepted: true, job: { status }, error: undefined };
}

/** @param details what the error says, or a part of it */
function refusedFor(summary: string, details: string) {
  const error = { summary, details: expect.stringContaining(details), isOutcomeUnknown: false };
  return { call: 'refused', isAccepted: false, error };
}

function unknown(details: string) {
  const summary = 'outcome unknown, may still be running';
  const error = { summary, details: expect.stringContaining(details), isOutcomeUnknown: true };
  return { call: 'sent', isAccepted: false, error };
}

describe('a terminate call that is accepted', () => {
  test.each([
    ['pending_stoppage', false],
    ['pending_terminate', false],
    ['stopping', false],
    ['running', false],
    ['a new status', false],
    // The call itself may have stopped it.
    ['stopped', false],
    ['completed', true],
  ])('is success, with what the response says: %s; it had finished before: %s', async (status, hadFinished) => {
    const { tracked, calls, lines } = await terminating(service([seen(status)]));
    expect(tracked).toMatchObject({ ...accepted(status), hadFinished });
    expect(tracked.job?.fields).toEqual(jobFields(305, status));
    expect(calls).toEqual([DELETE]);
    expect(lines).toEqual(['call for 305 ended: accepted']);
  });

  test.each<[string, Reply | 'cut off']>([
    ['a response cut off', 'cut off'],
    ...[408, 425, 429, 500, 502, 503, 504, 507, 520, 530].map((code): [string, Reply] => [`${code}`, refused(code)]),
    ['503 with Retry-After', { statusCode: 503, headers: { 'Retry-After': '0' } }],
    ['a response that is no job', { body: '<html>' }],
    ['a response about another job', { body: jobFields(306) }],
  ])('after transient errors is success: %s', async (_, failure) => {
    const { tracked, calls, lines } = await terminating(service([failure, failure, seen('pending_stoppage')]));
    expect(tracked).toMatchObject(accepted('pending_stoppage'));
    expect(calls).toEqual([DELETE, DELETE, DELETE]);
    expect(lines).toEqual([
      expect.stringMatching(/^Job 305: attempt 1 of (6|10) failed$/),
      expect.stringMatching(/^Job 305: attempt 2 of (6|10) failed$/),
      'call for 305 ended: accepted',
    ]);
  });

  test('did not come too late for a job that finished, where an earlier attempt may have been delivered', async () => {
    const { tracked } = await terminating(service(['cut off', seen('completed')]));
    expect(tracked).toMatchObject({ ...accepted('completed'), hadFinished: false });
  });

  describe.each([202, 204])('without a body (%i)', (statusCode) => {
    test.each(['stopping', 'completed'])('is followed by a get, which shows what came of it: %s', async (status) => {
      const { tracked, calls } = await terminating(service([{ statusCode }], ['cut off', seen(status)]));
      expect(tracked).toMatchObject({ ...accepted(status), hadFinished: false });
      expect(calls).toEqual([DELETE, GET, GET]);
    });

    test('is success also where the get fails', async () => {
      const { tracked } = await terminating(service([{ statusCode }], [refused(403)]));
      expect(tracked).toMatchObject({ call: 'accepted', job: undefined, error: undefined });
    });
  });
});

describe('a terminate call that is refused', () => {
  test.each([
    [400, 'stopped'],
    [403, 'stopped'],
    [404, 'stopped'],
    [405, 'stopped'],
    [409, 'stopped'],
    [410, 'stopped'],
    [422, 'completed'],
    [422, 'failed'],
  ])('with %i is success where a get shows that the job had already %s', async (statusCode, status) => {
    const { tracked, calls } = await terminating(service([refused(statusCode)], [seen(status)]));
    expect(tracked).toMatchObject({ ...stoppedByOthers('refused', status), hadFinished: true });
    expect(calls).toEqual([DELETE, GET]);
  });

  test.each(['pending_stoppage', 'pending_terminate', 'stopping'])(
    'is success where a get shows that the job is stopping already: %s',
    async (status) => {
      const { tracked } = await terminating(service([refused(422)], [seen(status)]));
      expect(tracked).toMatchObject({ ...stoppedByOthers('refused', status), hadFinished: false });
    },
  );

  test.each(['idle', 'pending', 'queued', 'running', 'a new status'])(
    'is a failure where a get shows that the job is still %s',
    async (status) => {
      const { tracked, calls } = await terminating(service([refused(422)], [seen(status)]));
      expect(tracked).toMatchObject(refusedFor('refused by the API (422)', `Not terminated, still ${status}.`));
      expect(calls).toEqual([DELETE, GET]);
    },
  );

  test.each<[string, Reply, Reply, string]>([
    ['the get says the same', refused(404), refused(404), 'Getting the job failed too. '],
    ['only the call says that there is no such job', refused(404), refused(422), 'failed too: HTTP 422 "no".'],
    ['only the get says that there is no such job', refused(422), refused(404), 'failed too: HTTP 404 "no".'],
    ['the get is refused for the key', refused(409), refused(401), 'failed too: HTTP 401 "no".'],
    ['the get is redirected', refused(422), redirect(), 'failed too: HTTP 307, which points to the host'],
  ])('is a failure, and only that, where %s', async (_, call, get, details) => {
    const { tracked, calls } = await terminating(service([call], [get]));
    expect(tracked).toMatchObject({ call: 'refused', error: { isOutcomeUnknown: false }, job: undefined });
    expect(`${tracked.error?.details} `).toContain(details);
    expect(calls).toEqual([DELETE, GET]);
  });

  test('is a failure where six gets bring no response', async () => {
    const { tracked, calls } = await terminating(service([refused(422)], ['cut off']));
    expect(tracked).toMatchObject(refusedFor('refused by the API (422)', '(6 attempts in'));
    expect(calls).toEqual([DELETE, ...Array(6).fill(GET)]);
  });

  test('is followed by gets until one succeeds', async () => {
    const { tracked } = await terminating(service([refused(422)], ['cut off', refused(503), seen('stopped')]));
    expect(tracked).toMatchObject(stoppedByOthers('refused', 'stopped'));
  });

  test.each([401, 402, 407])('with %i, which is about the caller, is a failure without a get', async (status) => {
    const { tracked, calls } = await terminating(service([refused(status)], [seen('stopped')]));
    expect(tracked).toMatchObject({ call: 'refused', error: { isOutcomeUnknown: false }, job: undefined });
    expect(calls).toEqual([DELETE]);
  });

  test('with 429 ten times is a failure without a get, which would be refused alike', async () => {
    const { tracked, calls } = await terminating(service([refused(429)], [seen('stopped')]));
    expect(tracked).toMatchObject(refusedFor('rate limit reached (429)', '(10 attempts in'));
    expect(calls).toEqual(Array(10).fill(DELETE));
  });
});

describe('a call that may have been delivered', () => {
  test('though the response was lost is success: the next call is refused, and a get shows the stop', async () => {
    const { tracked, calls } = await terminating(service(['cut off', refused(422)], [seen('stopping')]));
    expect(tracked).toMatchObject(stoppedByOthers('sent', 'stopping'));
    expect(calls).toEqual([DELETE, DELETE, GET]);
  });

  test('is not said to have come after the end of a job that a get shows final', async () => {
    const { tracked } = await terminating(service(['cut off', refused(422)], [seen('completed')]));
    expect(tracked).toMatchObject({ ...stoppedByOthers('sent', 'completed'), hadFinished: false });
  });

  test('six times is success where one get shows the stop', async () => {
    const { tracked, calls } = await terminating(service(['cut off'], [seen('stopping')]));
    expect(tracked).toMatchObject(stoppedByOthers('sent', 'stopping'));
    expect(calls).toEqual([...Array(6).fill(DELETE), GET]);
  });

  test.each<[string, Reply | 'cut off']>([
    ['six lost responses', 'cut off'],
    ['a service that fails', refused(500)],
    ['a redirect', redirect()],
    ['a response that is no job', { body: '{"id":{"toString":1},"status":"pending_stoppage"}' }],
  ])('leaves the outcome unknown though a get shows that the job still runs: %s', async (_, reply) => {
    const { tracked } = await terminating(service([reply], [seen('running')]));
    expect(tracked).toMatchObject(unknown('A request may have been delivered. Last status: running.'));
  });

  test('leaves the outcome unknown where the get is in vain', async () => {
    const { tracked, calls } = await terminating(service(['cut off']));
    expect(tracked).toMatchObject(unknown('Getting the job failed too: HTTP 418'));
    expect(calls).toEqual([...Array(6).fill(DELETE), GET]);
  });

  test('leaves the outcome unknown though a later attempt is refused', async () => {
    const { tracked } = await terminating(service(['cut off', refused(401)]));
    expect(tracked).toMatchObject(unknown('HTTP 401'));
  });

  test.each([501, 520, 524, 599])('leaves the outcome unknown behind %i', async (statusCode) => {
    const { tracked } = await terminating(service([refused(statusCode)], [refused(statusCode)]));
    expect(tracked).toMatchObject(unknown(`${statusCode}`));
  });
});

test('where nobody listens, no request was delivered, and nothing is said to have been sent', async () => {
  const { client } = await startApi(() => seen('stopped'));
  await closeServers();
  const tracked = unseenJob(305);
  await terminateAll([tracked], aStopContext(client));
  expect(tracked).toMatchObject({ call: 'unsent', error: { isOutcomeUnknown: false } });
  expect(tracked.error?.summary).toMatch(/^cannot reach 127\.0\.0\.1:\d+$/);
  expect(tracked.error?.details).toMatch(/\(6 attempts in .*\)\. No request was delivered\./);
});

describe('a cancel', () => {
  test('lets a call in flight come to its end', async () => {
    const cancellation = aCancellation();
    const { tracked } = await terminating(() => {
      cancellation.cancel();
      return seen('stopped');
    }, cancellation);
    expect(tracked).toMatchObject(accepted('stopped'));
  });

  test('between attempts brings the last one at once', async () => {
    const cancellation = aCancellation();
    const clock = new FakeClock(cancellation.cancel);
    const later = { statusCode: 503, headers: { 'Retry-After': '60' } };
    const { tracked, calls } = await terminating(service([later, later, seen('stopped')]), cancellation, clock);
    expect(clock.pausesMs).toEqual([60_000]);
    expect(clock.nowMs()).toBe(0);
    expect(calls).toEqual([DELETE, DELETE, GET]);
    expect(tracked).toMatchObject(unknown('HTTP 503'));
  });

  test('leaves time for one get where the call is refused', async () => {
    const cancellation = aCancellation();
    cancellation.cancel();
    const { tracked, calls } = await terminating(service([refused(422)], [seen('stopped')]), cancellation);
    expect(tracked).toMatchObject(stoppedByOthers('refused', 'stopped'));
    expect(calls).toEqual([DELETE, GET]);
  });

  test('whose grace is over aborts the call, and leaves the outcome unknown', async () => {
    const cancellation = aCancellation();
    const { tracked, calls } = await terminating(() => {
      cancellation.cancel();
      cancellation.endGrace();
      return new Promise(() => undefined);
    }, cancellation);
    expect(tracked).toMatchObject(unknown('A request may have been delivered.'));
    expect(calls).toEqual([DELETE]);
  });
});

describe('the timeout bounds terminating: after it', () => {
  test('no attempt begins', async () => {
    const clock = new FakeClock();
    const { calls, tracked } = await terminating(() => refused(503), undefined, clock, 2_000);
    expect(clock.nowMs()).toBeLessThanOrEqual(2_000);
    expect(calls).toEqual([DELETE, DELETE, GET]);
    expect(tracked).toMatchObject(unknown('(2 attempts in'));
  });

  test.each<[string, Reply]>([
    ['a refused call', refused(422)],
    ['an accepted call without a body', { statusCode: 204 }],
  ])('no get follows %s', async (_, reply) => {
    const clock = new FakeClock();
    const slow: Behaviour = () => {
      clock.advance(3_000);
      return reply;
    };
    const { calls } = await terminating(slow, undefined, clock, 2_000);
    expect(calls).toEqual([DELETE]);
  });

  test('jobs for which no request was sent are named', async () => {
    const clock = new FakeClock();
    const { client, calls } = await startApi(({ path }) => {
      clock.advance(1_000);
      return { body: jobFields(idOf(path)) };
    });
    const tracked = jobs(30);
    await terminateAll(tracked, aStopContext(client, undefined, clock, 5_000));
    const unsent = tracked.filter(({ call }) => call === 'unsent');
    expect(unsent).toHaveLength(30 - calls.length);
    expect(unsent.length).toBeGreaterThanOrEqual(30 - 5 - 8);
    for (const { error } of unsent) {
      expect(error).toMatchObject({ summary: 'timed out, not terminated', isOutcomeUnknown: false });
    }
  });
});

describe('many jobs', () => {
  test('are terminated though one of them is refused', async () => {
    const { client } = await startApi(({ path }) =>
      idOf(path) === 2 ? refused(401) : { body: jobFields(idOf(path), 'stopping') },
    );
    const tracked = jobs(3);
    const context = aStopContext(client);
    await terminateAll(tracked, context);
    expect(tracked.map(({ isAccepted }) => isAccepted)).toEqual([true, false, true]);
    expect(tracked.map(({ error }) => error?.summary)).toEqual([undefined, 'API key rejected (401)', undefined]);
    expect(context.progress.lines).toHaveLength(3);
  });

  test('are terminated no more than eight at once', async () => {
    let [underWay, most] = [0, 0];
    const behave: Behaviour = async ({ path }) => {
      most = Math.max(most, ++underWay);
      await sleep(20);
      underWay--;
      return { body: jobFields(idOf(path)) };
    };
    const { client } = await startApi(behave);
    const tracked = jobs(30);
    await terminateAll(tracked, aStopContext(client));
    expect(tracked.filter(({ isAccepted }) => isAccepted)).toHaveLength(30);
    expect(most).toBe(8);
  });

  test('that were accepted as the step was cancelled have an error unless they are final', async () => {
    const cancellation = aCancellation();
    const { client } = await startApi(({ path }) => {
      cancellation.cancel();
      return { body: jobFields(idOf(path), idOf(path) === 1 ? 'stopping' : 'stopped') };
    });
    const [stopping, stopped] = [unseenJob(1), unseenJob(2)];
    await terminateAll([stopping, stopped], aStopContext(client, cancellation));
    expect(stopping.error?.summary).toBe('cancelled, still stopping');
    expect(stopped.error).toBeUndefined();
  });

  test('get no call once the grace of a cancel is over', async () => {
    const cancellation = aCancellation();
    cancellation.cancel();
    cancellation.endGrace();
    const { tracked, calls } = await terminating(() => seen('stopped'), cancellation);
    expect(tracked).toMatchObject({ call: 'unsent', error: { summary: 'cancelled, not terminated' } });
    expect(calls).toEqual([]);
  });
});
