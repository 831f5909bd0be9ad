import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { Outputs } from '../../src/github/outputs.ts';
import { Secrets } from '../../src/github/secrets.ts';
import { JobError } from '../../src/jobs/job-error.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { aJob, aTrackedJob, jobFields, unseenJob } from '../a-job.ts';
import { printedBy } from '../printed.ts';

let folder: string;
let file: string;
let outputs: Outputs;
let secrets: Secrets;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  file = join(folder, 'output');
  writeFileSync(file, '');
  secrets = new Secrets();
  outputs = new Outputs(file, secrets);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Sets the outputs, and gives back what the runner reads. */
function setFor(...jobs: TrackedJob[]): Record<string, string> {
  outputs.set(jobs);
  return read();
}

function read(): Record<string, string> {
  const { outputs: read, error } = parseOutputsFile(readFileSync(file, 'utf8'));
  expect(error).toBeUndefined();
  return Object.fromEntries(read);
}

/** Outputs, and every text that secrets were taken out of for them. */
function countingRedaction() {
  const texts: string[] = [];
  const redact = (text: string) => {
    texts.push(text);
    return text;
  };
  return { counting: new Outputs(file, Object.assign(new Secrets(), { redact })), texts };
}

/** As the runner counts. */
function bytesAsUtf16(set: Record<string, string>): number {
  return Object.entries(set).reduce((bytes, pair) => bytes + Buffer.byteLength(pair.join(''), 'utf16le'), 0);
}

/** A job that was not terminated; with a status where a get had shown it. */
function notTerminated(id: number, status?: string): TrackedJob {
  const tracked = unseenJob(id);
  if (status !== undefined) tracked.update(aJob(id, status), 0);
  failWith(tracked, `job ${id} was not terminated`);
  return tracked;
}

function failWith(tracked: TrackedJob, message: string): void {
  tracked.error = Object.assign(new JobError(tracked.ref, 'a summary', []), { message });
}

const FIELDS_OF_ONE = Object.keys(jobFields(305)).filter((name) => !['status', 'runtime_in_seconds'].includes(name));

