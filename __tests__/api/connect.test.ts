import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { connect, VERSION } from '../../src/api/client.ts';
import type { RequestLog } from '../../src/api/http.ts';
import { jobFields } from '../a-job.ts';
import { type Reply, startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';

const JOB = { accountId: 'xplenation', id: 305 };

afterEach(closeServers);

/** What comes of getting a job from a service that responds so, what is logged, and the headers that arrived. */
async function getJob(reply: Reply, redact: (text: string) => string = String) {
  let headers = {};
  const { url } = await startApi((call) => {
    headers = call.headers;
    return reply;
  });
  const logged: RequestLog[] = [];
  const options = { apiUrl: url, apiKey: 'kéy', requestTimeoutMs: 5_000, proxy: undefined };
  const client = connect(options, redact, (request) => logged.push(request));
  const result = await client.get(JOB).catch((error) => error);
  return { result, logged, headers, client };
}

test('every request has the headers of the documentation, and names the action and its version', async () => {
  expect((await getJob({ body: jobFields(305) })).headers).toMatchObject({
    accept: 'application/vnd.xplenty+json',
    'accept-encoding': 'identity',
    authorization: `Basic ${Buffer.from('kéy:').toString('base64')}`,
    'user-agent': `terminate-xplenty-job/${VERSION}`,
  });
});

test('the version is that of package.json', () => {
  expect(VERSION).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});

test('every request is logged with the allowance that is left, which the client knows from then on', async () => {
  const headers = { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '7' };
  const { logged, client } = await getJob({ headers, body: jobFields(305) });
  const rateLimit = { limit: 5_000, remaining: 7 };
  expect(logged).toMatchObject([{ method: 'GET', path: '/xplenation/api/jobs/305', result: '200', rateLimit }]);
  expect(client.rateLimit).toEqual(rateLimit);
});

test('a secret that the service repeats is not shown', async () => {
  const reply = { statusCode: 400, body: { message: 'bad key SECRET' } };
  const { result } = await getJob(reply, (text) => text.replaceAll('SECRET', '***'));
  expect(result.message).toBe('HTTP 400 "bad key ***"');
});
