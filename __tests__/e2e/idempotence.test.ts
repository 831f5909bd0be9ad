import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../tools/simulator/simulator.ts';
import { BROKEN_RESPONSES, NO_JOBS, REFUSALS, UNFINISHED_RESPONSES } from './fault-table.ts';
import { titles } from './step.ts';
import { count, FIRST_JOB, pathOf, playTestCase, SHORT_TIMEOUT, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// Terminating twice does no harm, and a response that got lost does not make a failure of a success. Each run has a job
// for each row of its table.

/** A service that turns a request away has not acted on it. */
const { 'a refusal with 425': _tooEarly, 'a refusal with 429': _tooMany, ...MAY_HAVE_ACTED } = REFUSALS;

const STATUSES = [400, 404, 409, 422];

/** A job keeps the status that it has, whichever that is. */
const STAYS = { seconds: { idle: 600, pending: 600, queued: 600, pending_stoppage: 600, stopping: 600 } };

const inState = (status: string) => ({ status, simulate: STAYS });

function refusal(status: number, message = 'Sorry.'): FaultRule['fault'] {
  return { kind: 'refusal', status, message };
}

function lost(rule: Partial<FaultRule> = {}): FaultRule {
  return { method: 'DELETE', times: 1, acted: true, fault: { kind: 'reset-before-answer' }, ...rule };
}

describe.each(STATUSES)('the API refuses with %d', (status) => {
  const rules: FaultRule[] = [{ method: 'DELETE', fault: refusal(status) }];

  const DONE = ['pending_stoppage', 'pending_terminate', 'stopping', 'stopped', 'completed', 'failed'];
  test.concurrent(`and a status check shows that the job is ${DONE.join(', ')}: success, and no request more`, async () => {
    const ended = await playTestCase({ jobs: DONE.map(inState), rules });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, errors: [] });
    expect(titles(ended.step, 'notice')).toEqual([
      'Job 308: had already stopped',
      'Job 309: had already completed',
      'Job 310: had already failed',
    ]);
    const jobs = JSON.parse(ended.step.outputs.jobs ?? '') as { status: string }[];
    expect(jobs.map((job) => job.status)).toEqual(DONE);
    for (const { id } of ended.jobs) expect([count(ended, 'DELETE', id), count(ended, 'GET', id)]).toEqual([1, 1]);
  });

  const ACTIVE = ['idle', 'pending', 'queued', 'running', 'hibernating'];
  test.concurrent(`and a status check shows that the job is ${ACTIVE.join(', ')}: failure, in the words of the API`, async () => {
    const ended = await playTestCase({ jobs: ACTIVE.map(inState), rules });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(1);
    const jobs = JSON.parse(ended.step.outputs.jobs ?? '') as { error: string }[];
    expect(jobs.map(({ error }) => error.split(' Check job-id')[0])).toEqual(
      ACTIVE.map((state, index) => {
        const summary = status === 404 ? 'not found' : 'refused by the API';
        return `Job ${FIRST_JOB + index}: ${summary} (${status}). HTTP ${status} "Sorry". Not terminated, still ${state}.`;
      }),
    );
    for (const { id } of ended.jobs) expect([count(ended, 'DELETE', id), count(ended, 'GET', id)]).toEqual([1, 1]);
  });

  test.concurrent('and the job is not to be seen: failure, in the words of the API', async () => {
    const ended = await playTestCase({ rules: [...rules, { method: 'GET', fault: refusal(404, 'No such job.') }] });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(1);
    expect(ended.step.errors[0]).toContain(`HTTP ${status} "Sorry". Not terminated.`);
    expect(ended.step.errors[0]).toContain('Getting the job failed too: HTTP 404 "No such job".');
    expect([count(ended, 'DELETE'), count(ended, 'GET')]).toEqual([1, 1]);
  });
});

describe('the response is lost after the service has acted, and the next attempt is refused: success', () => {
  const TABLES = [
    { title: 'broken off or no proper HTTP', faults: BROKEN_RESPONSES, timeout: {} },
    { title: 'a halt, or bytes that trickle', faults: UNFINISHED_RESPONSES, timeout: SHORT_TIMEOUT },
    {
      title: 'an error in place of the response',
      faults: { ...MAY_HAVE_ACTED, page: NO_JOBS['a page with 200'] },
      timeout: {},
    },
  ];
  test.concurrent.each(TABLES)('lost by $title', async ({ faults, timeout }) => {
    const rules = Object.values(faults).flatMap((fault, index) =>
      fault === undefined ? [] : [lost({ fault, path: pathOf(FIRST_JOB + index) })],
    );
    const ended = await playTestCase({ jobs: rules.map(() => ({})), rules, inputs: { ...WAIT, ...timeout } });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
    expect(ended.step.outputs.status).toBe('stopped');
    const ids = ended.jobs.map(({ id }) => id);
    for (const id of ids) expect(count(ended, 'DELETE', id)).toBeGreaterThanOrEqual(2);
    expect(ended.step.lines).toContain(`${ids.length} jobs (${ids.join(', ')}): stopped.`);
  });

  test.concurrent.each<[string, FaultRule['fault']]>([
    ['refused with 403', refusal(403)],
    ['redirected', { kind: 'redirect', status: 302 }],
  ])('and the next attempt is %s', async (_name, fault) => {
    const ended = await playTestCase({ rules: [lost(), { method: 'DELETE', fault }], inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, errors: [] });
    expect(ended.step.outputs.status).toBe('stopped');
  });

  test.concurrent('lost again and again', async () => {
    const rules = [lost({ times: 2 }), { method: 'DELETE', times: 1, fault: refusal(502) }];
    const ended = await playTestCase({ rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.outputs.status).toBe('stopped');
    expect(count(ended, 'DELETE')).toBe(4);
  });
});

// An earlier attempt may have got through, so that "not terminated" would be a guess.
describe('the response is lost after the service has acted, and what comes then says nothing of the job: the outcome is unknown', () => {
  const TEST_CASES: [name: string, rules: FaultRule[]][] = [
    ['the next attempt and the status check are refused with 403', [lost(), { fault: refusal(403) }]],
    ['the next attempt and the status check are redirected', [lost(), { fault: { kind: 'redirect', status: 302 } }]],
    ['the next attempt is refused with 401', [lost(), { fault: refusal(401) }]],
    ['only the status check is refused with 403', [lost(), { method: 'GET', fault: refusal(403) }]],
    [
      'a gateway gave up (520), and the status check is refused',
      [lost({ fault: refusal(520) }), { method: 'GET', fault: refusal(403) }],
    ],
    ['then the service can see no such job', [lost(), { fault: refusal(404) }]],
  ];
  test.concurrent.each(TEST_CASES)('%s', async (_name, rules) => {
    const ended = await playTestCase({ jobs: [inState('running')], rules });
    expect(ended.step.exitCode).toBe(1);
    expect(ended.step.errors[0]).toMatch(
      /^Job 305: outcome unknown, may still be running\. .+ A request may have been delivered\./,
    );
    expect(mistakesOf(ended)).toEqual([]);
  });
});
