import { afterEach, describe, expect, test } from '@jest/globals';
import { ApiRefusal, NotAJob, Redirected } from '../../src/xplenty/errors.ts';
import { retryAfterMs } from '../../src/xplenty/later/fault/fault.ts';
import { jobFields } from '../a-job.ts';
import { closeServers } from '../loopback.ts';
import { type Reply, startApi } from '../tiny-api.ts';

const JOB = { accountId: 'xplenation', id: 305 };

afterEach(closeServers);

/** What comes of a look at job 305 that is answered so. */
async function lookAnswered(reply: Reply): Promise<unknown> {
  const { client } = await startApi(() => reply);
  return client.look(JOB).catch((error) => error);
}

describe('one job', () => {
  test('is terminated by DELETE, and comes back as the answer tells it', async () => {
    const { client, calls } = await startApi(() => ({ body: jobFields(305) }));
    await expect(client.terminate(JOB)).resolves.toEqual({
      id: 305,
      status: 'pending_stoppage',
      fields: jobFields(305),
    });
    expect(calls).toEqual(['DELETE /xplenation/api/jobs/305']);
  });

  test('is looked at by GET', async () => {
    const { client, calls } = await startApi(() => ({ body: jobFields(305, 'stopped') }));
    await expect(client.look(JOB)).resolves.toMatchObject({ id: 305, status: 'stopped' });
    expect(calls).toEqual(['GET /xplenation/api/jobs/305']);
  });

  test('is believed whatever code of success it comes with', async () => {
    expect(await lookAnswered({ statusCode: 202, body: jobFields(305) })).toMatchObject({ id: 305 });
  });
});

describe('an answer of success that is no job', () => {
  test.each([
    ['', 'the answer is not JSON, but empty'],
    [' \n', 'the answer is not JSON, but empty'],
    ['<!DOCTYPE html><title>Welcome</title>', 'the answer is not JSON, but a page of HTML or XML'],
    ['\n <?xml version="1.0"?>', 'the answer is not JSON, but a page of HTML or XML'],
    ['busy\n::error::x', 'the answer is not JSON, but the text busy ::error::x'],
    ['{"id":305,"status":"stopped"', 'the answer is not JSON, but the text {"id":305,"status":"stopped"'],
    ["{'id':305}", "the answer is not JSON, but the text {'id':305}"],
    ['NaN', 'the answer is not JSON, but the text NaN'],
    ['[]', 'the answer is JSON, but not an object'],
    ['null', 'the answer is JSON, but not an object'],
    ['{"id":306,"status":"stopped"}', 'the answer is about another job'],
    ['{"message":"ok"}', 'the answer has no job ID'],
    ['{"id":305,"status":7}', 'the answer has no status that is a text'],
  ])('is a fault that says what it was instead: %j', async (body, words) => {
    const fault = await lookAnswered({ body });
    expect(fault).toBeInstanceOf(NotAJob);
    expect(fault).toMatchObject({ message: words, retryable: true });
  });

  test('is a fault where there is no content', async () => {
    expect(await lookAnswered({ statusCode: 204 })).toEqual(new NotAJob('the answer is not JSON, but empty'));
  });

  test('is shown no further than its first hundred characters', async () => {
    const fault = (await lookAnswered({ body: 'x'.repeat(5_000) })) as Error;
    expect(fault.message).toBe(
      `the answer is not JSON, but the text ${'x'.repeat(100)}… (cut, 5000 characters in all)`,
    );
  });
});

describe('a refusal', () => {
  test.each([
    ['{"message":"Job was not found"}', '"Job was not found"'],
    ['{"message":"a\\nb"}', '"a b"'],
    ['{"message":""}', 'without a message'],
    ['', 'without a message'],
    ['<html>502</html>', '"a page of HTML or XML"'],
    ['Bad Gateway', '"the text Bad Gateway"'],
    ['{"message":7}', '"the text {"message":7}"'],
    ['{"error":"x"}', '"the text {"error":"x"}"'],
    ['null', '"the text null"'],
    ['"x"', '"the text "x""'],
  ])("is told in the API's own words where it has any: %j", async (body, words) => {
    const refusal = await lookAnswered({ statusCode: 404, body });
    expect(refusal).toBeInstanceOf(ApiRefusal);
    expect(refusal).toMatchObject({ statusCode: 404, message: `the API answered 404 ${words}` });
  });

  test('keeps Retry-After', async () => {
    expect(await lookAnswered({ statusCode: 503, headers: { 'Retry-After': '7' } })).toMatchObject({
      retryAfterMs: 7_000,
    });
    expect(await lookAnswered({ statusCode: 503 })).toMatchObject({ retryAfterMs: undefined });
  });
});

describe('a redirect', () => {
  test.each([
    ['https://evil.example/steal?key=1', 'the host evil.example'],
    ['https://me:word@evil.example:8443/', 'the host evil.example:8443'],
    ['http://127.0.0.1/', 'the host 127.0.0.1'],
    ['/elsewhere', 'another path on the same host, or to no valid address'],
    ['mailto:someone', 'an address without a host'],
    ['http://', 'another path on the same host, or to no valid address'],
  ])('is not followed, and told with its host only: %s', async (location, target) => {
    const fault = await lookAnswered({ statusCode: 302, headers: { Location: location } });
    expect(fault).toBeInstanceOf(Redirected);
    expect((fault as Error).message).toContain(`answered 302 and points to ${target}. Redirects are not followed`);
  });

  test.each([300, 301, 302, 303, 304, 307, 308])('is one with any code from 300 to 399: %i', async (statusCode) => {
    expect(await lookAnswered({ statusCode })).toBeInstanceOf(Redirected);
  });

  test('to another host is told as such also where it leaves out the scheme', async () => {
    const fault = (await lookAnswered({ statusCode: 302, headers: { Location: '//evil.example/x' } })) as Error;
    expect(fault.message).toContain('points to the host evil.example');
  });

  test('leads nowhere: the other host is never asked', async () => {
    const other = await startApi(() => ({ body: jobFields(305) }));
    const { client, calls } = await startApi(() => ({ statusCode: 307, headers: { Location: other.url.href } }));
    await expect(client.terminate(JOB)).rejects.toThrow(Redirected);
    expect(calls).toHaveLength(1);
    expect(other.calls).toEqual([]);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-04T08:00:00Z');

  test.each([
    ['0', 0],
    ['7', 7_000],
    ['3600', 3_600_000],
    ['Wed, 04 Mar 2026 08:00:30 GMT', 30_000],
    ['Wednesday, 04-Mar-26 08:00:30 GMT', 30_000],
    ['Wed, 04 Mar 2026 07:59:00 GMT', 0],
  ])('is read as seconds or as a date: %s', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  test.each([undefined, '', 'soon', '1e3', '60s', 'NaN'])('is nothing where it is neither: %j', (header) => {
    expect(retryAfterMs(header, now)).toBeUndefined();
  });

  test('is never longer than can be told', () => {
    expect(retryAfterMs('9'.repeat(400), now) ?? 0).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
