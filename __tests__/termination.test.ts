import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { NotSeen, NotTerminated } from '../src/errors.ts';
import { look } from '../src/later/dry-run/dry-run.ts';
import { type Termination, terminate } from '../src/termination.ts';
import { ApiRefusal, ExchangeError, GaveUp, Interrupted, NetworkFault, Redirected } from '../src/xplenty/errors.ts';
import { aCancellation } from './a-cancellation.ts';
import { jobFields } from './a-job.ts';
import { closeServers } from './loopback.ts';
import { type Behaviour, type Reply, startApi } from './tiny-api.ts';

const REF = { accountId: 'xplenation', id: 305 };
const DELETE = 'DELETE /xplenation/api/jobs/305';
const GET = 'GET /xplenation/api/jobs/305';

// No jitter: a pause between tries takes no time.
beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(async () => {
  jest.restoreAllMocks();
  await closeServers();
});

/** What a service does with terminate calls, one after the other (the last one again and again), and with looks. */
function service(terminations: (Reply | 'cut off')[], looks: (Reply | 'cut off')[] = []): Behaviour {
  const next = (replies: (Reply | 'cut off')[]) =>
    (replies.length > 1 ? replies.shift() : replies[0]) ?? { statusCode: 418 };
  return ({ method }) => next(method === 'DELETE' ? terminations : looks);
}

interface Outcome {
  ended: Termination | NotTerminated;
  calls: string[];
  tries: number;
}

async function terminating(behave: Behaviour, cancellation = aCancellation()): Promise<Outcome> {
  const { client, calls } = await startApi(behave);
  let tries = 0;
  const ended = await terminate(REF, client, cancellation, () => {
    tries++;
  }).catch((error) => error);
  return { ended, calls, tries };
}

function refused(statusCode: number, message = 'no'): Reply {
  return { statusCode, body: { message } };
}

function seen(status: string): Reply {
  return { body: jobFields(305, status) };
}

describe('a terminate call that is accepted', () => {
  test.each(['pending_stoppage', 'pending_terminate', 'stopping', 'stopped', 'running', 'a new state'])(
    'is success with what the answer says: %s',
    async (status) => {
      const { ended, calls } = await terminating(service([seen(status)]));
      expect(ended).toEqual({ job: { id: 305, status, fields: jobFields(305, status) }, refusal: undefined });
      expect(calls).toEqual([DELETE]);
    },
  );

  test.each<[string, Reply | 'cut off']>([
    ['an answer cut off', 'cut off'],
    ['408', refused(408)],
    ['429', refused(429)],
    ['500', refused(500)],
    ['502', { statusCode: 502, body: '<html>' }],
    ['503', { statusCode: 503, headers: { 'Retry-After': '0' } }],
    ['504', refused(504)],
    ['an answer that is no job', { body: '<html>' }],
    ['an answer about another job', { body: jobFields(306) }],
  ])('at last, after faults that pass, is success: %s', async (_, fault) => {
    const { ended, calls, tries } = await terminating(service([fault, fault, seen('pending_stoppage')]));
    expect(ended).toMatchObject({ job: { status: 'pending_stoppage' }, refusal: undefined });
    expect(calls).toEqual([DELETE, DELETE, DELETE]);
    expect(tries).toBe(2);
  });
});

