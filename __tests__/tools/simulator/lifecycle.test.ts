import { describe, expect, test } from '@jest/globals';
import type { JobSeed } from '../../../tools/simulator/service/job.ts';
import { DEFAULT_SECONDS } from '../../../tools/simulator/service/lifecycle.ts';
import { type JobRules, StoredJob } from '../../../tools/simulator/service/stored-job.ts';

const START_MS = Date.parse('2013-03-04T08:00:00Z');
const RULES: JobRules = {
  seconds: { ...DEFAULT_SECONDS, idle: 1, pending: 2, queued: 4, running: 100, pending_stoppage: 5, stopping: 10 },
  stoppingStates: 'pending_stoppage',
  apiUrl: () => 'https://api.xplenty.com/xplenation/api',
};

/** A job on a clock that the test moves: seconds since its beginning. */
function aJob(seed: JobSeed = {}, rules: Partial<JobRules> = {}) {
  const job = new StoredJob(305, seed, { ...RULES, ...rules }, START_MS);
  return {
    at: (seconds: number) => job.fields(START_MS + seconds * 1000),
    stop: (seconds: number) => job.stop(START_MS + seconds * 1000),
    stopInVain: (seconds: number, forSeconds: number) => job.stopInVain(START_MS + seconds * 1000, forSeconds * 1000),
    isActive: (seconds: number) => job.isActive(START_MS + seconds * 1000),
    states: (...seconds: number[]) => seconds.map((second) => job.fields(START_MS + second * 1000).status),
  };
}

describe('a job that nobody stops', () => {
  test('is idle, pending, running and completed, each for its time', () => {
    expect(aJob().states(0, 0.9, 1, 2.9, 3, 102.9, 103, 1e6)).toEqual([
      ...['idle', 'idle', 'pending', 'pending', 'running', 'running', 'completed', 'completed'],
    ]);
  });

  test('fails if it is meant to', () => {
    const failed = aJob({ simulate: { ends: 'failed' } }).at(103);
    expect(failed).toMatchObject({ status: 'failed', errors: 'Package failed to execute.', progress: 0.9 });
    expect(failed.failed_at).toBe('2013-03-04T08:01:43Z');
    expect(failed.completed_at).toBe('2013-03-04T08:01:43Z');
  });

  test('tells its times and its runtime as they come', () => {
    const job = aJob();
    expect(job.at(2)).toMatchObject({ started_at: null, runtime_in_seconds: 0, completed_at: null, errors: null });
    expect(job.at(43.7)).toMatchObject({ started_at: '2013-03-04T08:00:03Z', runtime_in_seconds: 40 });
    expect(job.at(43.7)).toMatchObject({ created_at: '2013-03-04T08:00:00Z', completed_at: null });
    expect(job.at(500)).toMatchObject({
      runtime_in_seconds: 100,
      completed_at: '2013-03-04T08:01:43Z',
      failed_at: null,
    });
  });

  test('moves progress and updated_at when a task of its package is completed', () => {
    const job = aJob();
    const told = [2, 12, 13, 22, 23, 103].map((second) => job.at(second));
    expect(told.map(({ progress }) => progress)).toEqual([0, 0, 0.1, 0.1, 0.2, 1]);
    expect(told.map(({ updated_at }) => updated_at.slice(14, 19))).toEqual([
      ...['00:01', '00:03', '00:13', '00:13', '00:23', '01:43'],
    ]);
  });

  test('takes a detour through a state that nobody knows', () => {
    const job = aJob({ simulate: { detour: { status: 'warming_up', seconds: 7, after: 'pending' } } });
    expect(job.states(2.9, 3, 9.9, 10)).toEqual(['pending', 'warming_up', 'warming_up', 'running']);
  });
});

