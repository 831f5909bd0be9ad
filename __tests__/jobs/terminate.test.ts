import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { terminate, terminateAll } from '../../src/jobs/terminate.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aCancellation } from '../a-cancellation.ts';
import { jobFields, unseenJob } from '../a-job.ts';
import { type Behaviour, type Reply, startApi } from '../api-server.ts';
import { FakeClock } from '../fake-clock.ts';
import { closeServers } from '../http-server.ts';
import { aContext } from './a-context.ts';

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
): Promise<Result> {
  const { client, calls } = await startApi(behave);
  const context = aContext(client, cancellation, clock);
  const tracked = unseenJob(305);
  await terminate(tracked, context);
  return { tracked, calls, lines: context.progress.lines };
}

function refused(statusCode: number): Reply {
  return { statusCode, body: { message: 'no' } };
}

function seen(status: string): Reply {
  return { body: jobFields(305, status) };
}

function accepted(status: string) {
  return { isSent: true, isAccepted: true, job: { status }, error: undefined };
}

/** @param message what the error says, or a part of it */
function notAccepted(message: string, isOutcomeUnknown: boolean) {
  return { isSent: true, isAccepted: false, error: { message: expect.stringContaining(message), isOutcomeUnknown } };
}

describe('a terminate call that is accepted', () => {
  test.each(['pending_stoppage', 'pending_terminate', 'stopping', 'stopped', 'running', 'a new status'])(
    'is success, with what the response says: %s',
    async (status) => {
      const { tracked, calls, lines } = await terminating(service([seen(status)]));
      expect(tracked).toMatchObject(accepted(status));
      expect(tracked.job?.fields).toEqual(jobFields(305, status));
      expect(calls).toEqual([DELETE]);
      expect(lines).toEqual([`305 accepted as ${status}`]);
    },
  );

  test.each<[string, Reply | 'cut off']>([
    ['a response cut off', 'cut off'],
    ['408', refused(408)],
    ['429', refused(429)],
    ['500', refused(500)],
    ['502', { statusCode: 502, body: '<html>' }],
    ['503', { statusCode: 503, headers: { 'Retry-After': '0' } }],
    ['504', refused(504)],
    ['a response that is no job', { body: '<html>' }],
    ['a response about another job', { body: jobFields(306) }],
  ])('after transient errors is success: %s', async (_, failure) => {
    const { tracked, calls, lines } = await terminating(service([failure, failure, seen('pending_stoppage')]));
    expect(tracked).toMatchObject(accepted('pending_stoppage'));
    expect(calls).toEqual([DELETE, DELETE, DELETE]);
    expect(lines).toEqual([
      'Job 305: attempt 1 of 6 failed',
      'Job 305: attempt 2 of 6 failed',
      '305 accepted as pending_stoppage',
    ]);
  });
});

