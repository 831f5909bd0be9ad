import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../tools/runner/run-step.ts';
import { type JobSeed, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { everythingShown, runOn } from './step.ts';

// Nothing is terminated that was not asked for, in whole runs: each input that cannot be meant fails the step before its
// first request.
const API_KEY = 'V4eyfgNqYcSasXGhzNxS';
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ apiKey: API_KEY });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.forgetRequests());

type Inputs = Record<string, string>;

/** Runs a step that must be refused. Its errors come without the address of the page about them. */
async function refused(inputs: Inputs, env: Inputs = {}): Promise<StepResult> {
  const step = await runOn(simulator, inputs, { env });
  expect(simulator.requests).toEqual([]);
  expect(step).toMatchObject({ exitCode: 1, outputFileText: '' });
  return { ...step, errors: step.errors.map((error) => error.replace(/ Help: \S+#invalid-input$/, '')) };
}

/** Adds jobs, runs a step, and gives back which of the jobs it has terminated, by their index. */
async function terminated(inputs: Inputs, ...seeds: JobSeed[]): Promise<number[]> {
  const ids = seeds.map((seed) => simulator.addJob({ status: 'running', ...seed }).id);
  const step = await runOn(simulator, inputs);
  expect(step).toMatchObject({ exitCode: 0, errors: [] });
  const requested = simulator.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  return ids.flatMap((id, index) => (requested.includes(`/xplenation/api/jobs/${id}`) ? [index] : []));
}

describe('1. an input whose name is close to a known one is refused, with both names', () => {
  test.each<[string, string, Inputs]>([
    ['dry_run', 'dry-run', { 'job-id': '305', dry_run: 'true' }],
    ['package_id', 'package-id', { 'cluster-id': '176', package_id: '103' }],
    ['wait_for_stopped', 'wait-for-stopped', { 'job-id': '305', wait_for_stopped: 'true' }],
    ['dryrun', 'dry-run', { 'job-id': '305', dryRun: 'true' }],
    ['package', 'package-id', { 'cluster-id': '176', package: '103' }],
    ['cluster', 'cluster-id', { 'package-id': '103', cluster: '176' }],
    ['account', 'account-id', { 'job-id': '305', account: 'acme' }],
    ['wait', 'wait-for-stopped', { 'job-id': '305', wait: 'true' }],
    ['timeout', 'timeout-seconds', { 'job-id': '305', timeout: '5' }],
    ['variable', 'variables', { 'package-id': '103', variable: 'stage=test' }],
    ['status', 'statuses', { 'package-id': '103', status: 'idle' }],
    ['job-ids', 'job-id', { 'job-id': '305', 'job-ids': '306' }],
    ['pakcage-id', 'package-id', { 'cluster-id': '176', 'pakcage-id': '103' }],
    ['dry_run', 'dry-run', { 'job-id': '305', dry_run: '' }],
  ])('%s for %s: %j', async (name, known, inputs) => {
    const { errors } = await refused(inputs);
    expect(errors).toEqual([expect.stringMatching(`^${name}: this is not an input\\. Write ${known}\\.`)]);
  });

  test('others are none of its business', async () => {
    const others = { token: 'x', 'who-to-greet': 'x', path: 'x' };
    expect(await terminated({ ...others, 'package-id': '1001' }, { package_id: 1001 }, {})).toEqual([0]);
  });
});

describe('2. an expression that came to nothing', () => {
  const FILTERS = ['package-id', 'cluster-id', 'variables', 'running-longer-than-seconds', 'statuses'];

  test.each([...FILTERS, 'dry-run', 'wait-for-stopped'])('is refused in %s', async (name) => {
    for (const inputs of [{ 'job-id': '305' }, { 'package-id': '1002', 'cluster-id': '1002' }]) {
      const { errors } = await refused({ ...inputs, [name]: '' });
      expect(errors).toEqual([expect.stringMatching(`^${name}: it arrived empty`)]);
      expect(errors[0]).not.toContain('||');
    }
  });

  test('is answered, for a boolean, with an expression that is false on a schedule and empty for a misspelt name', async () => {
    const { errors } = await refused({ 'job-id': '305', 'dry-run': '' });
    expect(errors[0]).toContain(`write $\{{ github.event_name == 'workflow_dispatch' && inputs.dry-run }}.`);
  });

  test.each(['idle, pending, queued, running', 'running', 'idle'])(
    'any alone is refused, whatever statuses says: %s',
    async (statuses) => {
      const any = { 'package-id': 'any', 'cluster-id': 'any', variables: 'any', 'running-longer-than-seconds': 'any' };
      const { errors } = await refused({ ...any, statuses });
      expect(errors).toEqual([expect.stringMatching(/^(job-id|statuses): /)]);
    },
  );

  test('any beside another filter, or beside job-id, counts as not given', async () => {
    expect(await terminated({ 'package-id': '1003', 'cluster-id': 'any' }, { package_id: 1003 }, {})).toEqual([0]);
    const { id } = simulator.addJob({ status: 'running' });
    expect(await runOn(simulator, { 'job-id': String(id), 'package-id': 'any', variables: 'any' })).toMatchObject({
      exitCode: 0,
    });
  });
});

describe('3. inputs that do not arrive', () => {
  const DIST = resolve('dist/index.js');
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wrappers-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function wrapped(script: string): Promise<StepResult> {
    const main = join(folder, 'wrapper.mjs');
    writeFileSync(main, script);
    const inputs = { variables: 'stage=test', 'package-id': '1004', 'dry-run': 'true' };
    simulator.addJob({ status: 'running', variables: { stage: 'test' } });
    const env = { XPLENTY_API_KEY: API_KEY, XPLENTY_ACCOUNT_ID: 'xplenation' };
    const step = await runOn(simulator, inputs, { main, env });
    expect(simulator.requests).toEqual([]);
    expect(step.exitCode).toBe(1);
    return step;
  }

  test('are refused, with what drops them', async () => {
    const { errors } = await wrapped(`
      for (const name of Object.keys(process.env)) if (name.includes('-')) delete process.env[name];
      await import(${JSON.stringify(DIST)});
    `);
    expect(errors).toEqual([
      expect.stringMatching(
        /^package-id, cluster-id, .*dry-run, .*: no value has arrived, .* dash, .* hyphen in the name/,
      ),
    ]);
  });

  const withDash = spawnSync('dash', ['-c', 'exit']).status === 0 ? test : test.skip;
  withDash('are refused behind dash itself', async () => {
    const { errors } = await wrapped(`
      import { spawnSync } from 'node:child_process';
      const command = ['-c', 'exec "$0" "$1"', process.execPath, ${JSON.stringify(DIST)}];
      process.exitCode = spawnSync('dash', command, { stdio: 'inherit' }).status;
    `);
    expect(errors).toEqual([expect.stringMatching(/^package-id, .*: no value has arrived/)]);
  });
});

describe('4. only spaces, tabs, line ends and commas separate', () => {
  test.each<[string, string, string]>([
    ['job-id', '12\u202f345', 'U+202F (narrow no-break space)'],
    ['job-id', '305\u00a0', 'U+00A0 (no-break space)'],
    ['job-id', '305\u200b', 'U+200B (zero-width space)'],
    ['account-id', 'xplenation\ufeff', 'U+FEFF (byte order mark)'],
    ['statuses', 'idle\u00a0running', 'U+00A0 (no-break space)'],
    ['package-id', '10\u202f4', 'U+202F (narrow no-break space)'],
    ['timeout-seconds', '\u20096', 'U+2009 (thin space)'],
    ['variables', 'sta\u00adge=test', 'U+00AD (soft hyphen)'],
  ])('%s: %j', async (name, value, character) => {
    const others = name === 'statuses' ? { 'package-id': '103' } : { 'job-id': '305' };
    const alone = name === 'package-id' || name === 'variables';
    const { errors } = await refused({ ...(alone ? {} : others), [name]: value });
    expect(errors).toEqual([expect.stringContaining(`the invisible character ${character}`)]);
    expect(errors[0]).toMatch(`${name}: `);
  });

  test('a value of variables keeps them', async () => {
    const title = 'Größe\u00a0😀\u200d🔥';
    const inputs = { variables: `title=${title}` };
    expect(await terminated(inputs, { variables: { title: `'${title}'` } }, { variables: { title: 'Größe' } })).toEqual(
      [0],
    );
  });
});

describe('5. several variables on one line', () => {
  test.each([
    'stage=test owner=jo',
    'stage=test, owner=jo',
    'stage=test\\nowner=jo',
    'stage=test%0Aowner=jo',
    'stage="test" owner="jo"',
  ])('are refused, with both ways out: %s', async (variables) => {
    const { errors } = await refused({ variables });
    expect(errors).toEqual([
      expect.stringMatching(/^variables: line 1 seems to hold several variables\..*"variables: \|".*name="value"/),
    ]);
    expect(errors[0]).not.toMatch(/test|jo$/);
  });

  test.each(['https://h/x?a=1&b=2', '/data/dt=2024-01-01/hr=05', 'YWJjZA=='])(
    'are not what one value is: %s',
    async (value) => {
      expect(await terminated({ variables: `path=${value}` }, { variables: { path: `'${value}'` } }, {})).toEqual([0]);
    },
  );

  test('in quotes are one value', async () => {
    const seeds = [{ variables: { note: "'a=1, b=2'" } }, { variables: { note: "'a=1'" } }];
    expect(await terminated({ variables: 'note="a=1, b=2"' }, ...seeds)).toEqual([0]);
  });
});

describe('6. comments and quotes', () => {
  test('a line that begins with # is a comment, and a # inside of a value is not', async () => {
    const seeds = [{ variables: { pr: "'octo/x#7'", stage: 'six' } }, { variables: { pr: "'octo/x'", stage: 'six' } }];
    expect(await terminated({ variables: '# Mine.\npr=octo/x#7\n  # owner=jo\nstage=six' }, ...seeds)).toEqual([0]);
  });

  test.each(['# stage=test', '#\n# a=1'])('variables of nothing but comments are refused: %j', async (variables) => {
    for (const more of [{}, { 'package-id': '103' }]) {
      const { errors } = await refused({ ...more, variables });
      expect(errors).toEqual([expect.stringMatching(/^variables: there is no variable in it, only comments/)]);
    }
  });

  test('job-id has no comments', async () => {
    const { errors } = await refused({ 'job-id': '305\n#306' });
    expect(errors).toEqual(['job-id: "#306" looks like a comment. Only variables may have comments.']);
  });

  test.each(['word', '"word"', "'word'"])(
    'a value matches as it is written, or without its quotes: %s',
    async (value) => {
      const other = { variables: { six: "'sword'" } };
      const seeds = [{ variables: { six: "'word'" } }, { variables: { six: 'word' } }, other];
      expect(await terminated({ variables: `six=${value}` }, ...seeds)).toEqual([0, 1]);
    },
  );
});

describe('7. what scripts and forms put in place of a value', () => {
  const NOT_SET = ['undefined', 'null', 'None', 'NaN', '[object Object]'];
  const NOT_EXPANDED = ['$JOB_ID', `$\{JOB_ID}`];

  test.each(['job-id', 'account-id'])('is refused as what it is, in %s', async (name) => {
    for (const text of [...NOT_SET, ...NOT_EXPANDED]) {
      const { errors } = await refused({ 'job-id': '305', [name]: text });
      const is = NOT_SET.includes(text) ? 'stands for a value that was not set' : 'is a variable that was not expanded';
      expect(errors).toEqual([expect.stringContaining(`${name}: "${text}" ${is}.`)]);
    }
  });

  test('305.0 is 305', async () => {
    const { id } = simulator.addJob({ status: 'running' });
    const step = await runOn(simulator, { 'job-id': `${id}.0` });
    expect(step.outputs).toMatchObject({ id: String(id), status: 'pending_stoppage' });
  });

  test('quotes around numbers are shown once, and the advice is given once', async () => {
    const { errors } = await refused({ 'job-id': '"305", "306"' });
    expect(errors).toEqual(['job-id: "305", "306" stand in quotes. Remove the quotes.']);
  });
});

describe('8. numbers past 2^53', () => {
  test.each(['job-id', 'package-id', 'cluster-id'])('are refused in %s', async (name) => {
    const { errors } = await refused({ [name]: '9007199254740993' });
    expect(errors).toEqual([expect.stringMatching(new RegExp(`^${name}: "9007199254740993" is past 2\\^53`))]);
  });

  test('match a text, and never a number', async () => {
    const seeds = [{ variables: { big: "'9007199254740993'" } }, { variables: { big: 9007199254740992 } }];
    expect(await terminated({ variables: 'big=9007199254740993' }, ...seeds)).toEqual([0]);
    expect(await terminated({ variables: 'big=9007199254740992' }, ...seeds)).toEqual([]);
  });

  test('1.0 matches the number 1, not the text', async () => {
    const seeds = [{ variables: { eight: 1 } }, { variables: { eight: "'1'" } }, { variables: { eight: '1' } }];
    expect(await terminated({ variables: 'eight=1.0' }, ...seeds)).toEqual([0]);
  });

  test('statuses of nothing but separators are a mistake', async () => {
    const { errors } = await refused({ 'package-id': '103', statuses: ',' });
    expect(errors).toEqual([expect.stringMatching(/^statuses: "," is not an active status/)]);
  });
});

test('9. a runtime is refused where statuses lacks running', async () => {
  const { errors } = await refused({ 'running-longer-than-seconds': '60', statuses: 'idle, queued' });
  expect(errors).toEqual([expect.stringMatching(/^running-longer-than-seconds: it can match no job/)]);
});

test.each(['caf\u00e9=th\u00e9', 'cafe\u0301=the\u0301'])(
  '10. names and values are compared in NFC: %j',
  async (variables) => {
    const seeds = [
      { variables: { 'cafe\u0301': "'the\u0301'" } },
      { variables: { caf\u00e9: "'th\u00e9'" } },
      { variables: { cafe: "'the'" } },
    ];
    expect(await terminated({ variables }, ...seeds)).toEqual([0, 1]);
  },
);

describe('11. a key that cannot be one', () => {
  test.each([
    ['V4ey fgNq', 'has white space at character 5'],
    ['V4ey\u200bfgNq', 'has an invisible character at character 5'],
    ['V4eyfgNé', 'has a non-ASCII character at character 8'],
    ['"V4eyfgNq"', 'has quotes around it'],
    ['V4eyfgNq:', 'ends with a colon'],
    ['Basic V4eyfgNq', 'begins with "Basic"'],
    ['Bearer V4eyfgNq', 'begins with "Bearer"'],
  ])('is refused with what is wrong and where, never the characters: %j', async (key, problem) => {
    const input = await refused({ 'job-id': '305', 'api-key': key });
    expect(input.errors).toEqual([expect.stringMatching(`^api-key: the key ${problem}`)]);
    const variable = await refused({ 'job-id': '305', 'api-key': '' }, { XPLENTY_API_KEY: key });
    expect(variable.errors).toEqual([expect.stringMatching(`^api-key: the key in XPLENTY_API_KEY ${problem}`)]);
    for (const step of [input, variable]) expect(everythingShown(step)).not.toMatch(/V4ey|fgN/);
  });

  test('that does not arrive: forks, Dependabot, reusable workflows and environments are named', async () => {
    const { errors } = await refused({ 'job-id': '305', 'api-key': '' });
    for (const cause of ['forks', 'Dependabot', 'secrets: inherit', 'environment:']) expect(errors[0]).toContain(cause);
  });
});

describe('12. api-url without a scheme', () => {
  test.each([
    ['api.xplenty.com', 'https://api.xplenty.com'],
    ['api.xplenty.com:8443', 'https://api.xplenty.com:8443'],
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('is refused, with the one to write: %s', async (text, url) => {
    const { errors } = await refused({ 'job-id': '305', 'api-url': text });
    expect(errors).toEqual([`api-url: "${text}" has no scheme. Write "${url}".`]);
  });
});

describe('the URL of a page in the browser', () => {
  test('is refused where api-url is not the default, and account-id is not one more problem', async () => {
    const { errors } = await refused({ 'job-id': 'https://xplenty.com/acme/jobs/305', 'account-id': '' });
    expect(errors).toEqual([
      expect.stringMatching(/^job-id: "https:\/\/xplenty\.com\/acme\/jobs\/305" is not on http:/),
    ]);
  });

  test('never makes an ID of what follows a comma', async () => {
    const { errors } = await refused({ 'job-id': 'https://xplenty.com/acme/jobs/305?tabs=1,306', 'api-url': '' });
    expect(errors).toEqual([expect.stringMatching(/^job-id: ".*" may be one URL or several/)]);
  });
});

describe('a proxy', () => {
  const ELSEWHERE = { 'job-id': '305', 'api-url': 'https://api.xplenty.example' };

  test('with a raw character in its password is refused, with what to write, and not shown', async () => {
    const step = await refused(ELSEWHERE, { HTTPS_PROXY: 'http://me:hid#den@proxy.example:3128' });
    expect(step.errors).toEqual([
      'HTTPS_PROXY: its user name or password holds a "#" as it is. Write %23 in its place.',
    ]);
    expect(everythingShown(step)).not.toMatch(/hid|den@/);
  });

  test('that the URL does not use never blocks a step', async () => {
    const { id } = simulator.addJob({ status: 'running' });
    const env = { HTTPS_PROXY: 'http://me:hid#den@proxy.example:3128', NO_PROXY: '127.0.0.1' };
    expect(await runOn(simulator, { 'job-id': String(id) }, { env })).toMatchObject({ exitCode: 0 });
  });
});
