import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Client } from '../../src/api/client.ts';
import { HttpError, InvalidResponseError, RedirectError } from '../../src/api/errors.ts';
import { Http } from '../../src/api/http.ts';
import { jobFields } from '../a-job.ts';
import { startApi } from '../api-server.ts';
import { closeServers, serve } from '../http-server.ts';

const JOB = { accountId: 'xplenation', id: 305 };

afterEach(closeServers);

test('a job is terminated by DELETE, and comes back as the response shows it', async () => {
  const { client, calls } = await startApi(() => ({ body: jobFields(305) }));
  await expect(client.terminate(JOB)).resolves.toEqual({
    id: 305,
    status: 'pending_stoppage',
    fields: jobFields(305),
  });
  expect(calls).toEqual(['DELETE /xplenation/api/jobs/305']);
});

test('a job is got by GET', async () => {
  const { client, calls } = await startApi(() => ({ body: jobFields(305, 'stopped') }));
  await expect(client.get(JOB)).resolves.toMatchObject({ id: 305, status: 'stopped' });
  expect(calls).toEqual(['GET /xplenation/api/jobs/305']);
});

test.each([200, 202, 204, 205])('a terminate call is accepted without a body: %i', async (statusCode) => {
  const { client } = await startApi(() => ({ statusCode }));
  await expect(client.terminate(JOB)).resolves.toBeUndefined();
});

test.each(['gzip', 'deflate', 'br'])(
  'a response that is compressed although that was not requested is refused by name: %s',
  async (encoding) => {
    const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding] ?? gzipSync;
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end(compress(JSON.stringify(jobFields(305))));
    });
    const client = new Client(new Http({ apiUrl: url, headers: {}, requestTimeoutMs: 5_000 }));
    await expect(client.get(JOB)).rejects.toEqual(
      new InvalidResponseError(`HTTP 200 with a compressed body (${encoding}), which was not requested`, false),
    );
  },
);

test('a response may begin with a byte order mark', async () => {
  const { client } = await startApi(() => ({ body: `\ufeff${JSON.stringify(jobFields(305, 'stopped'))}` }));
  await expect(client.get(JOB)).resolves.toMatchObject({ status: 'stopped' });
});

describe('no job comes of', () => {
  test.each([200, 202, 204])('a response without a body to GET: %i', async (statusCode) => {
    const { client } = await startApi(() => ({ statusCode }));
    await expect(client.get(JOB)).rejects.toEqual(new InvalidResponseError('the response has no body'));
  });

  test('a response about another job', async () => {
    const { client } = await startApi(() => ({ body: jobFields(306) }));
    await expect(client.get(JOB)).rejects.toEqual(new InvalidResponseError('the response is about another job'));
  });

  test('an HTTP error', async () => {
    const { client } = await startApi(() => ({ statusCode: 503, headers: { 'Retry-After': '7' } }));
    await expect(client.get(JOB)).rejects.toEqual(new HttpError(503, { retryAfterMs: 7_000 }));
  });

  test('a redirect: the other host is never asked', async () => {
    const other = await startApi(() => ({ body: jobFields(305) }));
    const { client, calls } = await startApi(() => ({ statusCode: 307, headers: { Location: other.url.href } }));
    await expect(client.terminate(JOB)).rejects.toThrow(RedirectError);
    expect(calls).toHaveLength(1);
    expect(other.calls).toEqual([]);
  });
});
