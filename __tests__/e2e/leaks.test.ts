import { describe, expect, test } from '@jest/globals';
import { echoedRequest, ownBody } from '../../tools/simulator/faults/bodies.ts';
import type { BodyOf, Fault } from '../../tools/simulator/faults/fault.ts';
import { everythingShown } from './step.ts';
import { KEY, playTestCase, VALUE } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// Of a body nothing is quoted but the API's `message`: the rest may hold the values of variables, or what a proxy shows of the
// request. Every job here has a variable with a value that must be seen nowhere, which `mistakesOf` checks.

const answer = (status: number, body: string | BodyOf): Fault => ({ kind: 'answer', status, body });

/** No second attempt begins after it. */
const ONE_ATTEMPT = { 'timeout-seconds': '0.4' };

describe('a response that is not understood', () => {
  const BODIES: [name: string, fault: Fault, words: RegExp][] = [
    ['cut JSON', answer(200, (own) => own.slice(0, -40)), /HTTP 200 with cut JSON, \d+ bytes/],
    [
      'cut JSON behind a byte order mark',
      answer(200, (own) => `\uFEFF${own.slice(0, -40)}`),
      /HTTP 200 with cut JSON, \d+ bytes/,
    ],
    ['a text', answer(200, (own) => `job ${own}`), /HTTP 200 with a text that is not JSON, \d+ bytes/],
    ['an HTML page', answer(200, (own) => `<html><body>${own}</body></html>`), /HTTP 200 with an HTML page/],
    ['the job, with 400 and without a message', answer(400, ownBody), /HTTP 400 without a message/],
    ['the job as the message', answer(400, (own) => `{"message":${own}}`), /HTTP 400 without a message/],
    ['cut JSON, with 500', answer(500, (own) => own.slice(0, -40)), /HTTP 500 with cut JSON, \d+ bytes/],
  ];
  test.concurrent.each(BODIES)('is named by its kind, and nothing of it is quoted: %s', async (_name, fault, words) => {
    const ended = await playTestCase({ rules: [{ fault }], inputs: ONE_ATTEMPT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(1);
    expect(ended.step.errors[0]).toMatch(words);
    // That the value was in the response at all.
    expect(JSON.stringify(ended.before)).toContain(VALUE);
  });

  test.concurrent('is a list that was cut: nothing of the jobs of others is quoted, and nothing is terminated', async () => {
    const rules = [{ method: 'GET', fault: answer(200, (own) => own.slice(0, -40)) }];
    const inputs = { 'job-id': '', 'package-id': '1', statuses: 'running' };
    const cancel = new AbortController();
    const onLogLine = (line: string) => line.includes('attempt 1 of 6 failed') && cancel.abort();
    const ended = await playTestCase({ jobs: [{}, {}], rules, inputs, step: { cancel: cancel.signal, onLogLine } });
    expect(everythingShown(ended.step)).not.toContain(VALUE);
    expect(ended.step.lines.join('\n')).toMatch(/The list of jobs: attempt 1 of 6 failed: HTTP 200 with cut JSON/);
    expect(ended.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});

describe('a key that comes back', () => {
  test.concurrent('in an error that repeats the request is seen in none of its forms', async () => {
    const ended = await playTestCase({ rules: [{ fault: answer(400, echoedRequest) }] });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.errors[0]).toMatch(
      /HTTP 400 "DELETE \/xplenation\/api\/jobs\/305 with Basic \*\*\* \(\*\*\*:?\) is not valid"/,
    );
  });

  const characters = Array.from(KEY);
  const FORMS: [name: string, form: string][] = [
    ['percent-encoded', characters.map((one) => `%${one.charCodeAt(0).toString(16)}`).join('')],
    ['JSON-escaped', characters.map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join('')],
    ['in Base64 without padding', Buffer.from(KEY).toString('base64').replace(/=+$/, '')],
  ];
  test.concurrent.each(FORMS)('%s is hidden', async (_name, form) => {
    const fault: Fault = { kind: 'refusal', status: 400, message: `No such key: ${form}.` };
    const ended = await playTestCase({ rules: [{ fault }] });
    expect(mistakesOf(ended)).toEqual([]);
    expect(everythingShown(ended.step)).not.toContain(form);
    expect(ended.step.errors[0]).toContain('HTTP 400 "No such key: ***"');
  });
});