describe('for one job', () => {
  test('are kept apart by another line in each run', () => {
    const delimiters = [outputs, new Outputs(file, secrets)].map((ofOneRun) => {
      writeFileSync(file, '');
      ofOneRun.set([aTrackedJob(305)]);
      return /(?<=^status<<)ghadelimiter_[\d.e-]+$/m.exec(readFileSync(file, 'utf8'))?.[0];
    });
    expect(delimiters).toEqual([expect.anything(), expect.anything()]);
    expect(new Set(delimiters).size).toBe(2);
  });

  test('are kept apart by a line that is in none of them', () => {
    const random = jest.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValueOnce(0.25);
    const errors = 'a\nghadelimiter_0.5\nstatus=stopped';
    try {
      new Outputs(file, secrets).set([aTrackedJob(305, 'running', { errors })]);
    } finally {
      random.mockRestore();
    }
    expect(read()).toMatchObject({ errors, status: 'running' });
    expect(readFileSync(file, 'utf8')).toContain(`status<<ghadelimiter_0.25${EOL}running${EOL}ghadelimiter_0.25${EOL}`);
  });

  test('are the fields of its response, under their own names', () => {
    expect(setFor(aTrackedJob(305, 'stopped'))).toEqual({
      status: 'stopped',
      runtime_in_seconds: '40',
      count: '1',
      id: '305',
      variables: '{"InputPath":"/today"}',
      owner_id: '1',
      progress: '0',
      outputs_count: '0',
      started_at: '2013-03-04T08:10:48Z',
      created_at: '2013-03-04T08:10:42Z',
      updated_at: '2013-03-04T08:11:27Z',
      failed_at: '',
      cluster_id: '176',
      package_id: '103',
      errors: '',
      url: 'https://api.xplenty.com/xplenation/api/jobs/305',
      html_url: '',
      completed_at: '',
      job: JSON.stringify(jobFields(305, 'stopped')),
      jobs: JSON.stringify([jobFields(305, 'stopped')]),
    });
  });

  test('are all that action.yml promises, and nothing else', () => {
    const { outputs: promised } = parse(readFileSync('action.yml', 'utf8')) as { outputs: object };
    expect(Object.keys(setFor(aTrackedJob(305))).sort()).toEqual(Object.keys(promised).sort());
  });

  test.each<[unknown, string]>([
    [null, ''],
    [undefined, ''],
    ['', ''],
    ['a text', 'a text'],
    ['two\nlines\r\n', 'two\nlines\r\n'],
    ['a<<EOF\nb\nEOF\nstatus=forged', 'a<<EOF\nb\nEOF\nstatus=forged'],
    [0, '0'],
    [1.5, '1.5'],
    [false, 'false'],
    [['a', { b: null }], '["a",{"b":null}]'],
    [{}, '{}'],
  ])('have null as nothing, a text as it is and all else as JSON: %j', (errors, text) => {
    expect(setFor(aTrackedJob(305, 'stopped', { errors }))).toMatchObject({ errors: text, status: 'stopped' });
  });

  test('keep fields that nobody knows in `job`', () => {
    const { job } = setFor(aTrackedJob(305, 'stopped', { html_url: 'https://…', __proto: { a: 1 } }));
    expect(JSON.parse(job ?? '')).toMatchObject({ html_url: 'https://…', __proto: { a: 1 } });
  });

  test('are empty, but for the error, where nothing was seen of it', () => {
    const set = setFor(notTerminated(305));
    expect(set).toMatchObject({ status: '', runtime_in_seconds: '', count: '1', job: '' });
    for (const name of FIELDS_OF_ONE) expect(set[name]).toBe('');
    expect(set.jobs).toBe('[{"id":305,"error":"job 305 was not terminated"}]');
  });

  test('show what was last seen of it though it was not terminated', () => {
    const set = setFor(notTerminated(305, 'running'));
    expect(set).toMatchObject({
      status: 'running',
      id: '305',
      jobs: '[{"id":305,"error":"job 305 was not terminated"}]',
    });
  });

  test('have its response and the error where it was terminated and then not seen to stop', () => {
    const tracked = aTrackedJob(305, 'stopping');
    failWith(tracked, 'not within 10 min');
    expect(JSON.parse(setFor(tracked).jobs ?? '')).toEqual([
      { ...jobFields(305, 'stopping'), error: 'not within 10 min' },
    ]);
  });

  test('have its response where it was seen and not called for, as in a dry run', () => {
    const tracked = unseenJob(305);
    tracked.update(aJob(305, 'running'), 0);
    expect(JSON.parse(setFor(tracked).jobs ?? '')).toEqual([jobFields(305, 'running')]);
  });

  test('have its ID where nothing was seen of it and nothing has failed', () => {
    expect(setFor(unseenJob(305)).jobs).toBe('[{"id":305}]');
  });
});

describe('for several jobs', () => {
  test.each([
    [['stopped', 'stopped'], 'stopped'],
    [['stopped', 'failed'], 'mixed'],
    [['stopped', 'stopped', 'stopping'], 'mixed'],
  ])('have the status that all share: %j', (statuses, status) => {
    expect(setFor(...statuses.map((one, index) => aTrackedJob(index + 1, one))).status).toBe(status);
  });

  test('have no shared status where one job was never seen', () => {
    expect(setFor(aTrackedJob(1, 'stopped'), notTerminated(2)).status).toBe('mixed');
  });

  test('have the sum of the runtimes that are numbers', () => {
    const runtimes = [40, '2', 0.5, null, 'soon', undefined];
    const jobs = runtimes.map((runtime_in_seconds, index) => aTrackedJob(index + 1, 'stopped', { runtime_in_seconds }));
    expect(setFor(...jobs, notTerminated(9)).runtime_in_seconds).toBe('42.5');
  });

  test('list every response in the order given or found, and the error of each job that was not stopped', () => {
    const { jobs, count } = setFor(aTrackedJob(3, 'stopped'), notTerminated(1, 'running'), aTrackedJob(2, 'failed'));
    expect(JSON.parse(jobs ?? '')).toEqual([
      jobFields(3, 'stopped'),
      { id: 1, error: 'job 1 was not terminated' },
      jobFields(2, 'failed'),
    ]);
    expect(count).toBe('3');
  });

  test('leave the fields of one job empty', () => {
    const set = setFor(aTrackedJob(1), aTrackedJob(2));
    for (const name of [...FIELDS_OF_ONE, 'job']) expect(set[name]).toBe('');
  });
});

