import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from '../../src/api/client.ts';
import { Http } from '../../src/api/http.ts';
import type { JobRef } from '../../src/api/job.ts';
import { Secrets } from '../../src/github/secrets.ts';
import { InvalidInputsError, loadInputs } from '../../src/inputs.ts';
import { clearInputs, setInputs } from '../action-inputs.ts';
import { closeServers, serve } from '../http-server.ts';
import { printedBy } from '../printed.ts';

const DOCUMENTED_PATH = /^\/[A-Za-z0-9_-]+\/api\/jobs\/[0-9]+$/;

let apiUrl: URL;
let requested: string[];

beforeAll(async () => {
  const { url } = await serve(({ method, url }, response) => {
    requested.push(`${method} ${url}`);
    response.statusCode = 404;
    response.end();
  });
  apiUrl = url;
});
afterAll(closeServers);
afterEach(clearInputs);

/** What people paste, what attackers would, and pieces of both. */
const PIECES = [
  ...['305', '0', '1e3', '-1', '+5', '９', '9007199254740993', '000305', 'x', 'xplenation', 'api', 'jobs', 'clusters'],
  ...[
    'watchers',
    '/',
    '//',
    '\\',
    '..',
    '.',
    '%2e%2e',
    '%2f',
    '%00',
    '?',
    '#',
    ';',
    ':',
    '@',
    ',',
    ' ',
    '\t',
    '\n',
    '\r',
  ],
  ...[
    'https:',
    'HTTP:',
    'me:pw@',
    '[::1]',
    '127.0.0.1',
    'localhost',
    'evil.example',
    '\u202e',
    '\u0000',
    '\ufeff',
    '%33',
  ],
];

const piecemeal = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 2 })), {
  maxLength: 12,
});
const anyText = fc.oneof(
  { weight: 3, arbitrary: piecemeal.map((pieces) => pieces.join('')) },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.nat().map(String),
);
/** Nearly a job's URL: one of its parts is anything. */
const nearlyAUrl = fc
  .record({
    account: fc.oneof({ weight: 3, arbitrary: fc.constant('xplenation') }, anyText),
    middle: fc.oneof({ weight: 3, arbitrary: fc.constant('/api/jobs/') }, anyText),
    id: fc.oneof({ weight: 3, arbitrary: fc.constant('305') }, anyText),
    end: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, anyText),
  })
  .map(
    ({ account, middle, id, end }) =>
      (origin: string) =>
        `${origin}/${account}${middle}${id}${end}`,
  );

/** The jobs that the action would terminate, or undefined where it refuses the inputs. */
function jobsGiven(jobId: string, accountId: string): readonly JobRef[] | undefined {
  setInputs({ 'job-id': jobId, 'account-id': accountId, 'api-key': 'key', 'api-url': apiUrl.href });
  let jobs: readonly JobRef[] | undefined;
  printedBy(() => {
    try {
      jobs = loadInputs(new Secrets()).jobs;
    } catch (error) {
      if (!(error instanceof InvalidInputsError)) throw error;
      expect(error.problems.length).toBeGreaterThan(0);
      for (const problem of error.problems) expect(problem).toMatch(/^(job-id|account-id): ./);
    }
  });
  return jobs;
}

/** Terminates for real, and gives back what arrived at the service. */
async function requestsFor(jobs: readonly JobRef[]): Promise<string[]> {
  requested = [];
  const http = new Http({ apiUrl, headers: {}, requestTimeoutMs: 5_000 });
  const client = new Client(http);
  for (const ref of jobs) await client.terminate(ref).catch(() => undefined);
  http.close();
  return requested;
}

async function expectDocumentedPaths(jobId: string, accountId: string): Promise<void> {
  const jobs = jobsGiven(jobId, accountId);
  if (jobs === undefined) return;
  const requests = await requestsFor(jobs);
  expect(requests).toHaveLength(jobs.length);
  expect(jobs.length).toBeGreaterThan(0);
  for (const request of requests) {
    const [method, path] = request.split(' ');
    expect(method).toBe('DELETE');
    expect(path).toMatch(DOCUMENTED_PATH);
  }
}

describe('any input text gives an error, or a request for the path of a job and nothing else:', () => {
  test('as job-id', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, (text) => expectDocumentedPaths(text, 'xplenation')),
      { numRuns: 400 },
    );
  });

  test('as nearly a URL', async () => {
    const property = fc.asyncProperty(nearlyAUrl, (url) => expectDocumentedPaths(url(apiUrl.origin), ''));
    await fc.assert(property, { numRuns: 300 });
  });

  test('as account-id', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, (text) => expectDocumentedPaths('305', text)),
      { numRuns: 300 },
    );
  });
});

test('job IDs and accounts that are right are requested as they are', async () => {
  const account = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(account, numbers, async (accountId, ids) => {
      const jobs = jobsGiven(ids.join('\n'), accountId) ?? [];
      expect(await requestsFor(jobs)).toEqual(ids.map((id) => `DELETE /${accountId}/api/jobs/${id}`));
    }),
    { numRuns: 50 },
  );
});
