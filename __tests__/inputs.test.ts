import { readFileSync } from 'node:fs';
import { HttpClient } from '@actions/http-client';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { InvalidInputs } from '../src/errors.ts';
import { type Inputs, loadInputs } from '../src/inputs.ts';
import { separate } from '../tools/runner/workflow-commands.ts';
import { printedBy } from './printed.ts';

const KEY = 'k3y-of-the-input-tests';
const ENOUGH = { 'api-key': KEY, 'account-id': 'xplenation', 'job-id': '305' };

function forget(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(INPUT_|XPLENTY_|GITHUB_OUTPUT|GITHUB_STEP_SUMMARY|https_proxy$)/i.test(name)) delete process.env[name];
  }
}

afterEach(forget);

/** Loads the inputs as the runner gives them, in an environment that has nothing else to do with this action. */
function load(inputs: Record<string, string>, environment: Record<string, string> = {}): Inputs {
  forget();
  for (const [name, text] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = text;
  Object.assign(process.env, environment);
  let loaded: Inputs | undefined;
  printedBy(() => {
    loaded = loadInputs();
  });
  return loaded as Inputs;
}

function mistakesIn(inputs: Record<string, string>, environment: Record<string, string> = {}): readonly string[] {
  try {
    load(inputs, environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputs) return error.mistakes;
    throw error;
  }
}

/** The names that the mistakes begin with. */
function wrongOnes(inputs: Record<string, string>, environment: Record<string, string> = {}): string[] {
  return mistakesIn(inputs, environment).map((mistake) => /^([\w-]+): /.exec(mistake)?.[1] ?? `(${mistake})`);
}

function masked(call: () => void): string[] {
  return separate(printedBy(call)).commands.flatMap(({ name, text }) => (name === 'add-mask' ? [text] : []));
}

describe('what is enough', () => {
  test('is a key, an account and a job', () => {
    expect(load(ENOUGH)).toEqual({
      apiKey: KEY,
      apiUrl: new URL('https://api.xplenty.com'),
      jobs: [{ accountId: 'xplenation', id: 305 }],
      choice: undefined,
      dryRun: false,
      waitForStopped: false,
      timeoutMs: 600_000,
      pollIntervalMs: 15_000,
      requestTimeoutMs: 30_000,
      outputFile: undefined,
      summaryFile: undefined,
    });
  });

  test("is completed by action.yml's defaults, whether the runner or the action puts them in", () => {
    const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, { default?: string }> };
    const defaults = Object.entries(inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, input.default]],
    );
    expect(defaults.length).toBeGreaterThan(0);
    expect(load({ ...Object.fromEntries(defaults), ...ENOUGH })).toEqual(load(ENOUGH));
  });

  test('is not changed by an input that arrives empty, as one does from an expression without a value', () => {
    const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, unknown> };
    const empty = Object.fromEntries(Object.keys(inputs).map((name) => [name, ' \n']));
    expect(load({ ...empty, ...ENOUGH })).toEqual(load(ENOUGH));
  });

  test('may come from the environment, with what people put around it', () => {
    const environment = { XPLENTY_API_KEY: ` ${KEY}\n`, XPLENTY_ACCOUNT_ID: ' xplenation\n' };
    expect(load({ 'job-id': '305' }, environment)).toEqual(load(ENOUGH));
  });

  test('comes from the input where both are given', () => {
    const environment = { XPLENTY_API_KEY: 'another-key-of-the-input-tests', XPLENTY_ACCOUNT_ID: 'other' };
    expect(load(ENOUGH, environment)).toEqual(load(ENOUGH));
  });

  test('needs no account where every job is given by its address', () => {
    const address = 'https://api.xplenty.com/acme/api/jobs/305';
    expect(load({ 'api-key': KEY, 'job-id': address }, { XPLENTY_ACCOUNT_ID: 'other' }).jobs).toEqual([
      { accountId: 'acme', id: 305 },
    ]);
  });

  test('keeps every account that addresses name, and takes the given one for numbers', () => {
    const jobs = '305, https://api.xplenty.com/acme/api/jobs/305 https://api.xplenty.com/other/api/jobs/306';
    expect(load({ 'api-key': KEY, 'job-id': jobs }, { XPLENTY_ACCOUNT_ID: 'xplenation' }).jobs).toEqual([
      { accountId: 'xplenation', id: 305 },
      { accountId: 'acme', id: 305 },
      { accountId: 'other', id: 306 },
    ]);
  });
});

test('a job that is given twice, in whatever form, is taken once', () => {
  const jobs = '305 0305,306,https://api.xplenty.com/xplenation/api/jobs/305\n306';
  expect(load({ ...ENOUGH, 'job-id': jobs }).jobs).toEqual([
    { accountId: 'xplenation', id: 305 },
    { accountId: 'xplenation', id: 306 },
  ]);
});

