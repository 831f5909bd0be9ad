import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../../src/api/client.ts';
import { ApiError } from '../../src/api/errors.ts';
import { type Job, parseJob, parseJobs } from '../../src/api/job.ts';
import { jobFields } from '../a-job.ts';
import { type Reply, startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';

/** An ID that is an object is a test of its own in api/job.test.ts. */
const anyId = fc.oneof(fc.constant(305), fc.constant('305'), fc.double(), fc.string(), fc.boolean(), fc.constant(null));
const nearlyAJob = fc
  .record(
    { id: anyId, status: fc.oneof(fc.string(), fc.jsonValue()), more: fc.dictionary(fc.string(), fc.jsonValue()) },
    { requiredKeys: [] },
  )
  .map(({ more = {}, ...own }) => ({ ...jobFields(305), ...more, ...own }));
const anyJson = fc.oneof(nearlyAJob, fc.jsonValue()).filter((json) => !hasOddId(json));

function hasOddId(json: unknown): boolean {
  const entries = Array.isArray(json) ? json : [json];
  return entries.some((entry) => typeof (entry as { id?: unknown } | null)?.id === 'object' && entry.id !== null);
}

/** What a response has to be to be accepted, in other words than the code's. */
function isJob305(json: unknown): boolean {
  const { id, status } = (json ?? {}) as { id?: unknown; status?: unknown };
  return !Array.isArray(json) && (id === 305 || id === '305') && typeof status === 'string';
}

describe('any JSON is a job or an ApiError, and no other exception:', () => {
  test('as the response about a job', () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        const parsed = resultOf(() => parseJob(json, 305));
        if (isJob305(json)) expect(parsed).toMatchObject({ id: 305, fields: json });
        else expect(parsed).toBeInstanceOf(ApiError);
      }),
      { numRuns: 600 },
    );
  });

  test('as the response that lists jobs', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(anyJson), anyJson), (json) => {
        const parsed = resultOf(() => parseJobs(json));
        if (parsed instanceof Error) return expect(parsed).toBeInstanceOf(ApiError);
        for (const { id, status } of parsed as Job[]) {
          expect(Number.isSafeInteger(id) && id > 0).toBe(true);
          expect(typeof status).toBe('string');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('any response of the service is a job or an ApiError, and no other exception:', () => {
  let client: Client;
  let reply: Reply;
  beforeAll(async () => {
    ({ client } = await startApi(() => reply));
  });
  afterAll(closeServers);

  const json = anyJson.map((value) => JSON.stringify(value));
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  /** A good response with a piece of it taken out, or another put in. */
  const broken = fc
    .tuple(fc.constant(JSON.stringify(jobFields(305))), fc.nat(500), fc.nat(20), fc.string({ maxLength: 5 }))
    .map(([good, at, length, piece]) => good.slice(0, at) + piece + good.slice(at + length));

  async function expectJobOrError(response: Reply, call: () => Promise<unknown>): Promise<void> {
    reply = response;
    const got = await call().catch((error) => error);
    // An accepted call may have no body.
    if (got === undefined) expect(String(response.body).trim()).toBe('');
    else if (got instanceof Error) expect(got).toBeInstanceOf(ApiError);
    else expect(isJob305(JSON.parse(String(response.body)))).toBe(true);
  }

  test('of success, with any body', async () => {
    const property = fc.asyncProperty(fc.oneof(json, text, broken), fc.boolean(), (body, isDelete) => {
      const ref = { accountId: 'xplenation', id: 305 };
      return expectJobOrError({ body }, () => (isDelete ? client.terminate(ref) : client.get(ref)));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  test('with any status code, any body, and any headers that matter', async () => {
    const value = fc.oneof(
      fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) }),
      fc.nat().map(String),
    );
    const headers = fc.record(
      {
        'Retry-After': value,
        Location: value,
        Link: value,
        'X-RateLimit-Limit': value,
        'X-RateLimit-Remaining': value,
      },
      { requiredKeys: [] },
    );
    // Not 1xx, behind which another response has to come, and not 204 or 304, which have no body.
    const statusCode = fc.integer({ min: 200, max: 999 }).filter((code) => ![204, 205, 304].includes(code));
    await fc.assert(
      fc.asyncProperty(statusCode, fc.oneof(json, text), headers, (statusCode, body, headers) =>
        expectJobOrError({ statusCode, body, headers }, () => client.get({ accountId: 'xplenation', id: 305 })),
      ),
      { numRuns: 200 },
    );
  });
});

function resultOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
