import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import type { Fault, FaultRule } from '../../tools/simulator/simulator.ts';
import { type Ended, FIRST_JOB, KEY, pathOf, playTestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// Remote words are only words: in whatever place of a response they stand, they do nothing, and are shown as words or not
// at all. Outputs are values: they hold a text as it is, but for the key.

const BASE64_KEY = Buffer.from(`${KEY}:`).toString('base64');

const HOSTILE: Readonly<Record<string, string>> = {
  commands: '::error title=pwned::pwned',
  'commands behind line ends of every kind':
    'oh\n::set-output name=status::pwned\r::error::pwned\r\n::stop-commands::pwned' +
    '\u2028::error::pwned\u2029::error::pwned\u0085::error::pwned\v::error::pwned\f::add-mask::pwned',
  'commands of the older form, whole and taken apart':
    '##[add-mask]pwned ###[error]pwned ##[set-output name=status]pwned ' +
    '#\u200b#[error]pwned #\u0000#[error]pwned ##\u00ad[error]pwned',
  'escapes of commands': '%0A::error::pwned%0D%0A::error::pwned%25',
  'outputs of its own': 'oh\nstatus=pwned\nstatus<<ghadelimiter\npwned\nghadelimiter',
  'what steers a terminal, turns text around or cannot be seen':
    '\u001b[2J\u001b[1;31mred\u001b]0;title\u0007\b\b \u202Egnp.exe\u2066\u2069\u200F st\u200Bop\u00ADped\uFEFF\u{E0041}\uD800',
  'HTML, Markdown and diagrams':
    '</td></table><img src=x onerror=alert(1)><script>alert(1)</script> | a | b |\n![x](https://elsewhere.example/x.png) ' +
    '[x](javascript:alert(1)) @octocat #1 ` :crit, 0, 9ms\nclick x href "javascript:alert(1)"\n```',
  'the key': `${KEY}${KEY} ${BASE64_KEY}`,
};

const declared = Object.keys(readActionMetadata(join(import.meta.dirname, '..', '..')).outputs).sort();

/** Nothing of the server's acts, hides, or is more than a line. */
function expectOnlyWords(ended: Ended): void {
  expect(mistakesOf(ended)).toEqual([]);
  const { lines, commands, summary, outputs } = ended.step;
  for (const line of [...lines, ...commands.map((command) => command.line)]) {
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  }
  for (const line of lines) expect(line).not.toMatch(/^\s*::|##\[/);
  for (const { properties } of commands) expect(Object.keys(properties).join()).toMatch(/^(title)?$/);
  expect(summary).not.toMatch(/<(?!\/?span>)|\]\((?!https:\/\/xplenty\.com\/|https:\/\/github\.com\/OWNER\/)/);
  expect(summary.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(Object.keys(outputs).sort()).toEqual(declared);
}

const withoutKey = (text: string) => text.replaceAll(BASE64_KEY, '***').replaceAll(KEY, '***');

/** A job whose fields are this text, but for those that make it a job. */
function fieldsOf(text: string): Record<string, unknown> {
  const names = ['errors', 'url', 'html_url', 'started_at', 'progress', 'owner_id', 'package_id', 'runtime_in_seconds'];
  return {
    ...Object.fromEntries(names.map((name) => [name, text])),
    log_url: `https://xplenty.com/${text}`,
    variables: { [text]: text, list: [text, { [text]: text }] },
    [text]: text,
  };
}

function headersOf(text: string): Record<string, string> {
  // With these in it, it is no header.
  const value = text.replace(/\p{Cc}/gu, ' ');
  const names = ['Retry-After', 'X-RateLimit-Limit', 'Content-Type', 'Link', 'X-Other', 'WWW-Authenticate'];
  return { ...Object.fromEntries(names.map((name) => [name, value])), 'X-RateLimit-Remaining': `0${value}` };
}

describe('words that are hostile', () => {
  test.concurrent.each(Object.entries(HOSTILE))('in all responses on the way to a success: %s', async (_name, text) => {
    const patch: Fault = { kind: 'patch', fields: fieldsOf(text) };
    const body = JSON.stringify({ message: text });
    const ended = await playTestCase({
      rules: [
        { times: 1, fault: { kind: 'answer', status: 503, headers: headersOf(text), body } },
        { times: 1, fault: { kind: 'answer', status: 200, headers: headersOf(text), body: text } },
        { method: 'GET', times: 1, fault: { kind: 'patch', fields: { status: text } } },
        { fault: patch },
      ],
      inputs: WAIT,
    });
    expectOnlyWords(ended);
    expect(ended.step).toMatchObject({ exitCode: 0, errors: [] });
    const meant = fieldsOf(withoutKey(text));
    const { outputs } = ended.step;
    // A half of a character has no bytes of its own.
    for (const name of ['errors', 'url', 'started_at', 'progress', 'owner_id', 'package_id', 'runtime_in_seconds']) {
      expect(outputs[name]).toBe(withoutKey(text).toWellFormed());
    }
    expect(outputs.status).toBe('stopped');
    expect(JSON.parse(outputs.variables ?? '')).toEqual(meant.variables);
    expect(JSON.parse(outputs.job ?? '')).toMatchObject({
      ...meant,
      log_url: withoutKey(`https://xplenty.com/${text}`),
    });
    expect(JSON.parse(outputs.jobs ?? '')).toEqual([JSON.parse(outputs.job ?? '')]);
  });

  test.concurrent.each(Object.entries(HOSTILE))('in all responses that end in a failure: %s', async (_name, text) => {
    const [shown, refused, notJson] = [FIRST_JOB, FIRST_JOB + 1, FIRST_JOB + 2];
    const rules: FaultRule[] = [
      { path: pathOf(shown), fault: { kind: 'patch', fields: { status: text } } },
      { path: pathOf(refused), fault: { kind: 'refusal', status: 403, message: text } },
      { path: pathOf(notJson), fault: { kind: 'answer', status: 403, headers: headersOf(text), body: text } },
    ];
    const inputs = { ...WAIT, 'timeout-seconds': '2' };
    const ended = await playTestCase({ jobs: [{}, {}, {}], rules, inputs });
    expectOnlyWords(ended);
    expect(ended.step.exitCode).toBe(1);
    const jobs = JSON.parse(ended.step.outputs.jobs ?? '') as { status?: string; error: string }[];
    expect(jobs.map(({ error }) => error)).toEqual([
      expect.stringMatching(/^Job 305: timed out, still .*\. Not stopped within 2 s; last status: /),
      expect.stringMatching(/^Job 306: not permitted \(403\)\. HTTP 403 "/),
      expect.stringMatching(
        /^Job 307: HTTP 403, not from the API\. HTTP 403 with a (text that is not JSON|page of markup), \d+ bytes\./,
      ),
    ]);
    expect(jobs[0]?.status).toBe(withoutKey(text));
  });
});

describe('a message that is too long', () => {
  test.concurrent('is cut at a sensible length, and said to be cut', async () => {
    const fault = { kind: 'refusal', status: 403, message: 'x'.repeat(100_000) } as const;
    const ended = await playTestCase({ rules: [{ fault }] });
    expectOnlyWords(ended);
    expect(ended.step.errors[0]?.length).toBeLessThan(1_000);
    expect(ended.step.errors[0]).toContain('(cut, 100000 characters in all)');
  });

  // What is left of a key that was cut in half is no longer found when the key is looked for.
  test.concurrent('does not show the part of the key at which it is cut', async () => {
    const before = 'x'.repeat(500 - KEY.length + 1);
    expectOnlyWords(
      await playTestCase({ rules: [{ fault: { kind: 'refusal', status: 403, message: before + KEY } }] }),
    );
  });

  test.concurrent('does not show it where the body is no JSON either', async () => {
    const before = 'x'.repeat(100 - KEY.length + 1);
    expectOnlyWords(await playTestCase({ rules: [{ fault: { kind: 'answer', status: 403, body: before + KEY } }] }));
  });
});
