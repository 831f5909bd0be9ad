import { describe, expect, test } from '@jest/globals';
import { NotAJob } from '../../src/xplenty/errors.ts';
import { isOver, isStopping, readJob } from '../../src/xplenty/job.ts';
import { readJobs } from '../../src/xplenty/later/listing/listing.ts';
import { aJob, jobFields } from '../a-job.ts';

describe('states', () => {
  test.each([
    ['idle', false, false],
    ['pending', false, false],
    ['queued', false, false],
    ['running', false, false],
    ['pending_stoppage', true, false],
    ['pending_terminate', true, false],
    ['stopping', true, false],
    ['stopped', false, true],
    ['completed', false, true],
    ['failed', false, true],
    ['paused_for_lunch', false, false],
    ['Stopped', false, false],
    ['', false, false],
    ['constructor', false, false],
  ])('%j: stopping %s, over %s', (status, stopping, over) => {
    expect(isStopping(aJob(305, status))).toBe(stopping);
    expect(isOver(aJob(305, status))).toBe(over);
  });
});

describe('an answer about one job', () => {
  test('is believed with every field that it has, known or not', () => {
    const fields = jobFields(305, 'stopping', { html_url: 'https://…', outputs: [{ id: 1 }], creator: null });
    expect(readJob(fields, 305)).toEqual({ id: 305, status: 'stopping', fields });
  });

  test('is believed with an ID that is a text', () => {
    expect(readJob(jobFields(305, 'stopped', { id: '305' }), 305)).toMatchObject({ id: 305, status: 'stopped' });
  });

  test.each<Record<string, unknown>>([
    { runtime_in_seconds: null },
    { runtime_in_seconds: '40' },
    { progress: 1.5 },
    { variables: null },
    { variables: 'none' },
    { errors: ['a', 'list'] },
    { toString: 1 },
    { status: 'a state nobody knows' },
    { status: '' },
  ])('is believed with odd but harmless fields: %j', (odd) => {
    expect(readJob(jobFields(305, 'running', odd), 305).id).toBe(305);
  });

  test.each([
    ['null', null],
    ['a number', 305],
    ['a text', '{"id":305,"status":"stopped"}'],
    ['true', true],
    ['a list', [jobFields(305)]],
    ['an empty list', []],
  ])('is not believed where it is no object: %s', (_, answer) => {
    expect(() => readJob(answer, 305)).toThrow(NotAJob);
    expect(() => readJob(answer, 305)).toThrow('the answer is JSON, but not an object');
  });

  test.each([306, -305, 305.5, '0305', ' 305', '305 ', '', 0, '3.05e2', true, null])(
    'is not believed where it is about another job: %j',
    (id) => {
      expect(() => readJob(jobFields(305, 'stopped', { id }), 305)).toThrow(
        new NotAJob('the answer is about another job'),
      );
    },
  );

  test('is not believed where it does not say which job it is about', () => {
    expect(() => readJob({ status: 'stopped' }, 305)).toThrow(new NotAJob('the answer has no job ID'));
    expect(() => readJob({}, 305)).toThrow(NotAJob);
  });

  test.each([undefined, null, 200, true, ['stopped'], { name: 'stopped' }])(
    'is not believed with a status that is no text: %j',
    (status) => {
      expect(() => readJob({ id: 305, status }, 305)).toThrow(new NotAJob('the answer has no status that is a text'));
    },
  );

  test.each([{}, [305], { name: 'x' }])('is not believed with an ID that is an object: %j', (id) => {
    expect(() => readJob({ id, status: 'stopped' }, 305)).toThrow(NotAJob);
  });

  test('is not believed with an ID that cannot even be made a text', () => {
    expect(() => readJob(JSON.parse('{"id":{"toString":1},"status":"stopped"}'), 305)).toThrow(NotAJob);
  });
});

describe('an answer that lists jobs', () => {
  test('is believed job by job, in its order', () => {
    const jobs = readJobs([jobFields(2, 'running'), jobFields(1, 'queued', { id: '1' })]);
    expect(jobs.map(({ id, status }) => [id, status])).toEqual([
      [2, 'running'],
      [1, 'queued'],
    ]);
  });

  test('may be empty', () => {
    expect(readJobs([])).toEqual([]);
  });

  test.each([[null], [{}], [{ jobs: [] }], ['[]'], [305]])('is not believed where it is no list: %j', (answer) => {
    expect(() => readJobs(answer)).toThrow(new NotAJob('the answer is JSON, but not a list of jobs'));
  });

  test.each([
    [null],
    ['305'],
    [[]],
    [{ status: 'running' }],
    [{ id: 0, status: 'running' }],
    [{ id: -1, status: 'running' }],
    [{ id: 1.5, status: 'running' }],
    [{ id: 2 ** 53, status: 'running' }],
    [{ id: '../clusters/176', status: 'running' }],
    [{ id: ' 5 ', status: 'running' }],
    [{ id: '0x10', status: 'running' }],
    [{ id: true, status: 'running' }],
    [{ id: [5], status: 'running' }],
    [{ id: {}, status: 'running' }],
    [{ id: 5, status: 7 }],
    [{ id: 5 }],
  ])('is not believed at all where one entry is no job: %j', (entry) => {
    expect(() => readJobs([jobFields(1), entry])).toThrow(NotAJob);
  });

  test('is not believed with an ID that cannot even be made a number', () => {
    expect(() => readJobs(JSON.parse('[{"id":{"valueOf":1,"toString":1},"status":"running"}]'))).toThrow(NotAJob);
  });
});