describe('a terminate call that is refused', () => {
  const ABOUT_THE_JOB = [400, 404, 405, 409, 410, 422];

  test.each(
    ABOUT_THE_JOB.flatMap((statusCode) =>
      ['pending_stoppage', 'pending_terminate', 'stopping', 'stopped', 'completed', 'failed'].map(
        (status) => [statusCode, status] as const,
      ),
    ),
  )('with %i is success where a look shows that the job is %s', async (statusCode, status) => {
    const { ended, calls } = await terminating(service([refused(statusCode)], [seen(status)]));
    expect(ended).toMatchObject({ job: { id: 305, status }, refusal: { statusCode } });
    expect(calls).toEqual([DELETE, GET]);
  });

  test.each(['idle', 'pending', 'queued', 'running', 'a new state'])(
    'is a failure where a look shows that the job is still %s',
    async (status) => {
      const { ended, calls } = await terminating(service([refused(422)], [seen(status)]));
      expect(ended).toBeInstanceOf(NotTerminated);
      expect(ended).toMatchObject({ cause: { statusCode: 422 }, job: { status }, look: undefined, isOpen: false });
      expect(calls).toEqual([DELETE, GET]);
    },
  );

  test('is a failure where the job cannot be seen', async () => {
    const { ended, calls } = await terminating(service([refused(404)], [refused(404)]));
    expect(ended).toMatchObject({
      cause: { statusCode: 404 },
      job: undefined,
      look: { statusCode: 404 },
      isOpen: false,
    });
    expect(calls).toEqual([DELETE, GET]);
  });

  test.each<[string, Reply, Reply]>([
    ['the call says another thing than the look', refused(422), refused(404)],
    ['the look says another thing than the call', refused(404), refused(422)],
    ['the look is refused as wrong', refused(422), refused(400)],
    ['the look is refused for the key', refused(409), refused(401)],
    ['the look is pointed elsewhere', refused(422), { statusCode: 307, headers: { Location: 'https://x.example/' } }],
  ])('leaves open what became of the job where %s', async (_, call, look) => {
    const { ended, calls } = await terminating(service([call], [look]));
    expect(ended).toMatchObject({
      cause: { statusCode: call.statusCode },
      job: undefined,
      look: expect.any(ExchangeError),
      isOpen: true,
    });
    expect(calls).toEqual([DELETE, GET]);
  });

  test('leaves open what became of the job where looks bring no answer, after six of them', async () => {
    const { ended, calls } = await terminating(service([refused(422)], ['cut off']));
    expect(ended).toMatchObject({ cause: { statusCode: 422 }, look: { tries: 6 }, isOpen: true });
    expect(calls).toEqual([DELETE, GET, GET, GET, GET, GET, GET]);
  });

  test('is looked into until a look succeeds', async () => {
    const { ended } = await terminating(service([refused(422)], ['cut off', refused(503), seen('stopped')]));
    expect(ended).toMatchObject({ job: { status: 'stopped' } });
  });

  test.each([401, 402, 403, 407])(
    'with %i, which is about the caller, is a failure without a look',
    async (statusCode) => {
      const { ended, calls, tries } = await terminating(service([refused(statusCode)], [seen('stopped')]));
      expect(ended).toMatchObject({ cause: { statusCode }, job: undefined, look: undefined, isOpen: false });
      expect([calls, tries]).toEqual([[DELETE], 0]);
    },
  );

  test('with 429 six times is a failure without a look, which would be refused alike', async () => {
    const { ended, calls } = await terminating(service([refused(429)], [seen('stopped')]));
    expect(ended).toMatchObject({ cause: { tries: 6, cause: { statusCode: 429 } }, look: undefined, isOpen: false });
    expect(calls).toEqual(Array(6).fill(DELETE));
  });

  test('by a redirect is a failure without a look', async () => {
    const redirect = { statusCode: 307, headers: { Location: 'https://evil.example/' } };
    const { ended, calls } = await terminating(service([redirect], [seen('stopped')]));
    expect((ended as NotTerminated).cause).toBeInstanceOf(Redirected);
    expect(ended).toMatchObject({ isOpen: false });
    expect(calls).toEqual([DELETE]);
  });
});