describe('a terminate call that is refused', () => {
  test.each([
    [400, 'stopped'],
    [404, 'stopped'],
    [405, 'stopped'],
    [409, 'stopped'],
    [410, 'stopped'],
    [422, 'stopped'],
    [422, 'pending_stoppage'],
    [422, 'pending_terminate'],
    [422, 'stopping'],
    [422, 'completed'],
    [422, 'failed'],
  ])('with %i is success where a get shows that the job is %s', async (statusCode, status) => {
    const { tracked, calls, lines } = await terminating(service([refused(statusCode)], [seen(status)]));
    expect(tracked).toMatchObject(accepted(status));
    expect(calls).toEqual([DELETE, GET]);
    expect(lines).toEqual([`305 accepted as ${status}: the API answered ${statusCode} "no"`]);
  });

  test.each(['idle', 'pending', 'queued', 'running', 'a new status'])(
    'is a failure where a get shows that the job is still %s',
    async (status) => {
      const { tracked, calls } = await terminating(service([refused(422)], [seen(status)]));
      expect(tracked).toMatchObject({ ...notAccepted('422 "no"', false), job: { status } });
      expect(tracked.error?.message).toContain(`still ${status}`);
      expect(calls).toEqual([DELETE, GET]);
    },
  );

  test('is a failure where the job cannot be seen', async () => {
    const { tracked, calls } = await terminating(service([refused(404)], [refused(404)]));
    expect(tracked).toMatchObject({ ...notAccepted('A look does not show the job', false), job: undefined });
    expect(calls).toEqual([DELETE, GET]);
  });

  test.each<[string, Reply, Reply]>([
    ['only the call says that there is no such job', refused(404), refused(422)],
    ['only the get says that there is no such job', refused(422), refused(404)],
    ['the get is refused as wrong', refused(422), refused(400)],
    ['the get is refused for the key', refused(409), refused(401)],
    ['the get is redirected', refused(422), { statusCode: 307, headers: { Location: 'https://x.example/' } }],
  ])('leaves the outcome unknown where %s', async (_, call, get) => {
    const { tracked, calls } = await terminating(service([call], [get]));
    expect(tracked).toMatchObject({ ...notAccepted(`${call.statusCode} "no"`, true), job: undefined });
    expect(tracked.error?.message).toContain('A look does not show the job');
    expect(calls).toEqual([DELETE, GET]);
  });

  test('leaves the outcome unknown where six gets bring no response', async () => {
    const { tracked, calls } = await terminating(service([refused(422)], ['cut off']));
    expect(tracked).toMatchObject(notAccepted('A look at it failed as well: tried 6 times', true));
    expect(calls).toEqual([DELETE, GET, GET, GET, GET, GET, GET]);
  });

  test('is followed by gets until one succeeds', async () => {
    const { tracked } = await terminating(service([refused(422)], ['cut off', refused(503), seen('stopped')]));
    expect(tracked).toMatchObject(accepted('stopped'));
  });

  test.each([401, 402, 403, 407])('with %i, which is about the caller, is a failure without a get', async (status) => {
    const { tracked, calls, lines } = await terminating(service([refused(status)], [seen('stopped')]));
    expect(tracked).toMatchObject({ ...notAccepted(`${status} "no"`, false), job: undefined });
    expect(calls).toEqual([DELETE]);
    expect(lines).toEqual([]);
  });

  test('with 429 six times is a failure without a get, which would be refused alike', async () => {
    const { tracked, calls } = await terminating(service([refused(429)], [seen('stopped')]));
    expect(tracked).toMatchObject(notAccepted('tried 6 times', false));
    expect(calls).toEqual(Array(6).fill(DELETE));
  });

  test('by a redirect is a failure without a get', async () => {
    const redirect = { statusCode: 307, headers: { Location: 'https://evil.example/' } };
    const { tracked, calls } = await terminating(service([redirect], [seen('stopped')]));
    expect(tracked).toMatchObject(notAccepted('points to the host evil.example', false));
    expect(calls).toEqual([DELETE]);
  });
});

describe('a response that got lost', () => {
  test('after the service had acted is success: the next call is refused, and a get shows the stop', async () => {
    const { tracked, calls } = await terminating(service(['cut off', refused(422)], [seen('stopping')]));
    expect(tracked).toMatchObject(accepted('stopping'));
    expect(calls).toEqual([DELETE, DELETE, GET]);
  });

  test('six times is success where one get shows the stop', async () => {
    const { tracked, calls, lines } = await terminating(service(['cut off'], [seen('stopping')]));
    expect(tracked).toMatchObject(accepted('stopping'));
    expect(lines.at(-1)).toMatch(/^305 accepted as stopping: tried 6 times/);
    expect(calls).toEqual([...Array(6).fill(DELETE), GET]);
  });

  test('six times is a failure where one get shows that the job still runs', async () => {
    const { tracked, calls } = await terminating(service(['cut off'], [seen('running')]));
    expect(tracked).toMatchObject({ ...notAccepted('still running', false), job: { status: 'running' } });
    expect(calls).toEqual([...Array(6).fill(DELETE), GET]);
  });

  test('six times, and a get in vain, leaves the outcome unknown', async () => {
    const { tracked, calls } = await terminating(service(['cut off']));
    expect(tracked).toMatchObject(notAccepted('tried 6 times', true));
    expect(tracked.error?.message).toContain('A look does not show the job: the API answered 418');
    expect(calls).toEqual([...Array(6).fill(DELETE), GET]);
  });

  test('leaves the outcome unknown though a later attempt is refused for another reason', async () => {
    const { tracked } = await terminating(service(['cut off', refused(401)]));
    expect(tracked).toMatchObject(notAccepted('401', true));
  });

  test.each([501, 520, 524, 599])('behind %i leaves the outcome unknown', async (statusCode) => {
    const { tracked } = await terminating(service([refused(statusCode)], [refused(statusCode)]));
    expect(tracked).toMatchObject(notAccepted(`${statusCode}`, true));
  });

  test('in something that breaks its reader leaves the outcome unknown', async () => {
    const odd = { body: '{"id":{"toString":1},"status":"pending_stoppage"}' };
    const { tracked } = await terminating(service([odd], [odd]));
    expect(tracked).toMatchObject(notAccepted('about another job', true));
  });

  test('because nobody listens leaves the outcome unknown', async () => {
    const { client } = await startApi(() => seen('stopped'));
    await closeServers();
    const tracked = unseenJob(305);
    await terminate(tracked, aContext(client));
    expect(tracked).toMatchObject(notAccepted('the connection was refused', true));
    expect(tracked.error?.message).toMatch(/tried 6 times .* A look at it failed as well: tried once/);
  });
});

