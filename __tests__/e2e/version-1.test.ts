import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type FaultRule, type JobSeed, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { runOn } from './step.ts';

// The service answers version 2 unless a request names a version; all other whole runs go by that. These are its outcomes
// on a server that answers version 1, as it was when the page of the terminate call was written.
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({
    unversioned: 1,
    version2: false,
    seconds: { pending_stoppage: 0.2, stopping: 0.2 },
  });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.faults.clear());

const WAIT = { 'wait-for-stopped': 'true' };
const STAYS = { seconds: { pending_stoppage: 600 } };
const refused = (status: number): FaultRule => ({ fault: { kind: 'refusal', status, message: 'No.' } });

interface Outcome {
  seed?: JobSeed;
  rule?: FaultRule;
  inputs?: Record<string, string>;
  exitCode: number;
  status?: string;
}

const OUTCOMES: Record<string, Outcome> = {
  'accepted, no wait asked': { seed: { simulate: STAYS }, exitCode: 0, status: 'pending_stoppage' },
  'waited, and stopped': { inputs: WAIT, exitCode: 0, status: 'stopped' },
  'completed before it could be stopped': {
    seed: { simulate: { stopEnds: 'completed' } },
    inputs: WAIT,
    exitCode: 0,
    status: 'completed',
  },
  'failed before it could be stopped': {
    seed: { simulate: { stopEnds: 'failed' } },
    inputs: WAIT,
    exitCode: 0,
    status: 'failed',
  },
  'not stopped in time': {
    seed: { simulate: STAYS },
    inputs: { ...WAIT, 'timeout-seconds': '0.5' },
    exitCode: 1,
    status: 'pending_stoppage',
  },
  'stopped already': { seed: { status: 'stopped' }, exitCode: 0, status: 'stopped' },
  'completed already': { seed: { status: 'completed' }, exitCode: 0, status: 'completed' },
  'stopping already': {
    seed: { status: 'pending_stoppage', simulate: STAYS },
    exitCode: 0,
    status: 'pending_stoppage',
  },
  'refused while it runs': { rule: { method: 'DELETE', ...refused(422) }, exitCode: 1, status: 'running' },
  'a wrong key': { inputs: { 'api-key': 'another-key-than-the-simulators' }, exitCode: 1 },
  'not there': { inputs: { 'job-id': '99999' }, exitCode: 1 },
};

test.each(Object.entries(OUTCOMES))('%s', async (_name, { seed, rule, inputs, exitCode, status }) => {
  if (rule !== undefined) simulator.faults.add(rule);
  const { id } = simulator.addJob({ status: 'running', ...seed });
  const step = await runOn(simulator, { 'job-id': String(id), ...inputs });
  expect(step.exitCode).toBe(exitCode);
  if (status !== undefined) expect([step.outputs.status, simulator.job(id)?.status]).toEqual([status, status]);
  const shown = JSON.parse(step.outputs.jobs || '[]') as Record<string, unknown>[];
  for (const job of shown) expect(job).not.toHaveProperty('html_url');
});
