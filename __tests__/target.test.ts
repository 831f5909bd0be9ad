import { expect, test } from '@jest/globals';
import { Target } from '../src/target.ts';
import { aJob } from './a-job.ts';

test('a job on its way is known by what was last seen, with each state as it was first seen', () => {
  const target = new Target({ accountId: 'xplenation', id: 305 });
  expect(target.job).toBeUndefined();
  const [first, second, third] = [aJob(305), aJob(305, 'pending_stoppage', { progress: 0.5 }), aJob(305, 'stopped')];
  expect(target.see(first, 10)).toBeUndefined();
  expect(target.see(second, 20)).toBe(first);
  expect(target.see(third, 30)).toBe(second);
  expect(target.job).toBe(third);
  expect(target.htmlUrl).toBeUndefined();
  expect(target.states).toEqual([
    { status: 'pending_stoppage', atMs: 10 },
    { status: 'stopped', atMs: 30 },
  ]);
});

test('the page of a job is known from any answer that told it, for only those of version 2 do', () => {
  const target = new Target({ accountId: 'xplenation', id: 305 });
  target.see(aJob(305, 'running', { html_url: 'https://dashboard.example/305' }), 0);
  target.see(aJob(305, 'stopping'), 1);
  expect(target.htmlUrl).toBe('https://dashboard.example/305');
});