describe('a cancel', () => {
  test('lets a call in flight come to its end', async () => {
    const cancellation = aCancellation();
    const { tracked } = await terminating(() => {
      cancellation.cancel();
      return seen('pending_stoppage');
    }, cancellation);
    expect(tracked).toMatchObject(accepted('pending_stoppage'));
  });

  test('between attempts brings the last one at once', async () => {
    const cancellation = aCancellation();
    const clock = new FakeClock(cancellation.cancel);
    const later = { statusCode: 503, headers: { 'Retry-After': '60' } };
    const behave = service([later, later, seen('pending_stoppage')]);
    const { tracked, calls } = await terminating(behave, cancellation, clock);
    expect(clock.pausesMs).toEqual([60_000]);
    expect(clock.nowMs()).toBe(0);
    expect(calls).toEqual([DELETE, DELETE, GET]);
    expect(tracked).toMatchObject(notAccepted('Cancelled before the API had answered', true));
  });

  test('leaves time for one get where the call is refused', async () => {
    const cancellation = aCancellation();
    cancellation.cancel();
    const { tracked, calls } = await terminating(service([refused(422)], [seen('stopping')]), cancellation);
    expect(tracked).toMatchObject(accepted('stopping'));
    expect(calls).toEqual([DELETE, GET]);
  });

  test('whose grace is over aborts the call, and leaves the outcome unknown', async () => {
    const cancellation = aCancellation();
    const { tracked, calls } = await terminating(() => {
      cancellation.cancel();
      cancellation.endGrace();
      return new Promise(() => undefined);
    }, cancellation);
    expect(tracked).toMatchObject(notAccepted('Cancelled before the API had answered', true));
    expect(calls).toEqual([DELETE]);
  });
});

describe('many jobs', () => {
  const jobs = (count: number) => Array.from({ length: count }, (_, index) => unseenJob(index + 1));
  const idOf = (path: string) => Number(/\d+$/.exec(path)?.[0]);

  test('are terminated though one of them is refused', async () => {
    const { client } = await startApi(({ path }) =>
      idOf(path) === 2 ? refused(403) : { body: jobFields(idOf(path), 'stopping') },
    );
    const tracked = jobs(3);
    const context = aContext(client);
    await terminateAll(tracked, context);
    expect(tracked.map(({ isAccepted }) => isAccepted)).toEqual([true, false, true]);
    expect(tracked.map(({ error }) => error?.title)).toEqual([undefined, 'Job 2 was not terminated', undefined]);
    expect(context.progress.lines.filter((line) => line === 'terminate ended')).toHaveLength(3);
  });

  test('are terminated no more than eight at once', async () => {
    let [underWay, most] = [0, 0];
    const behave: Behaviour = async ({ path }) => {
      most = Math.max(most, ++underWay);
      await sleep(20);
      underWay--;
      return { body: jobFields(idOf(path)) };
    };
    // It is not the connections that keep to this.
    const { client } = await startApi(behave, { maxSockets: 100 });
    const tracked = jobs(30);
    await terminateAll(tracked, aContext(client));
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
    await terminateAll([stopping, stopped], aContext(client, cancellation));
    expect(stopping.error?.title).toBe('The termination of job 1 is under way');
    expect(stopped.error).toBeUndefined();
  });

  test('get no call once the grace of a cancel is over', async () => {
    const cancellation = aCancellation();
    cancellation.cancel();
    cancellation.endGrace();
    const { client, calls } = await startApi(() => seen('stopped'));
    const tracked = unseenJob(305);
    await terminateAll([tracked], aContext(client, cancellation));
    expect(tracked.isSent).toBe(false);
    expect(tracked.error?.message).toMatch(/^Cancelled before there was time for it/);
    expect(calls).toEqual([]);
  });
});