test('for no job are an empty list, zero and nothing', () => {
  expect(setFor()).toMatchObject({ status: '', runtime_in_seconds: '0', count: '0', jobs: '[]', job: '', id: '' });
});

test('outside of the runner are not printed: they may hold secrets', () => {
  const printed = printedBy(() => expect(new Outputs(undefined, secrets).set([aTrackedJob(305)])).toBeUndefined());
  expect(printed).toBe('');
});

describe('html_url', () => {
  const PAGE = 'https://xplenty.com/xplenation/jobs/305';

  test("is the address of the job's page", () => {
    expect(setFor(aTrackedJob(305, 'stopped', { html_url: PAGE })).html_url).toBe(PAGE);
  });

  test('stays when a later response has none', () => {
    const tracked = aTrackedJob(305, 'stopping', { html_url: PAGE });
    tracked.update(aJob(305, 'stopped'), 1);
    expect(setFor(tracked)).toMatchObject({ status: 'stopped', html_url: PAGE });
  });

  test.each([`http${PAGE.slice(5)}`, 'https://example.com/xplenty.com/', 'https://xplenty.com/a b', ['x'], 1])(
    'is empty where it is no address of the service: %j',
    (html_url) => {
      expect(setFor(aTrackedJob(305, 'stopped', { html_url })).html_url).toBe('');
    },
  );

  test('is empty where it holds a secret: what is left leads nowhere', () => {
    printedBy(() => secrets.add('xplenation'));
    expect(setFor(aTrackedJob(305, 'stopped', { html_url: PAGE })).html_url).toBe('');
  });

  test('is empty for several jobs', () => {
    expect(setFor(...[1, 2].map((id) => aTrackedJob(id, 'stopped', { html_url: PAGE }))).html_url).toBe('');
  });
});

// GitHub drops an output that holds a secret, and some keep the account's name as one.
test("the account's name is in none of the plain outputs", () => {
  const { status, id, runtime_in_seconds, count, url, jobs, job } = setFor(aTrackedJob(305, 'stopped'));
  for (const text of [url, jobs, job]) expect(text).toContain('xplenation');
  expect([status, id, runtime_in_seconds, count].join()).not.toContain('xplenation');
});

describe('when they are set again', () => {
  test('the later value wins', () => {
    setFor(aTrackedJob(305, 'pending_stoppage'));
    expect(setFor(aTrackedJob(305, 'stopped', { completed_at: '2013-03-04T08:12:00Z' }))).toMatchObject({
      status: 'stopped',
      completed_at: '2013-03-04T08:12:00Z',
    });
  });

  test('a value can become empty again', () => {
    setFor(aTrackedJob(305, 'stopping', { errors: 'a passing one' }));
    expect(setFor(aTrackedJob(305, 'stopped', { errors: null })).errors).toBe('');
  });

  test('an error, and a call that was accepted, show though no response is new', () => {
    const [failed, accepted] = [aTrackedJob(305, 'running'), notTerminated(306, 'running')];
    accepted.call = 'sent';
    const jobs = () => JSON.parse(setFor(failed, accepted).jobs ?? '');
    expect(jobs()).toEqual([
      expect.not.objectContaining({ error: 'cancelled' }),
      expect.not.objectContaining({ status: 'running' }),
    ]);
    failWith(failed, 'cancelled');
    expect(jobs()).toMatchObject([{ error: 'cancelled' }, { id: 306 }]);
    accepted.call = 'accepted';
    expect(jobs()).toMatchObject([{ error: 'cancelled' }, { id: 306, status: 'running' }]);
  });

  test('they are made anew only where a job has changed', () => {
    const { counting, texts } = countingRedaction();
    const tracked = aTrackedJob(305, 'running');
    counting.set([tracked]);
    const first = texts.length;
    counting.set([tracked]);
    expect(texts).toHaveLength(first);
    tracked.update(aJob(305, 'stopped'), 1);
    counting.set([tracked]);
    expect(texts).toHaveLength(2 * first);
  });

  test('secrets are looked for in texts as they are: in JSON, a quote would look like an encoded secret', () => {
    const { counting, texts } = countingRedaction();
    counting.set([aTrackedJob(305, 'running', { variables: { note: 'say "yes"' } })]);
    expect(texts).toContain('say "yes"');
    expect(texts.filter((text) => text.includes('\\'))).toEqual([]);
  });

  test('they take the place of those before, behind what stood in the file already', () => {
    writeFileSync(file, 'earlier=1\n');
    setFor(aTrackedJob(305, 'pending_stoppage'));
    const first = readFileSync(file, 'utf8');
    setFor(aTrackedJob(305, 'stopping'));
    expect(readFileSync(file, 'utf8')).toBe(first.replaceAll('pending_stoppage', 'stopping'));
    expect(setFor().earlier).toBe('1');
  });
});

