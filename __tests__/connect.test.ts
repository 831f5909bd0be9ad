import { afterEach, describe, expect, test } from '@jest/globals';
import { connect } from '../src/connect.ts';
import type { Inputs } from '../src/inputs.ts';
import { mask, redact } from '../src/report/secrets.ts';
import { VERSION } from '../src/version.ts';
import { jobFields } from './a-job.ts';
import { closeServers } from './loopback.ts';
import { printedBy, printedWhile } from './printed.ts';
import { type Call, type Reply, startApi } from './tiny-api.ts';

const JOB = { accountId: 'xplenation', id: 305 };

afterEach(closeServers);

function inputsFor(apiUrl: URL): Inputs {
  const unused = { jobs: [], choice: undefined, dryRun: false, waitForStopped: false, timeoutMs: 1, pollIntervalMs: 1 };
  return { ...unused, apiUrl, apiKey: 'kéy', requestTimeoutMs: 5_000, outputFile: undefined, summaryFile: undefined };
}

test('every request has the headers of the documentation, and names the action and its version', async () => {
  let seen: Call['headers'] = {};
  const { url } = await startApi(({ headers }) => {
    seen = headers;
    return { body: jobFields(305) };
  });
  await printedWhile(() => connect(inputsFor(url)).terminate(JOB));
  expect(seen).toMatchObject({
    accept: 'application/vnd.xplenty+json',
    authorization: `Basic ${Buffer.from('kéy:').toString('base64')}`,
    'user-agent': `terminate-xplenty-job/${VERSION}`,
  });
});

test('every exchange leaves a debug line, and an allowance that is used up one warning', async () => {
  const headers = { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '0' };
  const { url } = await startApi(() => ({ headers, body: jobFields(305) }));
  const printed = await printedWhile(async () => {
    const client = connect(inputsFor(url));
    await client.terminate(JOB);
    await client.look(JOB);
  });
  expect(printed.match(/^::debug::(DELETE|GET) \/xplenation\/api\/jobs\/305: 200 in \d+ ms, 0 of 5000/gm)).toHaveLength(
    2,
  );
  expect(printed.match(/^::warning .*All 5000 credits/gm)).toHaveLength(1);
});

describe('a secret that the service repeats', () => {
  const SECRET = 'V4eyfgNqYcSasXGhzNxS';
  printedBy(() => mask(SECRET));

  /** What the log would show of the fault that comes of such an answer. */
  async function shownOf(reply: Reply): Promise<string> {
    const { url } = await startApi(() => reply);
    let shown = '';
    await printedWhile(async () => {
      const fault: Error = await connect(inputsFor(url))
        .look(JOB)
        .then(
          () => new Error('there was a job'),
          (error) => error,
        );
      shown = redact(fault.message);
    });
    return shown;
  }

  test.each<Reply>([
    { statusCode: 400, body: { message: `bad key ${SECRET}` } },
    { statusCode: 502, body: `bad key ${SECRET}` },
    { body: `bad key ${SECRET}` },
  ])('is not shown: %j', async (reply) => {
    expect(await shownOf(reply)).toContain('bad key ***');
  });

  test.each<[string, Reply]>([
    ['a message', { statusCode: 400, body: { message: `${'x'.repeat(481)}${SECRET} and more` } }],
    ['an error page', { statusCode: 502, body: `${'x'.repeat(81)}${SECRET} and more` }],
    ['what should have been a job', { body: `${'x'.repeat(81)}${SECRET} and more` }],
  ])('is not shown where %s is cut inside of it', async (_, reply) => {
    expect(await shownOf(reply)).not.toContain(SECRET.slice(0, 8));
  });
});
