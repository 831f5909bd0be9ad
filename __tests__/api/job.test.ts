import { describe, expect, test } from '@jest/globals';
import { InvalidResponseError } from '../../src/api/errors.ts';
import { isActive, isFinal, isStopping, pageUrl, parseJob, parseJobs, runtimeSeconds } from '../../src/api/job.ts';
import { aJob, jobFields } from '../a-job.ts';

describe('statuses', () => {
  test.each([
    ['idle', true, false, false],
    ['pending', true, false, false],
    ['queued', true, false, false],
    ['running', true, false, false],
    ['pending_stoppage', false, true, false],
    ['pending_terminate', false, true, false],
    ['stopping', false, true, false],
    ['stopped', false, false, true],
    ['completed', false, false, true],
    ['failed', false, false, true],
    ['paused_for_lunch', false, false, false],
    ['Stopped', false, false, false],
    ['', false, false, false],
    ['constructor', false, false, false],
  ])('%j: active %s, stopping %s, final %s', (status, active, stopping, final) => {
    expect(isActive(aJob(305, status))).toBe(active);
    expect(isStopping(aJob(305, status))).toBe(stopping);
    expect(isFinal(aJob(305, status))).toBe(final);
  });
});

describe('a response about one job', () => {
  test('is accepted with every field that it has, known or not', () => {
    const fields = jobFields(305, 'stopping', { html_url: 'https://…', outputs: [{ id: 1 }], creator: null });
    expect(parseJob(fields, 305)).toEqual({ id: 305, status: 'stopping', fields });
  });

  test('is accepted with an ID that is a text', () => {
    expect(parseJob(jobFields(305, 'stopped', { id: '305' }), 305)).toMatchObject({ id: 305, status: 'stopped' });
  });

  test.each<Record<string, unknown>>([
    { runtime_in_seconds: null },
    { runtime_in_seconds: '40' },
    { progress: 1.5 },
    { variables: null },
    { variables: 'none' },
    { errors: ['a', 'list'] },
    { toString: 1 },
    { status: 'a status that is not known' },
    { status: '' },
  ])('is accepted with odd but harmless fields: %j', (odd) => {
    expect(parseJob(jobFields(305, 'running', odd), 305).id).toBe(305);
  });

  test.each([
    ['null', null],
    ['a number', 305],
    ['a text', '{"id":305,"status":"stopped"}'],
    ['a list', [jobFields(305)]],
  ])('is rejected where it is no object: %s', (_, json) => {
    expect(() => parseJob(json, 305)).toThrow(new InvalidResponseError('the response is JSON, but not an object'));
  });

  test.each([306, -305, 305.5, '0305', ' 305', '305 ', '', 0, '3.05e2', true, null])(
    'is rejected where it is about another job: %j',
    (id) => {
      expect(() => parseJob(jobFields(305, 'stopped', { id }), 305)).toThrow(
        new InvalidResponseError('the response is about another job'),
      );
    },
  );

  test('is rejected where it does not say which job it is about', () => {
    expect(() => parseJob({ status: 'stopped' }, 305)).toThrow(new InvalidResponseError('the response has no job ID'));
    expect(() => parseJob({}, 305)).toThrow(InvalidResponseError);
  });

  test.each([undefined, null, 200, true, ['stopped'], { name: 'stopped' }])(
    'is rejected with a status that is no text: %j',
    (status) => {
      expect(() => parseJob({ id: 305, status }, 305)).toThrow(
        new InvalidResponseError('the response has no status that is a text'),
      );
    },
  );

  test.each<unknown>([{}, [305], { toString: 1 }])('is rejected with an ID that is an object: %j', (id) => {
    expect(() => parseJob({ id, status: 'stopped' }, 305)).toThrow(InvalidResponseError);
  });
});

describe('a response that lists jobs', () => {
  test('is accepted job by job, in its order', () => {
    const jobs = parseJobs([jobFields(2, 'running'), jobFields(1, 'queued', { id: '1' })]);
    expect(jobs.map(({ id, status }) => [id, status])).toEqual([
      [2, 'running'],
      [1, 'queued'],
    ]);
  });

  test('may be empty', () => {
    expect(parseJobs([])).toEqual([]);
  });

  test('is rejected without a body', () => {
    expect(() => parseJobs(undefined)).toThrow(new InvalidResponseError('the response has no body'));
    expect(() => parseJob(undefined, 305)).toThrow(new InvalidResponseError('the response has no body'));
  });

  test.each([[null], [{}], [{ jobs: [] }], ['[]'], [305]])('is rejected where it is no list: %j', (json) => {
    expect(() => parseJobs(json)).toThrow(new InvalidResponseError('the response is JSON, but not a list of jobs'));
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
    [{ id: { valueOf: 1, toString: 1 }, status: 'running' }],
    [{ id: 5, status: 7 }],
    [{ id: 5 }],
  ])('is rejected at all where one entry is no job: %j', (entry) => {
    expect(() => parseJobs([jobFields(1), entry])).toThrow(InvalidResponseError);
  });
});

describe('the page of a job', () => {
  test.each([
    'https://xplenty.com/xplenation/jobs/305',
    'https://www.xplenty.com/',
    'https://dashboard.eu-1.integrate.io/a_b/jobs/305?tab=log&x=%20#~top',
    `https://xplenty.com/${'x'.repeat(300)}`,
  ])('is any address of the service: %s', (htmlUrl) => {
    expect(pageUrl(htmlUrl)).toBe(htmlUrl);
  });

  test.each([
    undefined,
    null,
    305,
    ['https://xplenty.com/xplenation/jobs/305'],
    '',
    'http://xplenty.com/xplenation/jobs/305',
    'https://xplenty.com',
    'https://notxplenty.com/jobs/305',
    'https://evil.example/https://xplenty.com/jobs/305',
    'javascript:https://xplenty.com/jobs/305',
    'https://xplenty.com/jobs/305)',
    'https://xplenty.com/jobs/305 [x](https://evil.example)',
    `https://xplenty.com/${'x'.repeat(301)}`,
  ])('is not known otherwise: %j', (htmlUrl) => {
    expect(pageUrl(htmlUrl)).toBeUndefined();
  });
});

test.each([
  [40, 40],
  [0.5, 0.5],
  ['40', 40],
  ['', Number.NaN],
  ['soon', Number.NaN],
  [null, Number.NaN],
  [[40], Number.NaN],
  [undefined, Number.NaN],
])('a runtime of %j counts as %d seconds', (runtime_in_seconds, seconds) => {
  expect(runtimeSeconds(aJob(305, 'running', { runtime_in_seconds }))).toBe(seconds);
});