test('a fraction of a second is one', () => {
  const given = { 'timeout-seconds': '2.5', 'poll-interval-seconds': '.02', 'request-timeout-seconds': '1e-1' };
  expect(load({ ...ENOUGH, ...given })).toMatchObject({ timeoutMs: 2_500, pollIntervalMs: 20, requestTimeoutMs: 100 });
});

test('the files of the runner come out, and outside of it none', () => {
  const files = { GITHUB_OUTPUT: '/runner/output', GITHUB_STEP_SUMMARY: '/runner/summary' };
  expect(load(ENOUGH, files)).toMatchObject({ outputFile: '/runner/output', summaryFile: '/runner/summary' });
  const empty = { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '' };
  expect(load(ENOUGH, empty)).toMatchObject({ outputFile: undefined, summaryFile: undefined });
});

test('what chooses jobs comes out as a filter', () => {
  const given = {
    'api-key': KEY,
    'account-id': 'xplenation',
    'package-id': '103',
    'cluster-id': '176',
    variables: "Branch='main'\nDay=3",
    'running-longer-than-seconds': '3600',
    statuses: 'running, queued',
    'dry-run': 'true',
  };
  expect(load(given)).toMatchObject({
    jobs: [],
    dryRun: true,
    choice: {
      accountId: 'xplenation',
      filter: {
        packageId: 103,
        clusterId: 176,
        variables: new Map([
          ['Branch', "'main'"],
          ['Day', '3'],
        ]),
        runningLongerThanSeconds: 3_600,
        states: ['queued', 'running'],
      },
    },
  });
});

test('a time is cut to what the timers of Node can wait, twice over', () => {
  const given = { 'timeout-seconds': '1e300', 'poll-interval-seconds': '1e300', 'request-timeout-seconds': '1e300' };
  const { timeoutMs, pollIntervalMs, requestTimeoutMs } = load({ ...ENOUGH, ...given });
  for (const ms of [timeoutMs, pollIntervalMs, requestTimeoutMs]) expect(2 * ms).toBeLessThan(2 ** 31);
});

test('a filter by runtime means what was given, however long', () => {
  const { choice } = load({ ...ENOUGH, 'job-id': '', 'running-longer-than-seconds': '2000000' });
  expect(choice?.filter.runningLongerThanSeconds).toBe(2_000_000);
});

describe('what is wrong', () => {
  test('is told all at once, each mistake beginning with the name of its input', () => {
    const given = {
      'account-id': 'a/b',
      'job-id': '1e3',
      'wait-for-stopped': 'yes',
      'dry-run': 'maybe',
      'timeout-seconds': '0',
      'poll-interval-seconds': '-1',
      'request-timeout-seconds': 'soon',
      'api-url': 'http://api.xplenty.com',
    };
    expect(new Set(wrongOnes(given))).toEqual(new Set(['api-key', ...Object.keys(given)]));
    expect(wrongOnes(given)).toHaveLength(9);
  });

  test('is told all at once where jobs are chosen, too', () => {
    const given = {
      'api-key': KEY,
      'package-id': 'x',
      'cluster-id': '0',
      variables: 'hidden',
      'running-longer-than-seconds': '0',
      statuses: 'stopped',
    };
    expect(new Set(wrongOnes(given))).toEqual(
      new Set(['account-id', 'package-id', 'cluster-id', 'variables', 'running-longer-than-seconds', 'statuses']),
    );
  });

  test('is a missing key, and the error says why it may be missing', () => {
    const [mistake] = mistakesIn({ ...ENOUGH, 'api-key': '  ' }, { XPLENTY_API_KEY: ' ' });
    expect(mistake).toMatch(/^api-key: no key was given\./);
    expect(mistake).toContain('pull requests from forks');
    expect(mistake).toContain('XPLENTY_API_KEY');
  });

  test('is neither to name a job nor to choose any', () => {
    expect(wrongOnes({ ...ENOUGH, 'job-id': '' })).toEqual(['job-id']);
  });

  test.each([
    ['package-id', '103'],
    ['cluster-id', '176'],
    ['variables', 'a=1'],
    ['running-longer-than-seconds', '60'],
  ])('is to name a job and to choose some by %s', (name, text) => {
    expect(mistakesIn({ ...ENOUGH, [name]: text })).toEqual([
      expect.stringMatching(/^job-id: give either job-id or what chooses jobs .*, not both\.$/),
    ]);
  });

  test.each(['running', ',', 'running,idle'])('is to choose by state alone: %s', (statuses) => {
    expect(mistakesIn({ ...ENOUGH, 'job-id': '', statuses })).toEqual([
      expect.stringMatching(
        /^statuses: alone it would stop every job of the account\. Give at least one of package-id/,
      ),
    ]);
  });

  test('is to name a job and to narrow it by state', () => {
    expect(new Set(wrongOnes({ ...ENOUGH, statuses: 'running' }))).toEqual(new Set(['job-id', 'statuses']));
  });

  test('is an account that is not the one of an address', () => {
    const address = 'https://api.xplenty.com/acme/api/jobs/305';
    expect(mistakesIn({ ...ENOUGH, 'job-id': address })).toEqual([
      expect.stringMatching(/^account-id: "xplenation" is not the account of an address in job-id, "acme"\./),
    ]);
  });

  test('is an address that api-url does not name', () => {
    const address = 'http://127.0.0.1:8080/xplenation/api/jobs/305';
    expect(wrongOnes({ ...ENOUGH, 'job-id': address })).toEqual(['job-id']);
    expect(wrongOnes({ ...ENOUGH, 'job-id': address, 'api-url': 'http://127.0.0.1:8080' })).toEqual([]);
  });

  test.each(['XPLENTY_ACCOUNT_ID', 'INPUT_ACCOUNT-ID'])('is an account that could change the path, in %s', (name) => {
    expect(wrongOnes({ 'api-key': KEY, 'job-id': '305' }, { [name]: '..' })).toEqual(['account-id']);
  });

  test('is a proxy that is none', () => {
    expect(mistakesIn(ENOUGH, { HTTPS_PROXY: 'http://me:100%@proxy.example' })).toEqual([
      expect.stringMatching(/^HTTPS_PROXY: it is set, but not to the address of a proxy/),
    ]);
  });

  test('is told without the value of a variable and without the password of a proxy', () => {
    const given = { ...ENOUGH, 'job-id': '', variables: 'a=hidden\nhidden' };
    const told = mistakesIn(given, { HTTPS_PROXY: 'http://me:hidden%@proxy.example' }).join('\n');
    expect(told).not.toBe('');
    expect(told).not.toContain('hidden');
  });

  test('is told without the key', () => {
    const wrong = Object.keys(ENOUGH).map((name) => ({ ...ENOUGH, 'timeout-seconds': 'x', [name]: '' }));
    for (const given of wrong) expect(mistakesIn(given).join('\n')).not.toContain(KEY);
  });
});

