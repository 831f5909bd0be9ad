import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Limit, startLimiter } from '../../../tools/bench/limiter.ts';
import { type Simulator, startSimulator } from '../../../tools/simulator/simulator.ts';

let service: Simulator;
let limiter: Awaited<ReturnType<typeof startLimiter>>;

beforeEach(async () => {
  service = await startSimulator({ jobs: [{ id: 305, status: 'running' }] });
});

afterEach(async () => {
  limiter.close();
  await service.close();
});

async function limit(limits: Partial<Limit>): Promise<void> {
  const standard = { service: service.url, perSecond: 2, retryAfter: true, heldUntil: 1 };
  limiter = await startLimiter({ ...standard, ...limits });
}

function get(): Promise<Response> {
  const Authorization = `Basic ${Buffer.from(`${service.apiKey}:`).toString('base64')}`;
  const headers = { Accept: 'application/vnd.xplenty+json', Authorization };
  return fetch(`${limiter.url}/${service.accountId}/api/jobs/305`, { headers });
}

describe('the rate limiter', () => {
  test('passes requests and responses on as they are', async () => {
    await limit({});
    const response = await get();
    expect(await response.json()).toMatchObject({ id: 305, status: 'running' });
    expect(response.headers.get('x-ratelimit-limit')).toBe('5000');
    expect(service.requests).toHaveLength(1);
  });

  test('answers 429 to what is beyond the limit, and does not pass it on', async () => {
    await limit({ heldUntil: 5 });
    const responses = await Promise.all(Array.from({ length: 5 }, get));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429, 429]);
    expect(responses.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
    expect(service.requests).toHaveLength(2);
    expect(limiter.requests.filter(({ passed }) => passed)).toHaveLength(2);
  });

  test('passes requests on again as soon as it has said', async () => {
    await limit({ perSecond: 1 });
    await get();
    const refused = await get();
    await new Promise((resolve) => setTimeout(resolve, 1_000 * Number(refused.headers.get('retry-after'))));
    expect([refused.status, (await get()).status]).toEqual([429, 200]);
  });

  test('can leave out when to come back', async () => {
    await limit({ perSecond: 1, retryAfter: false });
    await get();
    expect((await get()).headers.get('retry-after')).toBeNull();
  });

  test('holds the first requests until so many are there', async () => {
    await limit({ heldUntil: 2 });
    const first = get();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(service.requests).toHaveLength(0);
    const second = await get();
    expect([(await first).status, second.status]).toEqual([200, 200]);
  });
});
