import { expect, test } from '@jest/globals';
import { startSimulator } from '../../tools/simulator/simulator.ts';
import { runOn } from '../e2e/step.ts';

test('eight runs of a matrix that are throttled together for seven seconds all terminate their jobs', async () => {
  const simulator = await startSimulator({ seconds: { pending_stoppage: 0.2, stopping: 0.2 } });
  const ids = Array.from({ length: 8 }, () => simulator.addJob({ status: 'running' }).id);
  simulator.faults.add({ fault: { kind: 'refusal', status: 429, message: 'Rate Limit Exceeded' } });
  const runs = ids.map((id) => runOn(simulator, { 'job-id': String(id), 'wait-for-stopped': 'true' }));
  setTimeout(() => simulator.faults.clear(), 7_000);
  const steps = await Promise.all(runs);
  await simulator.close();
  expect(steps.map(({ exitCode }) => exitCode)).toEqual(ids.map(() => 0));
  expect(steps.map(({ outputs }) => outputs.status)).toEqual(ids.map(() => 'stopped'));
});
