import { describe, expect, test } from '@jest/globals';
import { LINK_HEADER_FORMS } from '../../tools/simulator/faults/link-header.ts';
import type { ListPages } from '../../tools/simulator/faults/list-pages.ts';
import { count, type Ended, playTestCase } from './test-case.ts';

// Half a list is no basis for terminating anything: either every page is read, or the step fails and terminates nothing.

const SELECTION = { 'job-id': '', 'package-id': '7', statuses: 'running' };
const PREVIEW = { ...SELECTION, 'dry-run': 'true' };

const jobs = (number: number) => Array.from({ length: number }, () => ({ package_id: 7 }));

function selectWith(pages: ListPages, number: number, inputs: Record<string, string> = PREVIEW): Promise<Ended> {
  return playTestCase({ jobs: jobs(number), rules: [{ method: 'GET', fault: { kind: 'list-pages', pages } }], inputs });
}

describe('a list', () => {
  test.concurrent.each(['next-offset-plus-one', 'shifted-back', 'shifted-forward'] as const)(
    'whose pages are odd is read to its end: %s',
    async (pages) => {
      const { step } = await selectWith(pages, 250);
      expect(step).toMatchObject({ exitCode: 0, errors: [] });
      expect(step.outputs.count).toBe('250');
    },
  );

  test.concurrent.each(['repeated', 'always-next'] as const)(
    'that never ends fails the step, and nothing is terminated: %s',
    async (pages) => {
      const ended = await selectWith(pages, 120, SELECTION);
      expect(ended.step.exitCode).toBe(1);
      expect(ended.step.errors).toEqual([
        expect.stringMatching(/^Cannot list jobs: response not understood\. .+ Nothing was terminated\./),
      ]);
      expect(count(ended, 'DELETE')).toBe(0);
    },
  );

  test.concurrent('whose next offset is smaller than what was received costs no more requests', async () => {
    const ended = await selectWith('next-offset-plus-one', 400);
    expect(ended.step.outputs.count).toBe('400');
    expect(ended.requests.length).toBeLessThanOrEqual(6);
  });

  test.concurrent.each(LINK_HEADER_FORMS)(
    'whose Link header has another legal form is read to its end: %s',
    async (form) => {
      const rules = [{ method: 'GET', fault: { kind: 'link-header', form } } as const];
      const { step } = await playTestCase({ jobs: jobs(120), rules, inputs: PREVIEW });
      expect(step).toMatchObject({ exitCode: 0, errors: [] });
      expect(step.outputs.count).toBe('120');
    },
  );

  test.concurrent('of which a page is refused fails the step, and nothing is terminated', async () => {
    const fault = { kind: 'refusal', status: 403, message: 'No' } as const;
    const ended = await playTestCase({ jobs: jobs(120), rules: [{ path: /offset=99&/, fault }], inputs: SELECTION });
    expect(ended.step.errors).toEqual([expect.stringMatching(/^Cannot list jobs: not permitted \(403\)\./)]);
    expect(count(ended, 'DELETE')).toBe(0);
  });
});
