import { expect, test } from '@jest/globals';
import { aJob, unseenJob } from '../a-job.ts';

test('a job is known as last seen, with each status as it was first seen', () => {
  const tracked = unseenJob(305);
  expect(tracked.job).toBeUndefined();
  const [first, second, third] = [aJob(305), aJob(305, 'pending_stoppage', { progress: 0.5 }), aJob(305, 'stopped')];
  expect(tracked.update(first, 10)).toBeUndefined();
  expect(tracked.update(second, 20)).toBe(first);
  expect(tracked.isFinal).toBe(false);
  expect(tracked.update(third, 30)).toBe(second);
  expect(tracked.isFinal).toBe(true);
  expect(tracked.job).toBe(third);
  expect(tracked.htmlUrl).toBeUndefined();
  expect(tracked.history).toEqual([
    { status: 'pending_stoppage', atMs: 10 },
    { status: 'stopped', atMs: 30 },
  ]);
});

test('the page of a job is kept from the last response that had it, for only those of version 2 do', () => {
  const tracked = unseenJob(305);
  tracked.update(aJob(305, 'running', { html_url: 'https://dashboard.example/305' }), 0);
  tracked.update(aJob(305, 'stopping'), 1);
  expect(tracked.htmlUrl).toBe('https://dashboard.example/305');
});

test.each([
  ['unsent', false, false],
  ['sent', false, false],
  ['refused', false, false],
  ['accepted', false, true],
  ['refused', true, true],
  ['sent', true, true],
] as const)(
  'a job whose call is %s, stopped by others: %s, can be waited for: %s',
  (call, isStoppedByOthers, expected) => {
    expect(Object.assign(unseenJob(305), { call, isStoppedByOthers }).isAccepted).toBe(expected);
  },
);
