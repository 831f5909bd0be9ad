import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Inputs, InvalidInputsError, loadInputs } from '../src/inputs.ts';

const KEY = 'k3y-of-the-input-tests';
const ENOUGH = { 'api-key': KEY, 'account-id': 'xplenation', 'job-id': '305' };

/** Keeps the secrets that are found, in the order in which they are found. */
class FoundSecrets {
  readonly found: string[] = [];

  add(secret: string): void {
    this.found.push(secret);
  }

  redact(text: string): string {
    return this.found.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
  }
}

function clearEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(INPUT_.*|XPLENTY_.*|GITHUB_OUTPUT|GITHUB_STEP_SUMMARY|https_proxy|no_proxy)$/i.test(name)) {
      delete process.env[name];
    }
  }
}

afterEach(clearEnvironment);

/** Loads the inputs as the runner gives them, in an environment that has nothing else to do with this action. */
function load(
  inputs: Record<string, string>,
  environment: Record<string, string> = {},
  secrets = new FoundSecrets(),
): Inputs {
  clearEnvironment();
  for (const [name, text] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = text;
  Object.assign(process.env, environment);
  return loadInputs(secrets);
}

function problemsIn(...given: Parameters<typeof load>): readonly string[] {
  try {
    load(...given);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputsError) return error.problems;
    throw error;
  }
}

/** The names that the problems begin with. */
function wrongOnes(...given: Parameters<typeof load>): string[] {
  return problemsIn(...given).map((problem) => /^([\w-]+): /.exec(problem)?.[1] ?? `(${problem})`);
}

function secretsIn(...[inputs, environment]: Parameters<typeof load>): string[] {
  const secrets = new FoundSecrets();
  problemsIn(inputs, environment, secrets);
  return secrets.found;
}

