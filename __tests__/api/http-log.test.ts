import { afterEach, describe, expect, test } from '@jest/globals';
import type { RequestLog } from '../../src/api/http.ts';
import { systemClock } from '../../src/clock.ts';
import { closeServers, serve, serveSockets } from '../http-server.ts';
import { errorOf, httpTo, PATH } from './requests.ts';

afterEach(closeServers);

describe('what is logged of a request', () => {
  test('is its method, path, result, time and the allowance left', async () => {
    const headers = { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '4999' };
    const { url } = await serve((_, response) => response.writeHead(404, headers).end());
    const logged: RequestLog[] = [];
    await httpTo(url, { onRequestEnd: (request) => logged.push(request) }).request('DELETE', PATH);
    const rateLimit = { limit: 5_000, remaining: 4_999 };
    expect(logged).toEqual([{ method: 'DELETE', path: PATH, result: '404', elapsedMs: expect.any(Number), rateLimit }]);
  });

  test("is the error's message where there is no response", async () => {
    const url = await serveSockets(() => undefined);
    const logged: RequestLog[] = [];
    const startedAtMs = systemClock.nowMs();
    const { message } = await errorOf(
      httpTo(url, { requestTimeoutMs: 50, onRequestEnd: (request) => logged.push(request) }),
    );
    expect(logged).toMatchObject([{ result: message, rateLimit: undefined }]);
    expect(logged[0]?.elapsedMs).toBeGreaterThan(40);
    expect(logged[0]?.elapsedMs).toBeLessThanOrEqual(systemClock.nowMs() - startedAtMs);
  });
});

describe('the allowance', () => {
  /** What is known of it after responses with these two headers, one after the other. */
  async function rateLimitsAfter(...headers: [limit: string | undefined, remaining: string | undefined][]) {
    const left = headers.values();
    const { url } = await serve((_, response) => {
      const [limit, remaining] = left.next().value ?? [];
      if (limit !== undefined) response.setHeader('X-RateLimit-Limit', limit);
      if (remaining !== undefined) response.setHeader('X-RateLimit-Remaining', remaining);
      response.end();
    });
    const http = httpTo(url);
    expect(http.rateLimit).toBeUndefined();
    const known: (typeof http.rateLimit)[] = [];
    for (const _ of headers) {
      await http.request('GET', PATH);
      known.push(http.rateLimit);
    }
    return known;
  }

  test.each([
    ['5000', '4999', 4_999],
    ['5000', '0', 0],
    ['5000, 5000', '12, 12', 12],
  ])('is read from the headers of a response: %s %s', async (limit, remaining, left) => {
    expect(await rateLimitsAfter([limit, remaining])).toEqual([{ limit: 5_000, remaining: left }]);
  });

  test.each([
    [undefined, undefined],
    ['5000', undefined],
    [undefined, '4999'],
    ['5000', ''],
    ['5000', 'many'],
    ['5000', '-1'],
    ['0', '0'],
  ])('is not known where a header is missing or not a number: %s %s', async (limit, remaining) => {
    expect(await rateLimitsAfter([limit, remaining])).toEqual([undefined]);
  });

  test('stays as it was where a response does not have the headers', async () => {
    const known = await rateLimitsAfter(['5000', '12'], [undefined, undefined], ['5000', '7']);
    expect(known.map((rateLimit) => rateLimit?.remaining)).toEqual([12, 12, 7]);
  });
});
