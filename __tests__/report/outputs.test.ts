import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { Outputs } from '../../src/report/outputs.ts';
import { mask } from '../../src/report/secrets.ts';
import { Target } from '../../src/target.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { aJob, aTarget, jobFields } from '../a-job.ts';
import { printedBy } from '../printed.ts';

let folder: string;
let file: string;
let outputs: Outputs;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  file = join(folder, 'output');
  writeFileSync(file, '');
  outputs = new Outputs(file);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Sets the outputs, and gives back what the runner reads. */
function setFor(...targets: Target[]): Record<string, string> {
  outputs.set(targets);
  return read();
}

function read(): Record<string, string> {
  const { outputs: read, error } = parseOutputsFile(readFileSync(file, 'utf8'));
  expect(error).toBeUndefined();
  return Object.fromEntries(read);
}

/** A job whose termination failed; with a state where a look had shown it. */
function notTerminated(id: number, status?: string): Target {
  const target = new Target({ accountId: 'xplenation', id });
  if (status !== undefined) target.see(aJob(id, status), 0);
  failWith(target, `job ${id} was not terminated`);
  return target;
}

function failWith(target: Target, reason: string): void {
  target.fail(new Error('a cause'), reason);
}

const FIELDS_OF_ONE = Object.keys(jobFields(305)).filter((name) => !['status', 'runtime_in_seconds'].includes(name));

describe('for one job', () => {
  test('are kept apart by a line that is in none of them', () => {
    const chances = [0.25, 0.5, 0.75];
    const chance = jest.spyOn(Math, 'random').mockImplementation(() => chances.shift() ?? 1);
    try {
      const errors = 'x\nghadelimiter_0.25\nstatus=stopped\nghadelimiter_0.5';
      expect(setFor(new Target({ accountId: 'a', id: 305 }))).toMatchObject({ status: '' });
      chances.unshift(0.25, 0.5);
      const target = aTarget(305, 'running');
      target.see({ ...aJob(305, 'running'), fields: { ...jobFields(305, 'running'), errors } }, 0);
      expect(setFor(target)).toMatchObject({ status: 'running', errors });
      expect(readFileSync(file, 'utf8')).toContain('status<<ghadelimiter_0.75');
    } finally {
      chance.mockRestore();
    }
  });

  test('are the fields of its answer, under their own names', () => {
    expect(setFor(aTarget(305, 'stopped'))).toEqual({
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
    expect(Object.keys(setFor(aTarget(305))).sort()).toEqual(Object.keys(promised).sort());
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
    expect(setFor(aTarget(305, 'stopped', { errors }))).toMatchObject({ errors: text, status: 'stopped' });
  });

  test('keep fields that nobody knows in `job`', () => {
    const { job } = setFor(aTarget(305, 'stopped', { html_url: 'https://…', __proto: { a: 1 } }));
    expect(JSON.parse(job ?? '')).toMatchObject({ html_url: 'https://…', __proto: { a: 1 } });
  });

  test('are empty, but for the error, where nothing was seen of it', () => {
    const set = setFor(notTerminated(305));
    expect(set).toMatchObject({ status: '', runtime_in_seconds: '', count: '1', job: '' });
    for (const name of FIELDS_OF_ONE) expect(set[name]).toBe('');
    expect(set.jobs).toBe('[{"id":305,"error":"job 305 was not terminated"}]');
  });

  test('tell what was last seen of it though it was not terminated', () => {
    const set = setFor(notTerminated(305, 'running'));
    expect(set).toMatchObject({
      status: 'running',
      id: '305',
      jobs: '[{"id":305,"error":"job 305 was not terminated"}]',
    });
  });

  test('have its answer and the error where it was terminated and then not seen to stop', () => {
    const target = aTarget(305, 'stopping');
    failWith(target, 'not within 10 min');
    expect(JSON.parse(setFor(target).jobs ?? '')).toEqual([
      { ...jobFields(305, 'stopping'), error: 'not within 10 min' },
    ]);
  });

  test('have its number where nothing was seen of it and nothing has failed', () => {
    expect(setFor(new Target({ accountId: 'xplenation', id: 305 })).jobs).toBe('[{"id":305}]');
  });
});

describe('for several jobs', () => {
  test.each([
    [['stopped', 'stopped'], 'stopped'],
    [['stopped', 'failed'], 'mixed'],
    [['stopped', 'stopped', 'stopping'], 'mixed'],
  ])('tell the state that all share: %j', (states, status) => {
    expect(setFor(...states.map((state, index) => aTarget(index + 1, state))).status).toBe(status);
  });

  test('tell no shared state where one job was never seen', () => {
    expect(setFor(aTarget(1, 'stopped'), notTerminated(2)).status).toBe('mixed');
  });

  test('tell the sum of the runtimes that are numbers', () => {
    const runtimes = [40, '2', 0.5, null, 'soon', undefined];
    const targets = runtimes.map((runtime_in_seconds, index) => aTarget(index + 1, 'stopped', { runtime_in_seconds }));
    expect(setFor(...targets, notTerminated(9)).runtime_in_seconds).toBe('42.5');
  });

  test('list every answer in the order given or found, and the reason for each failure', () => {
    const { jobs, count } = setFor(aTarget(3, 'stopped'), notTerminated(1, 'running'), aTarget(2, 'failed'));
    expect(JSON.parse(jobs ?? '')).toEqual([
      jobFields(3, 'stopped'),
      { id: 1, error: 'job 1 was not terminated' },
      jobFields(2, 'failed'),
    ]);
    expect(count).toBe('3');
  });

  test('leave the fields of one job empty', () => {
    const set = setFor(aTarget(1), aTarget(2));
    for (const name of [...FIELDS_OF_ONE, 'job']) expect(set[name]).toBe('');
  });
});

test('for no job are an empty list, nought and nothing', () => {
  expect(setFor()).toMatchObject({ status: '', runtime_in_seconds: '0', count: '0', jobs: '[]', job: '', id: '' });
});

test('outside of the runner are printed as commands, for whoever tries the action by hand', () => {
  const { lines, commands } = separate(
    printedBy(() => new Outputs(undefined).set([aTarget(305, 'stopped\n::error::x')])),
  );
  expect(lines.filter((line) => line !== '')).toEqual([]);
  expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['set-output']));
  expect(commands[0]).toMatchObject({ properties: { name: 'status' }, text: 'stopped\n::error::x' });
});