describe('past 120,000 bytes', () => {
  const LIMIT = 120_000;
  const BRIEF = 'jobs has only id, status, runtime_in_seconds and error';
  const IDS = 'jobs has only the ID';

  function many(count: number, more: Record<string, unknown> = {}): TrackedJob[] {
    return Array.from({ length: count }, (_, index) => aTrackedJob(1_000_000 + index, 'stopped', more));
  }

  function shortened(jobs: TrackedJob[]): string | undefined {
    return outputs.set(jobs);
  }

  test('`jobs` is shortened to what matters most, and it is returned how', () => {
    expect(shortened([...many(500), notTerminated(1)])).toBe(BRIEF);
    const { jobs = '' } = read();
    expect(JSON.parse(jobs)).toHaveLength(501);
    expect(JSON.parse(jobs)[0]).toEqual({ id: 1_000_000, status: 'stopped', runtime_in_seconds: 40 });
    expect(JSON.parse(jobs)[500]).toEqual({ id: 1, error: 'job 1 was not terminated' });
  });

  test('no more of the responses is written out than fits', () => {
    const { counting, texts } = countingRedaction();
    const errors = 'e'.repeat(LIMIT / 10);
    counting.set(Array.from({ length: 100 }, (_, index) => aTrackedJob(index + 1, 'failed', { errors })));
    expect(texts.filter((text) => text === errors)).toHaveLength(10);
  });

  test('of that too, it is shortened to the IDs', () => {
    expect(shortened(many(10_000))).toBe(IDS);
    expect(JSON.parse(read().jobs ?? '')).toEqual(many(10_000).map(({ ref }) => ref.id));
  });

  test('of that too, it is empty', () => {
    expect(shortened(many(20_000))).toBe('jobs is empty');
    expect(read()).toMatchObject({ jobs: '', count: '20000', status: 'stopped' });
  });

  test('`job` is shortened likewise', () => {
    const large = { extra: 'x'.repeat(LIMIT) };
    shortened([aTrackedJob(305, 'stopped', large)]);
    expect(read()).toMatchObject({ job: '{"id":305,"status":"stopped","runtime_in_seconds":40}', package_id: '103' });
    shortened([aTrackedJob(305, 'stopped', { ...large, runtime_in_seconds: large.extra })]);
    expect(read()).toMatchObject({ job: '305', jobs: '[305]', status: 'stopped' });
  });

  test.each(['variables', 'errors', 'url', 'completed_at'])('`%s` is empty', (name) => {
    expect(shortened([aTrackedJob(305, 'stopped', { [name]: 'x'.repeat(LIMIT) })])).not.toContain(`${name} is empty`);
    expect(shortened([aTrackedJob(305, 'stopped', { [name]: 'x'.repeat(LIMIT + 1) })])).toContain(`${name} is empty`);
    expect(read()).toMatchObject({ [name]: '', status: 'stopped' });
  });

  test('is counted in bytes, not in characters', () => {
    // 20 jobs of 3,000 characters would fit; in UTF-8 each of these characters has three bytes.
    expect(shortened(many(20, { errors: '…'.repeat(3_000) }))).toBe(BRIEF);
    expect(new Outputs(file, secrets).set(many(20, { errors: '.'.repeat(3_000) }))).toBeUndefined();
  });

  test('nothing is cut up to there', () => {
    const fitting = aTrackedJob(305, 'stopped', { errors: '' });
    const length = LIMIT - Buffer.byteLength(JSON.stringify([fitting.job?.fields]));
    expect(shortened([aTrackedJob(305, 'stopped', { errors: 'x'.repeat(length) })])).toBeUndefined();
    expect(Buffer.byteLength(read().jobs ?? '')).toBe(LIMIT);
    expect(shortened([aTrackedJob(305, 'stopped', { errors: 'x'.repeat(length + 1) })])).toBe(BRIEF);
  });

  test('it is returned only where it is new', () => {
    const returned = [many(500), many(501), many(10_000), many(500), many(1), many(500)].map(shortened);
    expect(returned).toEqual([BRIEF, undefined, IDS, BRIEF, undefined, BRIEF]);
  });
});