describe('an answer that got lost', () => {
  test('after the service had acted is success: the next call is refused, and a look shows the stop', async () => {
    const { ended, calls } = await terminating(service(['cut off', refused(422)], [seen('stopping')]));
    expect(ended).toMatchObject({ job: { status: 'stopping' }, refusal: { statusCode: 422 } });
    expect(calls).toEqual([DELETE, DELETE, GET]);
  });

  test('six times is success where one look shows the stop', async () => {
    const { ended, calls } = await terminating(service(['cut off'], [seen('stopping')]));
    expect(ended).toMatchObject({ job: { status: 'stopping' } });
    expect((ended as Termination).refusal).toBeInstanceOf(GaveUp);
    expect(calls).toEqual([...Array(6).fill(DELETE), GET]);
  });

  test('six times is a failure where one look shows that the job still runs', async () => {
    const { ended, calls } = await terminating(service(['cut off'], [seen('running')]));
    expect(ended).toMatchObject({ job: { status: 'running' }, isOpen: false });
    expect(calls).toEqual([...Array(6).fill(DELETE), GET]);
  });

  test('six times, and that of one look too, leaves open what became of the job', async () => {
    const { ended, calls } = await terminating(service(['cut off']));
    expect(ended).toMatchObject({ cause: { tries: 6 }, look: { statusCode: 418 }, isOpen: true });
    expect(calls).toEqual([...Array(6).fill(DELETE), GET]);
  });

  test('leaves open what became of the job, though a later try is refused for another reason', async () => {
    const { ended } = await terminating(service(['cut off', refused(401)]));
    expect(ended).toMatchObject({ isOpen: true });
  });

  test.each([501, 520, 524, 599])('behind %i leaves open what became of the job', async (statusCode) => {
    const { ended } = await terminating(service([refused(statusCode)], [refused(statusCode)]));
    expect(ended).toMatchObject({ isOpen: true });
  });

  test('in something that breaks its reader leaves open what became of the job', async () => {
    const odd = { body: '{"id":{"toString":1},"status":"pending_stoppage"}' };
    const { ended } = await terminating(service([odd], [odd]));
    expect(ended).toMatchObject({ isOpen: true });
  });

  test('because nobody listens leaves open what became of the job', async () => {
    const { client } = await startApi(() => seen('stopped'));
    await closeServers();
    const ended = await terminate(REF, client, aCancellation(), () => undefined).catch((error) => error);
    expect(ended).toMatchObject({ isOpen: true, cause: { tries: 6 }, look: { tries: 1 } });
    expect(ended.cause.cause).toBeInstanceOf(NetworkFault);
  });
});

describe('a cancel', () => {
  test('lets a call in flight come to its end', async () => {
    const cancellation = aCancellation();
    const { ended } = await terminating(() => {
      cancellation.cancel();
      return seen('pending_stoppage');
    }, cancellation);
    expect(ended).toMatchObject({ job: { status: 'pending_stoppage' }, refusal: undefined });
  });

  test('between tries brings the last one at once', async () => {
    const cancellation = aCancellation();
    setTimeout(cancellation.cancel, 30);
    const later = { statusCode: 503, headers: { 'Retry-After': '60' } };
    const { ended, calls } = await terminating(service([later, seen('pending_stoppage')]), cancellation);
    expect(ended).toMatchObject({ job: { status: 'pending_stoppage' } });
    expect(calls).toEqual([DELETE, DELETE]);
  });

  test('leaves time for one look where the call is refused', async () => {
    const cancellation = aCancellation();
    cancellation.cancel();
    const { ended, calls } = await terminating(service([refused(422)], [seen('stopping')]), cancellation);
    expect(ended).toMatchObject({ job: { status: 'stopping' } });
    expect(calls).toEqual([DELETE, GET]);
  });

  test('whose grace is over breaks the call off, and leaves open what became of the job', async () => {
    const cancellation = aCancellation();
    setTimeout(cancellation.endGrace, 30);
    const { ended, calls } = await terminating(() => new Promise(() => undefined), cancellation);
    expect((ended as NotTerminated).cause).toBeInstanceOf(Interrupted);
    expect(ended).toMatchObject({ isOpen: true });
    expect(calls).toEqual([DELETE]);
  });
});

describe('a look that does not touch the job', () => {
  test('tells what it is', async () => {
    const { client, calls } = await startApi(() => seen('running'));
    await expect(look(REF, client, aCancellation(), () => undefined)).resolves.toMatchObject({ status: 'running' });
    expect(calls).toEqual([GET]);
  });

  test('is tried six times, and fails with what stood in its way', async () => {
    const { client, calls } = await startApi(() => 'cut off');
    const error = await look(REF, client, aCancellation(), () => undefined).catch((error) => error);
    expect(error).toBeInstanceOf(NotSeen);
    expect(error).toMatchObject({ ref: REF, cause: { tries: 6 } });
    expect(calls).toEqual(Array(6).fill(GET));
  });

  test('fails at once where it is refused', async () => {
    const { client, calls } = await startApi(() => refused(404));
    const error = await look(REF, client, aCancellation(), () => undefined).catch((error) => error);
    expect(error.cause).toBeInstanceOf(ApiRefusal);
    expect(calls).toEqual([GET]);
  });

  test('is broken off by a cancel', async () => {
    const cancellation = aCancellation();
    setTimeout(cancellation.cancel, 30);
    const { client } = await startApi(() => new Promise(() => undefined));
    const error = await look(REF, client, cancellation, () => undefined).catch((error) => error);
    expect(error.cause).toBeInstanceOf(Interrupted);
  });
});
