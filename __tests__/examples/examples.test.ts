import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import { EXAMPLES, REPOSITORY, readWorkflow, runsThisAction } from '../workflows/workflow-files.ts';

// What can be read in the examples. `npm run test:act` runs them.

const CANCELLED = readWorkflow('examples/stop-when-cancelled.yml').workflow;

test('stop-when-pull-request-closes.yml cancels a run of stop-when-cancelled.yml for the same pull request', () => {
  const { concurrency } = readWorkflow('examples/stop-when-pull-request-closes.yml').workflow;
  expect(concurrency).toEqual(CANCELLED.concurrency);
  expect(concurrency).toMatchObject({ 'cancel-in-progress': true });
});

test('stop-when-cancelled.yml gives the stop less time than GitHub leaves it after a cancel', () => {
  const [stop] = Object.values(CANCELLED.jobs).flatMap(({ steps = [] }) => steps.filter(runsThisAction));
  // The script before it takes up to 10 s to end.
  expect(Number(stop?.with?.['timeout-seconds'])).toBeLessThan(285 - 10);
});

test('stop-when-cancelled.yml runs the script beside it, which can be executed', () => {
  const [run] = Object.values(CANCELLED.jobs).flatMap(({ steps = [] }) => steps.filter(({ id }) => id === 'run'));
  expect(run?.run).toMatch(/^\.github\/workflows\/run-job\.sh /);
  const script = join(REPOSITORY, 'examples/run-job.sh');
  expect(readFileSync(script, 'utf8')).toMatch(/^#!\/usr\/bin\/env bash\n/);
  if (process.platform !== 'win32') expect(statSync(script).mode & 0o111).toBe(0o111);
});

test('the examples never give a misspelt name in an expression another value', () => {
  const filters = ['package-id', 'cluster-id', 'variables', 'running-longer-than-seconds', 'statuses', 'dry-run'];
  expect(Object.keys(readActionMetadata(REPOSITORY).inputs)).toEqual(expect.arrayContaining(filters));
  for (const { path, workflow } of EXAMPLES) {
    const inputs = Object.values(workflow.jobs).flatMap(({ steps = [] }) => steps.map((step) => step.with ?? {}));
    for (const [name, value] of inputs.flatMap((given) => Object.entries(given))) {
      if (filters.includes(name))
        expect({ path, name, value: String(value) }).toEqual({ path, name, value: expect.not.stringContaining('||') });
    }
  }
});