describe('what is enough', () => {
  test('is a key, an account and a job', () => {
    expect(load(ENOUGH)).toEqual({
      apiKey: KEY,
      apiUrl: new URL('https://api.xplenty.com'),
      jobs: [{ accountId: 'xplenation', id: 305 }],
      selection: undefined,
      proxy: undefined,
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

test('what selects jobs comes out as a filter', () => {
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
    selection: {
      accountId: 'xplenation',
      filter: {
        packageId: 103,
        clusterId: 176,
        variables: new Map([
          ['Branch', "'main'"],
          ['Day', '3'],
        ]),
        runningLongerThanSeconds: 3_600,
        statuses: ['queued', 'running'],
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
  const { selection } = load({ ...ENOUGH, 'job-id': '', 'running-longer-than-seconds': '2000000' });
  expect(selection?.filter.runningLongerThanSeconds).toBe(2_000_000);
});

describe('what is wrong', () => {
  test('is reported all at once, each problem beginning with the name of its input', () => {
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

  test('is reported all at once where jobs are selected, too', () => {
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
    const [problem] = problemsIn({ ...ENOUGH, 'api-key': '  ' }, { XPLENTY_API_KEY: ' ' });
    expect(problem).toMatch(/^api-key: no key was given\./);
    expect(problem).toContain('pull requests from forks');
    expect(problem).toContain('XPLENTY_API_KEY');
  });

  test('is neither to name a job nor to select any', () => {
    expect(wrongOnes({ ...ENOUGH, 'job-id': '' })).toEqual(['job-id']);
  });

  test.each([
    ['package-id', '103'],
    ['cluster-id', '176'],
    ['variables', 'a=1'],
    ['running-longer-than-seconds', '60'],
  ])('is to name a job and to select some by %s', (name, text) => {
    expect(problemsIn({ ...ENOUGH, [name]: text })).toEqual([
      expect.stringMatching(/^job-id: give either job-id or what chooses jobs .*, not both\.$/),
    ]);
  });

  test.each(['running', ',', 'running,idle'])('is to select by status alone: %s', (statuses) => {
    expect(problemsIn({ ...ENOUGH, 'job-id': '', statuses })).toEqual([
      expect.stringMatching(
        /^statuses: alone it would stop every job of the account\. Give at least one of package-id/,
      ),
    ]);
  });

  test('is to name a job and to narrow it by status', () => {
    expect(new Set(wrongOnes({ ...ENOUGH, statuses: 'running' }))).toEqual(new Set(['job-id', 'statuses']));
  });

  test('is an account that is not the one of an address', () => {
    const address = 'https://api.xplenty.com/acme/api/jobs/305';
    expect(problemsIn({ ...ENOUGH, 'job-id': address })).toEqual([
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
    expect(problemsIn(ENOUGH, { HTTPS_PROXY: 'http://me:100%@proxy.example' })).toEqual([
      expect.stringMatching(/^HTTPS_PROXY: it is set, but not to the address of a proxy/),
    ]);
  });

  test('is reported without the value of a variable and without the password of a proxy', () => {
    const given = { ...ENOUGH, 'job-id': '', variables: 'a=hidden\nhidden' };
    const problems = problemsIn(given, { HTTPS_PROXY: 'http://me:hidden%@proxy.example' }).join('\n');
    expect(problems).not.toBe('');
    expect(problems).not.toContain('hidden');
  });

  test('is reported without the key', () => {
    const wrong = Object.keys(ENOUGH).map((name) => ({ ...ENOUGH, 'timeout-seconds': 'x', [name]: '' }));
    for (const given of wrong) expect(problemsIn(given).join('\n')).not.toContain(KEY);
  });
});

describe('the proxy', () => {
  const PROXY = 'http://proxy.example:3128';
  const OTHER = 'http://other.example:3128';
  const proxyOf = (environment: Record<string, string>, inputs = {}) =>
    load({ ...ENOUGH, ...inputs }, environment).proxy;

  test.each(['https_proxy', 'HTTPS_PROXY'])('is that of %s', (name) => {
    expect(proxyOf({ [name]: ` ${PROXY}\n` })).toEqual({ url: new URL(PROXY), credentials: undefined });
  });

  test('is that of the variable in small letters where both are set', () => {
    expect(proxyOf({ HTTPS_PROXY: OTHER, https_proxy: PROXY })?.url).toEqual(new URL(PROXY));
  });

  test('is none where the variables are empty', () => {
    expect(proxyOf({ HTTPS_PROXY: '', https_proxy: ' ' })).toBeUndefined();
  });

  test.each([
    ['NO_PROXY', 'api.xplenty.com'],
    ['no_proxy', 'other.example, .xplenty.com'],
    ['NO_PROXY', '*'],
  ])('is none for an address that %s names: %s', (name, hosts) => {
    expect(proxyOf({ HTTPS_PROXY: PROXY, [name]: hosts })).toBeUndefined();
  });

  test('is used for an address that NO_PROXY does not name', () => {
    expect(proxyOf({ HTTPS_PROXY: PROXY, NO_PROXY: 'other.example,plenty.com' })).toBeDefined();
  });

  test('is none for this machine', () => {
    expect(proxyOf({ HTTPS_PROXY: PROXY }, { 'api-url': 'http://127.0.0.1:8080' })).toBeUndefined();
  });
});

describe('secrets', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  test('are the key, and the Base64 forms in which it travels', () => {
    expect(secretsIn(ENOUGH)).toEqual([KEY, base64(`${KEY}:`), base64(KEY)]);
  });

  test('are the key from the environment as well', () => {
    expect(secretsIn({ 'job-id': '305' }, { XPLENTY_API_KEY: KEY })).toContain(KEY);
  });

  test.each(['https_proxy', 'HTTPS_PROXY'])(
    'are the password of the proxy in %s, as written, decoded and sent',
    (name) => {
      const found = secretsIn(ENOUGH, { [name]: 'http://me:p%40ss@proxy.example' });
      expect(found).toEqual(expect.arrayContaining(['p%40ss', 'p@ss', base64('me:p@ss')]));
    },
  );

  test("are a proxy's user name that has no password, for then it is a token", () => {
    const found = secretsIn(ENOUGH, { HTTPS_PROXY: 'http://tok%2Fen@proxy.example' });
    expect(found).toEqual(expect.arrayContaining(['tok%2Fen', 'tok/en', base64('tok/en:')]));
  });

  test('are not the address of a proxy that names nobody', () => {
    expect(secretsIn(ENOUGH, { HTTPS_PROXY: 'http://proxy.example:3128' })).toEqual(secretsIn(ENOUGH));
  });

  test('are found also where an input is wrong, before it is shown', () => {
    expect(secretsIn({ ...ENOUGH, 'job-id': 'x' })).toEqual(secretsIn(ENOUGH));
    expect(problemsIn({ ...ENOUGH, 'job-id': KEY }).join()).toContain('"***"');
  });
});
