import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Outputs } from '../../src/github/outputs.ts';
import { Secrets } from '../../src/github/secrets.ts';
import { JobError } from '../../src/jobs/job-error.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
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

/** A job that was not terminated; with a status where a get had shown it. */
function notTerminated(id: number, status?: string): TrackedJob {
  const tracked = unseenJob(id);
  if (status !== undefined) tracked.update(aJob(id, status), 0);
  failWith(tracked, `job ${id} was not terminated`);
  return tracked;
}

function failWith(tracked: TrackedJob, message: string): void {
  tracked.error = new JobError('a title', message);
}

const FIELDS_OF_ONE = Object.keys(jobFields(305)).filter((name) => !['status', 'runtime_in_seconds'].includes(name));

describe('for one job', () => {
  test('are kept apart by a line that nobody can guess, and another one each time', () => {
    setFor(aTrackedJob(305, 'stopping'));
    setFor(aTrackedJob(305, 'stopped'));
    const delimiters = readFileSync(file, 'utf8').match(/(?<=^status<<)ghadelimiter_[0-9a-f-]{36}$/gm);
    expect(new Set(delimiters).size).toBe(2);
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

test('outside of the runner are printed as commands, for whoever tries the action by hand', () => {
  const { lines, commands } = separate(
    printedBy(() => new Outputs(undefined, secrets).set([aTrackedJob(305, 'stopped\n::error::x')])),
  );
  expect(lines.filter((line) => line !== '')).toEqual([]);
  expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['set-output']));
  expect(commands[0]).toMatchObject({ properties: { name: 'status' }, text: 'stopped\n::error::x' });
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

  test('what has not changed is not written again', () => {
    setFor(aTrackedJob(305));
    const { size } = statSync(file);
    setFor(aTrackedJob(305));
    expect(statSync(file).size).toBe(size);
    setFor(aTrackedJob(305, 'stopping'));
    expect(readFileSync(file, 'utf8').slice(size)).not.toContain('owner_id<<');
  });
});

describe('past 512 kB', () => {
  const LIMIT = 512_000;
  const BRIEF = 'only id, status, runtime_in_seconds and error of each job';
  const IDS = 'only the ID of each job';

  function many(count: number, more: Record<string, unknown> = {}): TrackedJob[] {
    return Array.from({ length: count }, (_, index) => aTrackedJob(1_000_000 + index, 'stopped', more));
  }

  function shortened(jobs: TrackedJob[]): string | undefined {
    return outputs.set(jobs);
  }

  test('the jobs are shortened to what matters most, and it is returned how', () => {
    expect(shortened([...many(1_500), notTerminated(1)])).toBe(BRIEF);
    const { jobs = '' } = read();
    expect(Buffer.byteLength(jobs)).toBeLessThanOrEqual(LIMIT);
    expect(JSON.parse(jobs)).toHaveLength(1_501);
    expect(JSON.parse(jobs)[0]).toEqual({ id: 1_000_000, status: 'stopped', runtime_in_seconds: 40 });
    expect(JSON.parse(jobs)[1_500]).toEqual({ id: 1, error: 'job 1 was not terminated' });
  });

  test('of that too, they are shortened to their IDs', () => {
    expect(shortened(many(10_000))).toBe(IDS);
    const { jobs = '' } = read();
    expect(JSON.parse(jobs)).toEqual(Array.from({ length: 10_000 }, (_, index) => 1_000_000 + index));
  });

  test('is counted in bytes, not in characters', () => {
    // 100 jobs of 2,000 characters would fit; in UTF-8 each of these characters has three bytes.
    expect(shortened(many(100, { errors: '…'.repeat(2_000) }))).toBe(BRIEF);
    expect(new Outputs(file, secrets).set(many(100, { errors: '.'.repeat(2_000) }))).toBeUndefined();
  });

  test('nothing is cut up to there', () => {
    const fitting = aTrackedJob(305, 'stopped', { errors: '' });
    const length = LIMIT - Buffer.byteLength(JSON.stringify([fitting.job?.fields]));
    expect(shortened([aTrackedJob(305, 'stopped', { errors: 'x'.repeat(length) })])).toBeUndefined();
    expect(Buffer.byteLength(read().jobs ?? '')).toBe(LIMIT);
    expect(shortened([aTrackedJob(305, 'stopped', { errors: 'x'.repeat(length + 1) })])).toBe(BRIEF);
  });

  test('it is returned only where it is new', () => {
    const returned = [many(1_500), many(1_501), many(10_000), many(1_500), many(1), many(1_500)].map(shortened);
    expect(returned).toEqual([BRIEF, undefined, IDS, BRIEF, undefined, BRIEF]);
  });
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
