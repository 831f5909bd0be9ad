import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { brokenRulesOf } from './check.ts';
import { claimsOf } from './claims.ts';
import { KINDS } from './kinds.ts';
import { type Plan, play } from './play.ts';

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

/** Plays one sequence of kinds, by their names. The last one repeats. */
async function playing(names: readonly string[], plan: Partial<Plan> = {}) {
  const left = names.map((name) => KINDS.findIndex((kind) => kind.name === name || kind.statuses.includes(name)));
  const chooser = { choose: <T>(options: readonly T[]) => options[left.shift() ?? -1] as T };
  const run = await play({ jobIds: [305], waits: true, timeoutMs: 100_000, ...plan, length: names.length }, chooser);
  const requests = run.exchanges.map(({ method, kind, status }) => `${method} ${status ?? kind.name}`);
  return { broken: brokenRulesOf(run), requests, claims: [...run.jobs.flatMap((job) => [...claimsOf(job).claims])] };
}

describe('what the check has found', () => {
  test('no get begins after the timeout, where the terminate call ended later', async () => {
    const { broken, requests } = await playing(['hangs'], { timeoutMs: 20_000 });
    expect(requests).toEqual(['DELETE hangs']);
    expect(broken).toEqual([]);
  });

  test('no get begins after the timeout, where a call without a body was accepted later', async () => {
    const late = { what: 'timeout during', request: 0 } as const;
    const { broken, requests } = await playing(['no body'], { timeoutMs: 20_000, incident: late });
    expect(requests).toEqual(['DELETE no body']);
    expect(broken).toEqual([]);
  });

  test('a job that the call itself shows as stopped had not stopped before', async () => {
    const { broken, claims } = await playing(['stopped']);
    expect(claims).toEqual(['stopped']);
    expect(broken).toEqual([]);
  });

  test.each([
    ['stopped', 'stopped'],
    ['completed', 'finished meanwhile'],
  ])('a job that is seen %s after a call without a body had not finished before', async (status, claim) => {
    const { broken, claims } = await playing(['no body', status]);
    expect(claims).toEqual([claim]);
    expect(broken).toEqual([]);
  });

  test('no call is said to be accepted, where it was refused because the job was stopping already', async () => {
    const cancel = { what: 'cancel before', request: 3 } as const;
    const { broken, claims } = await playing(['422', 'stopping'], { incident: cancel });
    expect(claims).toEqual(['cancelled']);
    expect(broken).toEqual([]);
  });

  test.each([
    ['timed out', ['422', 'stopping', 'running']],
    ['cannot be seen', ['422', 'stopping', '404']],
  ])('nor where the wait for it ends: %s', async (claim, names) => {
    const { broken, claims } = await playing(names);
    expect(claims).toEqual([claim]);
    expect(broken).toEqual([]);
  });

  test('no call is repeated for a job whose wait has just ended, and whose stop would then be lost', async () => {
    const { broken, requests, claims } = await playing(['queued', 'hangs', '401', 'stopped']);
    expect(requests).toEqual(['DELETE queued', 'GET hangs', 'GET 401']);
    expect(claims).toEqual(['cannot be seen']);
    expect(broken).toEqual([]);
  });
});

describe('what takes two responses', () => {
  test('not every attempt that failed was undelivered', async () => {
    const { broken, claims } = await playing(['429', 'not delivered, for good', '401']);
    expect(claims).toEqual(['not terminated']);
    expect(broken).toEqual([]);
  });

  test('a get that explains a refusal is aborted when the grace of a cancel is over', async () => {
    const cancel = { what: 'cancel during', request: 1 } as const;
    const { broken, requests } = await playing(['422', 'hangs'], { incident: cancel });
    expect(requests).toEqual(['DELETE 422', 'GET hangs']);
    expect(broken).toEqual([]);
  });
});