describe('when they are set again', () => {
  test('the later value wins', () => {
    setFor(aTarget(305, 'pending_stoppage'));
    expect(setFor(aTarget(305, 'stopped', { completed_at: '2013-03-04T08:12:00Z' }))).toMatchObject({
      status: 'stopped',
      completed_at: '2013-03-04T08:12:00Z',
    });
  });

  test('a value can become empty again', () => {
    setFor(aTarget(305, 'stopping', { errors: 'a passing one' }));
    expect(setFor(aTarget(305, 'stopped', { errors: null })).errors).toBe('');
  });

  test('what has not changed is not written again', () => {
    setFor(aTarget(305));
    const { size } = statSync(file);
    setFor(aTarget(305));
    expect(statSync(file).size).toBe(size);
    setFor(aTarget(305, 'stopping'));
    expect(readFileSync(file, 'utf8').slice(size)).not.toContain('owner_id<<');
  });
});

describe('past 512 kB', () => {
  const LIMIT = 512_000;
  const BRIEF = 'only id, status, runtime_in_seconds and error of each job';
  const IDS = 'only the ID of each job';

  function many(count: number, more: Record<string, unknown> = {}): Target[] {
    return Array.from({ length: count }, (_, index) => aTarget(1_000_000 + index, 'stopped', more));
  }

  function shortened(targets: Target[]): string | undefined {
    return outputs.set(targets);
  }

  test('the jobs shrink to what matters most, and it is told', () => {
    const targets = [...many(1_500), notTerminated(1)];
    expect(shortened(targets)).toBe(BRIEF);
    const { jobs = '' } = read();
    expect(Buffer.byteLength(jobs)).toBeLessThanOrEqual(LIMIT);
    expect(JSON.parse(jobs)).toHaveLength(1_501);
    expect(JSON.parse(jobs)[0]).toEqual({ id: 1_000_000, status: 'stopped', runtime_in_seconds: 40 });
    expect(JSON.parse(jobs)[1_500]).toEqual({ id: 1, error: 'job 1 was not terminated' });
  });

  test('of that too, they shrink to their IDs, and it is told', () => {
    expect(shortened(many(10_000))).toBe(IDS);
    const { jobs = '' } = read();
    expect(JSON.parse(jobs)).toEqual(Array.from({ length: 10_000 }, (_, index) => 1_000_000 + index));
  });

  test('is counted in bytes, not in characters', () => {
    // 100 jobs of 2,000 characters would fit; in UTF-8 each of these characters has three bytes.
    expect(shortened(many(100, { errors: '…'.repeat(2_000) }))).toBe(BRIEF);
    expect(new Outputs(file).set(many(100, { errors: '.'.repeat(2_000) }))).toBeUndefined();
  });

  test('nothing is cut up to there', () => {
    const fitting = aTarget(305, 'stopped', { errors: '' });
    const length = LIMIT - Buffer.byteLength(JSON.stringify([fitting.job?.fields]));
    expect(shortened([aTarget(305, 'stopped', { errors: 'x'.repeat(length) })])).toBeUndefined();
    expect(Buffer.byteLength(read().jobs ?? '')).toBe(LIMIT);
    expect(shortened([aTarget(305, 'stopped', { errors: 'x'.repeat(length + 1) })])).toBe(BRIEF);
  });

  test('is told once for each way of it', () => {
    const told = [many(1_500), many(1_501), many(10_000), many(1_500), many(1), many(1_500)].map(shortened);
    expect(told).toEqual([BRIEF, undefined, IDS, BRIEF, undefined, BRIEF]);
  });
});