test('together they stay under 1 MB as UTF-16: what matters less is empty', () => {
  const long = 'x'.repeat(120_000);
  const others = { errors: long.slice(0, 30_000), url: long.slice(0, 15_000) };
  const more = { started_at: long, created_at: long, updated_at: long, failed_at: long, ...others };
  const set = setFor(aTrackedJob(305, 'stopped', more));
  expect(bytesAsUtf16(set)).toBeLessThan(1_000_000);
  expect(set).toMatchObject({ status: 'stopped', started_at: long, failed_at: long, errors: '', url: others.url });
  expect(JSON.parse(set.jobs ?? '')).toEqual([{ id: 305, status: 'stopped', runtime_in_seconds: 40 }]);
});

describe('a file that cannot be written', () => {
  test('is an error, and what could not be written is written when it can be', () => {
    rmSync(file);
    expect(() => setFor(aTrackedJob(305, 'stopping'))).toThrow(/ENOENT/);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '');
    expect(setFor(aTrackedJob(305, 'stopping'))).toMatchObject({ status: 'stopping', id: '305', count: '1' });
  });

  test('is an error also where a folder stands in its place', () => {
    expect(() => new Outputs(folder, secrets).set([aTrackedJob(305)])).toThrow();
  });
});

test('a field that is nested too deep to be written keeps no other output from being written', () => {
  const variables = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  const set = setFor(aTrackedJob(305, 'stopped', { variables }));
  expect(set).toMatchObject({ status: 'stopped', id: '305', owner_id: '1', completed_at: '', variables: '' });
  expect(JSON.parse(set.jobs ?? '')).toMatchObject([{ id: 305, status: 'stopped' }]);
});

describe('secrets', () => {
  const SECRET = 'outputs-"test\\secret';
  beforeEach(() => void printedBy(() => secrets.add(SECRET)));

  test('are in none of them, and JSON stays JSON', () => {
    const more = {
      errors: `the key ${SECRET} is odd`,
      variables: { plain: SECRET, list: [`a${SECRET}b`], [SECRET]: 1 },
      [SECRET]: SECRET,
    };
    const set = setFor(aTrackedJob(305, `weird ${SECRET}`, more));
    expect(readFileSync(file, 'utf8')).not.toContain('test\\secret');
    expect(readFileSync(file, 'utf8')).not.toContain('test\\\\secret');
    expect(set.status).toBe('weird ***');
    expect(set.errors).toBe('the key *** is odd');
    expect(JSON.parse(set.variables ?? '')).toEqual({ plain: '***', list: ['a***b'], '***': 1 });
    expect(JSON.parse(set.job ?? '')).toMatchObject({ errors: 'the key *** is odd', '***': '***' });
    expect(JSON.parse(set.jobs ?? '')).toMatchObject([{ status: 'weird ***' }]);
  });

  test('are in no error', () => {
    const tracked = notTerminated(305);
    failWith(tracked, `refused ${SECRET}`);
    expect(setFor(tracked).jobs).toBe('[{"id":305,"error":"refused ***"}]');
  });
});
