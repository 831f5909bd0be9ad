import { afterEach, describe, expect, test } from '@jest/globals';
import {
  INPUTS,
  type Inputs,
  InvalidInputsError,
  loadInputs,
  loadRunner,
  type Runner,
  readAccountId,
} from '../src/inputs.ts';
import { ACTION_INPUTS, clearInputs, setInputs } from './action-inputs.ts';
import { problemOf } from './parse/problem-of.ts';

const KEY = 'k3y-of-the-input-tests';
const ENOUGH = { 'api-key': KEY, 'account-id': 'xplenation', 'job-id': '305' };

/** Keeps the secrets that are found, in the order in which they are found. */
class FoundSecrets {
  readonly found: string[] = [];

  add(secret: string): void {
    this.found.push(secret);
  }

  mask(text: string): void {
    this.add(text);
  }

  redact(text: string): string {
    return this.found.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
  }
}

afterEach(clearInputs);

/** Loads the inputs as the runner gives them, in an environment that has nothing else to do with this action. */
function load(
  inputs: Record<string, string | undefined>,
  environment: Record<string, string> = {},
  secrets = new FoundSecrets(),
): Inputs {
  setInputs(inputs, environment);
  return loadInputs(secrets);
}

function runner(environment: Record<string, string>): Runner {
  setInputs({}, environment);
  return loadRunner();
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
      ifNoJobsFound: 'ignore',
      warnings: [],
    });
  });

  test('may come from the environment, with what people put around it', () => {
    const environment = { XPLENTY_API_KEY: ` ${KEY}\n`, XPLENTY_ACCOUNT_ID: ' xplenation\n' };
    expect(load({ 'job-id': '305' }, environment)).toEqual(load(ENOUGH));
  });

  test('comes from the input where both are given', () => {
    const environment = { XPLENTY_API_KEY: 'another-key-of-the-input-tests', XPLENTY_ACCOUNT_ID: 'other' };
    expect(load(ENOUGH, environment)).toEqual(load(ENOUGH));
  });

  test('needs no account where every job is given by its URL', () => {
    const address = 'https://api.xplenty.com/acme/api/jobs/305';
    for (const environment of [{}, { XPLENTY_ACCOUNT_ID: 'other' }]) {
      expect(load({ 'api-key': KEY, 'job-id': address }, environment).jobs).toEqual([{ accountId: 'acme', id: 305 }]);
    }
  });

  test('keeps every account that URLs name, and takes the given one for numbers', () => {
    const jobs = '305, https://api.xplenty.com/acme/api/jobs/305 https://api.xplenty.com/other/api/jobs/306';
    expect(load({ 'api-key': KEY, 'job-id': jobs }, { XPLENTY_ACCOUNT_ID: 'xplenation' }).jobs).toEqual([
      { accountId: 'xplenation', id: 305 },
      { accountId: 'acme', id: 305 },
      { accountId: 'other', id: 306 },
    ]);
  });
});

test('a job that is given twice, in whatever form, is taken once', () => {
  const jobs = '305 0305,305.0,306,https://api.xplenty.com/xplenation/api/jobs/305\n306';
  expect(load({ ...ENOUGH, 'job-id': jobs }).jobs).toEqual([
    { accountId: 'xplenation', id: 305 },
    { accountId: 'xplenation', id: 306 },
  ]);
});

test('a fraction of a second is one', () => {
  const given = { 'timeout-seconds': '2.5', 'poll-interval-seconds': '.2', 'request-timeout-seconds': '1e-1' };
  expect(load({ ...ENOUGH, ...given })).toMatchObject({ timeoutMs: 2_500, pollIntervalMs: 200, requestTimeoutMs: 100 });
});

test('a polling interval below 0.1 s is raised to it, with a warning', () => {
  expect(load({ ...ENOUGH, 'poll-interval-seconds': '0.05' })).toMatchObject({
    pollIntervalMs: 100,
    warnings: [expect.stringMatching(/^poll-interval-seconds: it is raised to 0\.1, the minimum\./)],
  });
  expect(load({ ...ENOUGH, 'poll-interval-seconds': '0.1' }).warnings).toEqual([]);
});

test('the files of the runner are read apart, and outside of it there are none', () => {
  const files = { GITHUB_OUTPUT: '/runner/output', GITHUB_STEP_SUMMARY: '/runner/summary' };
  expect(runner(files)).toMatchObject({ outputFile: '/runner/output', summaryFile: '/runner/summary' });
  const none = { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '' };
  expect(runner(none)).toMatchObject({ outputFile: undefined, summaryFile: undefined });
});