test.each(['proxy.example:3128', 'localhost:3128', 'me:word@proxy.example:3128'])(
  'a proxy without a scheme is refused or used: %s',
  (proxy) => {
    const wrong = wrongOnes(ENOUGH, { HTTPS_PROXY: proxy });
    const agent = new HttpClient('', [], { keepAlive: true }).getAgent('https://api.xplenty.com');
    const used = (agent as { proxyOptions?: { host: string } }).proxyOptions?.host;
    expect(wrong.concat(used ?? [])).toEqual([expect.stringMatching(/^(HTTPS_PROXY|proxy\.example|localhost)$/)]);
  },
);

test('a proxy by its IP address alone is used', () => {
  load(ENOUGH, { HTTPS_PROXY: '10.0.0.1:3128' });
  const agent = new HttpClient('', [], { keepAlive: true }).getAgent('https://api.xplenty.com');
  expect(agent).toMatchObject({ proxyOptions: { host: '10.0.0.1', port: '3128' } });
});

describe('masks', () => {
  test('hide the key, and the Base64 forms in which it travels', () => {
    const key = 'the-key-that-is-masked';
    const masks = masked(() => loadAnyway({ ...ENOUGH, 'api-key': key }));
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    expect(masks).toEqual(expect.arrayContaining([key, base64(`${key}:`), base64(key)]));
  });

  test('hide the key from the environment as well', () => {
    expect(masked(() => loadAnyway({ 'job-id': '305' }, { XPLENTY_API_KEY: 'key-from-outside' }))).toContain(
      'key-from-outside',
    );
  });

  test('hide the passwords of proxies', () => {
    expect(masked(() => loadAnyway(ENOUGH, { https_proxy: 'http://me:proxy-word@proxy.example' }))).toContain(
      'proxy-word',
    );
    expect(masked(() => loadAnyway(ENOUGH, { HTTPS_PROXY: 'http://me:proxy-word@proxy.example' }))).toContain(
      'proxy-word',
    );
  });

  test('come before everything else, and also where an input is wrong', () => {
    const printed = printedBy(() => loadAnyway({ ...ENOUGH, 'job-id': 'x', 'timeout-seconds': 'x' }));
    expect(printed).toMatch(new RegExp(`^::add-mask::${KEY}\r?\n`));
    expect(separate(printed).lines).toEqual([]);
  });

  /** Loads for what is printed, whether the inputs are right or not. */
  function loadAnyway(inputs: Record<string, string>, environment: Record<string, string> = {}): void {
    forget();
    for (const [name, text] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = text;
    Object.assign(process.env, environment);
    try {
      loadInputs();
    } catch (error) {
      if (!(error instanceof InvalidInputs)) throw error;
    }
  }
});
