import { afterEach, describe, expect, test } from '@jest/globals';
import { HttpError, InvalidResponseError, RedirectError } from '../../src/api/errors.ts';
import { jobFields } from '../a-job.ts';
import { startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';

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

describe('no job comes of', () => {
  test('a response without content', async () => {
    const { client } = await startApi(() => ({ statusCode: 204 }));
    await expect(client.get(JOB)).rejects.toEqual(new InvalidResponseError('the answer is not JSON, but empty'));
  });

  test('a response about another job', async () => {
    const { client } = await startApi(() => ({ body: jobFields(306) }));
    await expect(client.get(JOB)).rejects.toEqual(new InvalidResponseError('the answer is about another job'));
  });

  test('an HTTP error', async () => {
    const { client } = await startApi(() => ({ statusCode: 503, headers: { 'Retry-After': '7' } }));
    await expect(client.get(JOB)).rejects.toEqual(new HttpError(503, '', 7_000));
  });

  test('a redirect: the other host is never asked', async () => {
    const other = await startApi(() => ({ body: jobFields(305) }));
    const { client, calls } = await startApi(() => ({ statusCode: 307, headers: { Location: other.url.href } }));
    await expect(client.terminate(JOB)).rejects.toThrow(RedirectError);
    expect(calls).toHaveLength(1);
    expect(other.calls).toEqual([]);
  });
});