describe('a job that is stopped', () => {
  test('is pending_stoppage, stopping and stopped, each for its time', () => {
    const job = aJob();
    job.stop(50);
    expect(job.states(50, 54.9, 55, 64.9, 65, 1e6)).toEqual([
      ...['pending_stoppage', 'pending_stoppage', 'stopping', 'stopping', 'stopped', 'stopped'],
    ]);
  });

  test('can be named pending_terminate first, as the other place of the page has it', () => {
    const job = aJob({}, { stoppingStates: 'pending_terminate' });
    job.stop(50);
    expect(job.states(50, 55)).toEqual(['pending_terminate', 'stopping']);
  });

  test('keeps its progress, runs until it has stopped, and has no errors', () => {
    const job = aJob();
    job.stop(53);
    expect(job.at(53)).toMatchObject({ progress: 0.5, runtime_in_seconds: 50, updated_at: '2013-03-04T08:00:53Z' });
    expect(job.at(1000)).toMatchObject({ progress: 0.5, runtime_in_seconds: 65, errors: null, failed_at: null });
    expect(job.at(1000)).toMatchObject({ started_at: '2013-03-04T08:00:03Z', completed_at: '2013-03-04T08:01:08Z' });
  });

  test('has never started when it was stopped before it ran', () => {
    const job = aJob();
    job.stop(1.5);
    expect(job.at(1000)).toMatchObject({ status: 'stopped', started_at: null, runtime_in_seconds: 0 });
  });

  test.each(['completed', 'failed'] as const)('can be %s while its stop is pending', (stopEnds) => {
    const job = aJob({ simulate: { stopEnds } });
    job.stop(50);
    expect(job.states(54.9, 55, 1e6)).toEqual(['pending_stoppage', stopEnds, stopEnds]);
  });

  test('completes by itself when its own end comes while the stop is pending', () => {
    const job = aJob();
    job.stop(100);
    expect(job.states(100, 102.9, 103, 1e6)).toEqual([
      'pending_stoppage',
      'pending_stoppage',
      'completed',
      'completed',
    ]);
  });

  test('takes a detour on its way to stopped', () => {
    const job = aJob({ simulate: { detour: { status: 'draining', seconds: 7, after: 'stopping' } } });
    job.stop(50);
    expect(job.states(64.9, 65, 71.9, 72)).toEqual(['stopping', 'draining', 'draining', 'stopped']);
    expect(job.isActive(66)).toBe(false);
  });

  test('that has no effect is shown for a while, then the job runs on for the rest of its time', () => {
    const job = aJob({ status: 'running' });
    job.stopInVain(10, 5);
    expect(job.states(9, 10, 14.9, 15, 104.9, 105)).toEqual([
      ...['pending_stoppage', 'pending_stoppage', 'pending_stoppage', 'running', 'running', 'completed'],
    ]);
    expect([job.isActive(12), job.isActive(15)]).toEqual([false, true]);
  });

  test('is active until its stop is asked for, or until it is over', () => {
    const job = aJob();
    expect([0, 2, 50, 103].map(job.isActive)).toEqual([true, true, true, false]);
    job.stop(50);
    expect(job.isActive(51)).toBe(false);
  });
});

describe('a seed', () => {
  test('begins in its state, with its times and runtime, and goes on from there', () => {
    const job = aJob({ status: 'running', started_at: '2013-03-04T07:59:20Z', runtime_in_seconds: 38, progress: 0.5 });
    expect(job.at(0)).toMatchObject({ runtime_in_seconds: 38, progress: 0.5, started_at: '2013-03-04T07:59:20Z' });
    expect(job.at(40)).toMatchObject({ runtime_in_seconds: 78, progress: 0.7 });
    expect(job.at(100)).toMatchObject({ status: 'completed', runtime_in_seconds: 138, progress: 1 });
  });

  test.each(['stopped', 'completed', 'failed'])('that is %s stays so', (status) => {
    const job = aJob({ status, completed_at: '2013-03-04T07:00:00Z', runtime_in_seconds: 417 });
    const told = { status, completed_at: '2013-03-04T07:00:00Z', runtime_in_seconds: 417 };
    expect([job.at(0), job.at(1e6)]).toEqual([expect.objectContaining(told), expect.objectContaining(told)]);
  });

  test('that is stopping goes on to its end, and cannot be stopped again', () => {
    const job = aJob({ status: 'pending_stoppage' });
    expect(job.isActive(0)).toBe(false);
    expect(job.states(0, 5, 15)).toEqual(['pending_stoppage', 'stopping', 'stopped']);
  });

  test('in a state that nobody knows stays in it as long as it would run', () => {
    expect(aJob({ status: 'thinking' }).states(0, 99.9, 100)).toEqual(['thinking', 'thinking', 'completed']);
  });

  test('has times of its own over the simulator’s', () => {
    const job = aJob({ status: 'running', simulate: { seconds: { running: 0.5, pending_stoppage: 0.25 } } });
    expect(job.states(0.4, 0.5)).toEqual(['running', 'completed']);
    const stopped = aJob({ status: 'running', simulate: { seconds: { pending_stoppage: 0.25 } } });
    stopped.stop(0);
    expect(stopped.states(0.2, 0.25)).toEqual(['pending_stoppage', 'stopping']);
  });
});
