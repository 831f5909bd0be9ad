import { expect, test } from '@jest/globals';
import type { CallOptions, JobsApi } from '../../src/api/client.ts';
import { boundedApi } from '../../src/guard/bounded-api.ts';
import { FakeClock } from '../fake-clock.ts';

const REF = { accountId: 'mine', id: 305 };

/** An API that remembers the timeouts of its calls. */
function anApi() {
  const timeouts: (number | undefined)[] = [];
  const call = async (options?: CallOptions) => {
    timeouts.push(options?.timeoutMs);
    return {} as never;
  };
  const api: JobsApi = {
    rateLimit: { remaining: 1, limit: 2 },
    terminate: (_, options) => call(options),
    get: (_, options) => call(options),
    list: (_account, _query, _offset, options) => call(options),
  };
  return { api, timeouts };
}

test('every request ends 2 s after the deadline, or sooner', async () => {
  const { api, timeouts } = anApi();
  const clock = new FakeClock();
  const bounded = boundedApi(api, clock, 10_000);
  await bounded.terminate(REF);
  clock.advance(9_000);
  await bounded.get(REF, { timeoutMs: 60_000 });
  await bounded.list('mine', { status: 'idle' }, 0, { timeoutMs: 500 });
  clock.advance(9_000);
  await bounded.list('mine', { status: 'idle' }, 0);
  expect(timeouts).toEqual([12_000, 3_000, 500, 0]);
  expect(bounded.rateLimit).toEqual({ remaining: 1, limit: 2 });
});
