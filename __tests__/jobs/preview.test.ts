import { afterEach, expect, test } from '@jest/globals';
import { preview } from '../../src/jobs/preview.ts';
import { aCancellation } from '../a-cancellation.ts';
import { aJob, jobFields, unseenJob } from '../a-job.ts';
import { type Behaviour, startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';
import { aContext } from './a-context.ts';

const GET = 'GET /xplenation/api/jobs/305';

afterEach(closeServers);

async function previewing(behave: Behaviour, tracked = unseenJob(305), cancellation = aCancellation()) {
  const { client, calls } = await startApi(behave);
  await preview([tracked], aContext(client, cancellation));
  return { tracked, calls };
}

test('a dry run gets the job, and does nothing else', async () => {
  const { tracked, calls } = await previewing(() => ({ body: jobFields(305, 'running') }));
  expect(tracked).toMatchObject({ job: { status: 'running' }, call: 'unsent', isAccepted: false, error: undefined });
  expect(calls).toEqual([GET]);
});

test('a job that the list has shown is not got again', async () => {
  const listed = unseenJob(305);
  listed.update(aJob(305, 'running'), 0);
  const { calls } = await previewing(() => ({ statusCode: 404 }), listed);
  expect(calls).toEqual([]);
});

test('a get is attempted six times, and then the error is the reason', async () => {
  const { tracked, calls } = await previewing(() => 'cut off');
  expect(tracked.error?.message).toMatch(/^Job 305: connection lost\. .* \(6 attempts in/);
  expect(calls).toEqual(Array(6).fill(GET));
});

test('a get that is refused is attempted once', async () => {
  const { tracked, calls } = await previewing(() => ({ statusCode: 404, body: { message: 'no' } }));
  expect(tracked.error?.message).toContain('HTTP 404 "no"');
  expect(calls).toEqual([GET]);
});

test('a cancel aborts it', async () => {
  const cancellation = aCancellation();
  const { tracked } = await previewing(
    () => {
      cancellation.cancel();
      return new Promise(() => undefined);
    },
    undefined,
    cancellation,
  );
  expect(tracked.error?.summary).toBe('cancelled');
});