describe('the address of docs/', () => {
  const ON_GITHUB = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'octocat/terminate-xplenty-job',
    GITHUB_ACTION_REF: 'v1',
  };

  test("is that of the action's repository, at the ref that runs", () => {
    expect(runner(ON_GITHUB).docsUrl).toBe('https://github.com/octocat/terminate-xplenty-job/blob/v1/docs/');
  });

  test.each([
    ['GITHUB_ACTION_REPOSITORY', ''],
    ['GITHUB_ACTION_REPOSITORY', 'x](https://evil.example) octocat/terminate-xplenty-job'],
    ['GITHUB_ACTION_REF', ''],
    ['GITHUB_ACTION_REF', 'v1) [x](https://evil.example'],
    ['GITHUB_SERVER_URL', 'https://github.example'],
  ])('is not known where %s is "%s"', (name, value) => {
    expect(runner({ ...ON_GITHUB, [name]: value }).docsUrl).toBeUndefined();
  });
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
    expect(problem).toContain('Dependabot');
    expect(problem).toContain('secrets: inherit');
    expect(problem).toContain('environment:');
  });

  test.each([
    ['the key', 'a b', undefined],
    ['the key in XPLENTY_API_KEY', '', 'a b'],
  ])('is a key with a space, and the error says whether it is that of the input: %s', (name, key, variable = '') => {
    expect(problemsIn({ ...ENOUGH, 'api-key': key }, { XPLENTY_API_KEY: variable })).toEqual([
      expect.stringMatching(new RegExp(`^api-key: ${name} has white space`)),
    ]);
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
      expect.stringMatching(/^job-id: give either job-id or what selects jobs .*, not both\.$/),
    ]);
  });

  test.each(['running', 'running,idle', 'stopped'])('is to select by status alone: %s', (statuses) => {
    expect(problemsIn({ ...ENOUGH, 'job-id': '', statuses })).toEqual([
      expect.stringMatching(
        /^statuses: alone it would stop every job of the account\. Give at least one of package-id/,
      ),
    ]);
  });

  test('is to select by status alone, however often the filters say any', () => {
    const any = { 'package-id': 'any', 'cluster-id': ' any\n', variables: 'any', 'running-longer-than-seconds': 'any' };
    expect(wrongOnes({ ...ENOUGH, ...any, 'job-id': '', statuses: 'running' })).toEqual(['statuses']);
    expect(wrongOnes({ ...ENOUGH, ...any, 'job-id': '' })).toEqual(['job-id']);
    expect(wrongOnes({ ...ENOUGH, ...any })).toEqual([]);
    expect(load({ ...ENOUGH, ...any, 'job-id': '', 'package-id': '103' }).selection?.filter).toMatchObject({
      packageId: 103,
      clusterId: undefined,
      variables: new Map(),
      runningLongerThanSeconds: undefined,
    });
  });

  test('is a runtime where no running job is selected, for others have none', () => {
    const given = { ...ENOUGH, 'job-id': '', 'running-longer-than-seconds': '60', statuses: 'idle, queued' };
    expect(problemsIn(given)).toEqual([
      expect.stringMatching(/^running-longer-than-seconds: it can match no job, .* Add running to statuses\.$/),
    ]);
    expect(wrongOnes({ ...given, statuses: 'running' })).toEqual([]);
  });

  test('is not a runtime where the statuses are wrong, for it is not known whether running is among them', () => {
    const given = { ...ENOUGH, 'job-id': '', 'running-longer-than-seconds': '60', statuses: 'stopped' };
    expect(wrongOnes(given)).toEqual(['statuses']);
  });

  test('is to name a job and to narrow it by status', () => {
    expect(new Set(wrongOnes({ ...ENOUGH, statuses: 'running' }))).toEqual(new Set(['job-id', 'statuses']));
  });

  describe('is an account that is missing', () => {
    const address = 'https://api.xplenty.com/acme/api/jobs/305';
    const wrong = 'https://api.xplenty.com/acme/api/clusters/305';
    const wrongWithoutAccount = (jobs: string, environment = {}) =>
      wrongOnes({ 'api-key': KEY, 'job-id': jobs }, environment);

    test('where not every job is given by its URL', () => {
      expect(wrongWithoutAccount(`${address}, 306`)).toEqual(['account-id']);
    });

    test('also where the ID of a job is wrong', () => {
      expect(wrongWithoutAccount('1e3')).toEqual(['job-id', 'account-id']);
    });

    test('but not where a URL is wrong that may name one, unless the variable is wrong, too', () => {
      expect(wrongWithoutAccount(wrong)).toEqual(['job-id']);
      expect(wrongWithoutAccount(wrong, { XPLENTY_ACCOUNT_ID: '..' })).toEqual(['job-id', 'account-id']);
    });

    test('where nothing is known of the jobs', () => {
      expect(problemOf(() => readAccountId('', [], ''))).toMatch(/^no account was given\./);
    });
  });

  test('is an account that is not the one of a URL', () => {
    const address = 'https://api.xplenty.com/acme/api/jobs/305';
    expect(problemsIn({ ...ENOUGH, 'job-id': address })).toEqual([
      expect.stringMatching(/^account-id: "xplenation" is not the account of a URL in job-id, "acme"\./),
    ]);
  });

  test('is a URL of another place than api-url', () => {
    const address = 'http://127.0.0.1:8080/xplenation/api/jobs/305';
    expect(wrongOnes({ ...ENOUGH, 'account-id': '', 'job-id': address })).toEqual(['job-id']);
    expect(wrongOnes({ ...ENOUGH, 'job-id': address, 'api-url': 'http://127.0.0.1:8080' })).toEqual([]);
  });

  test.each(['XPLENTY_ACCOUNT_ID', 'INPUT_ACCOUNT-ID'])('is an account that could change the path, in %s', (name) => {
    expect(wrongOnes({ 'api-key': KEY, 'job-id': '305' }, { [name]: '..' })).toEqual(['account-id']);
  });

  test('is a proxy that is none', () => {
    expect(problemsIn(ENOUGH, { HTTPS_PROXY: 'http://me:100%@proxy.example' })).toEqual([
      expect.stringMatching(/^HTTPS_PROXY: it is set, but not to the URL of a proxy/),
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

describe('an input that decides what is terminated, and arrives empty,', () => {
  test.each(['package-id', 'cluster-id', 'variables', 'running-longer-than-seconds', 'statuses'])(
    'is refused: %s',
    (name) => {
      for (const given of [ENOUGH, { ...ENOUGH, 'job-id': '' }, { ...ENOUGH, 'job-id': '', 'package-id': '103' }]) {
        expect(problemsIn({ ...given, [name]: ' \n' })).toEqual([
          expect.stringMatching(
            new RegExp(
              `^${name}: it arrived empty: its expression has come to nothing\\. Check the names .*"${ACTION_INPUTS[name]?.default}" at its source`,
            ),
          ),
        ]);
      }
    },
  );

  test.each(['dry-run', 'wait-for-stopped'])('is refused where it is a boolean: %s', (name) => {
    expect(problemsIn({ ...ENOUGH, [name]: '' })).toEqual([
      expect.stringContaining(`write \${{ github.event_name == 'workflow_dispatch' && inputs.${name} }}.`),
    ]);
  });

  test('is never answered with what brings the hole back', () => {
    const empty = Object.fromEntries(Object.keys(INPUTS).map((name) => [name, '']));
    expect(problemsIn(empty).join()).not.toContain('||');
  });
});

test.each(['timeout-seconds', 'poll-interval-seconds', 'request-timeout-seconds', 'api-url', 'if-no-jobs-found'])(
  'an input that decides nothing of that, and arrives empty, means its default: %s',
  (name) => {
    expect(load({ ...ENOUGH, [name]: ' ' })).toEqual(load(ENOUGH));
  },
);

test("the inputs that are known, and their defaults, are action.yml's", () => {
  const known = Object.entries(INPUTS).map(([name, input]) => [name, input.default ?? '']);
  const declared = Object.entries(ACTION_INPUTS).map(([name, input]) => [name, input.default]);
  expect(known.sort()).toEqual(declared.sort());
});

describe('an input that is lost', () => {
  test('is reported with what drops it, and nothing else is', () => {
    const lost = { 'package-id': undefined, 'dry-run': undefined };
    expect(problemsIn({ ...ENOUGH, 'job-id': '', 'timeout-seconds': 'x', ...lost })).toEqual([
      expect.stringMatching(
        /^package-id, dry-run: no value has arrived, .* dash, .* hyphen in the name\. Start Node directly/,
      ),
    ]);
  });

  test('is one that has a default: others do not arrive where the runner has nothing to pass', () => {
    expect(
      load(
        { ...ENOUGH, 'api-key': undefined, 'account-id': undefined },
        { XPLENTY_API_KEY: KEY, XPLENTY_ACCOUNT_ID: 'xplenation' },
      ),
    ).toEqual(load(ENOUGH));
  });
});

describe('an input that is not known', () => {
  test('is refused where its name is close to a known one, and nothing else is reported', () => {
    expect(problemsIn({ ...ENOUGH, 'timeout-seconds': 'x' }, { INPUT_DRY_RUN: 'true', INPUT_PACKAGE: '' })).toEqual([
      expect.stringMatching(/^dry_run: this is not an input\. Write dry-run\. Where INPUT_DRY_RUN is/),
      expect.stringMatching(/^package: this is not an input\. Write package-id\./),
    ]);
  });

  test('is refused also where the known one is given', () => {
    expect(wrongOnes({ ...ENOUGH, 'dry-run': 'true' }, { INPUT_DRY_RUN: 'true' })).toEqual(['dry_run']);
  });

  test('is none of our business otherwise', () => {
    const others = {
      INPUT_TOKEN: 'x',
      'INPUT_WHO-TO-GREET': 'x',
      INPUT_: 'x',
      DRY_RUN: 'true',
      MY_INPUT_DRY_RUN: 'true',
    };
    expect(load(ENOUGH, others)).toEqual(load(ENOUGH));
  });
});

describe('the proxy', () => {
  const PROXY = 'http://proxy.example:3128';
  const OTHER = 'http://other.example:3128';
  const proxyOf = (environment: Record<string, string>, inputs = {}) =>
    load({ ...ENOUGH, ...inputs }, environment).proxy;

  test.each(['https_proxy', 'HTTPS_PROXY'])('is that of %s', (name) => {
    expect(proxyOf({ [name]: ` ${PROXY}\n` })).toEqual({ url: new URL(PROXY), credentials: undefined, variable: name });
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

  test.each(['http://me:100%@proxy.example', 'http://me:p#ss@proxy.example', 'socks5://proxy.example'])(
    'is not checked for an address that NO_PROXY names: %s',
    (proxy) => {
      expect(proxyOf({ HTTPS_PROXY: proxy, NO_PROXY: '.xplenty.com' })).toBeUndefined();
      expect(wrongOnes(ENOUGH, { HTTPS_PROXY: proxy })).toEqual(['HTTPS_PROXY']);
    },
  );

  test('is not checked where api-url is wrong, for it is not known whether the proxy is used', () => {
    const given = { ...ENOUGH, 'api-url': 'http://api.xplenty.com' };
    expect(wrongOnes(given, { HTTPS_PROXY: 'socks5://proxy.example' })).toEqual(['api-url']);
  });

  test('is not checked where the variable in small letters is used in its place', () => {
    expect(proxyOf({ HTTPS_PROXY: 'socks5://proxy.example', https_proxy: PROXY })?.url).toEqual(new URL(PROXY));
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
    'are the user name and the password of the proxy in %s, as written, decoded and sent',
    (name) => {
      const found = secretsIn(ENOUGH, { [name]: 'http://m%65:p%40ss@proxy.example' });
      expect(found).toEqual(expect.arrayContaining(['m%65', 'me', 'p%40ss', 'p@ss', base64('me:p@ss')]));
    },
  );

  test('are those of a proxy too that is not used', () => {
    const found = secretsIn(ENOUGH, { HTTPS_PROXY: 'http://me:word@proxy.example', NO_PROXY: '*' });
    expect(found).toEqual(expect.arrayContaining(['me', 'word']));
  });

  test("are a proxy's user name that has no password, for then it is a token", () => {
    const found = secretsIn(ENOUGH, { HTTPS_PROXY: 'http://tok%2Fen@proxy.example' });
    expect(found).toEqual(expect.arrayContaining(['tok%2Fen', 'tok/en', base64('tok/en:')]));
    expect(found).not.toContain('');
  });

  test("are a proxy's password that has no user name, and not the name that is empty", () => {
    const found = secretsIn(ENOUGH, { HTTPS_PROXY: 'http://:w%40rd@proxy.example' });
    expect(found).toEqual(expect.arrayContaining(['w%40rd', 'w@rd', base64(':w@rd')]));
    expect(found).not.toContain('');
  });

  test('are not the address of a proxy that names nobody', () => {
    expect(secretsIn(ENOUGH, { HTTPS_PROXY: 'http://proxy.example:3128' })).toEqual(secretsIn(ENOUGH));
  });

  test('are found also where an input is wrong, before it is shown', () => {
    expect(secretsIn({ ...ENOUGH, 'job-id': 'x' })).toEqual(secretsIn(ENOUGH));
    expect(problemsIn({ ...ENOUGH, 'job-id': KEY }).join()).toContain('"***"');
  });
});