describe('a file that cannot be written', () => {
  test('is an error, and what could not be written is written when it can be', () => {
    rmSync(file);
    expect(() => setFor(aTarget(305, 'stopping'))).toThrow(/ENOENT/);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '');
    expect(setFor(aTarget(305, 'stopping'))).toMatchObject({ status: 'stopping', id: '305', count: '1' });
  });

  test('is an error also where a folder stands in its place', () => {
    expect(() => new Outputs(folder).set([aTarget(305)])).toThrow();
  });

  test('or a field that cannot be, keeps no other output from being written', () => {
    const variables = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    try {
      outputs.set([aTarget(305, 'stopped', { variables })]);
    } catch {
      // Whether it is told is another matter.
    }
    expect(read()).toMatchObject({ status: 'stopped', id: '305', owner_id: '1', completed_at: '' });
    expect(JSON.parse(read().jobs ?? '')).toMatchObject([{ id: 305, status: 'stopped' }]);
  });
});

describe('secrets', () => {
  const SECRET = 'outputs-"test\\secret';
  printedBy(() => mask(SECRET));

  test('are in none of them, and JSON stays JSON', () => {
    const more = {
      errors: `the key ${SECRET} is odd`,
      variables: { plain: SECRET, list: [`a${SECRET}b`], [SECRET]: 1 },
      [SECRET]: SECRET,
    };
    const set = setFor(aTarget(305, `weird ${SECRET}`, more));
    expect(readFileSync(file, 'utf8')).not.toContain('test\\secret');
    expect(readFileSync(file, 'utf8')).not.toContain('test\\\\secret');
    expect(set.status).toBe('weird ***');
    expect(set.errors).toBe('the key *** is odd');
    expect(JSON.parse(set.variables ?? '')).toEqual({ plain: '***', list: ['a***b'], '***': 1 });
    expect(JSON.parse(set.job ?? '')).toMatchObject({ errors: 'the key *** is odd', '***': '***' });
    expect(JSON.parse(set.jobs ?? '')).toMatchObject([{ status: 'weird ***' }]);
  });

  test('are in no reason for a failure', () => {
    const target = notTerminated(305);
    failWith(target, `refused ${SECRET}`);
    expect(setFor(target).jobs).toBe('[{"id":305,"error":"refused ***"}]');
  });
});
