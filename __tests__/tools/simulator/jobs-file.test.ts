import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readJobsFile, UsageError } from '../../../tools/simulator/command-line.ts';
import { call, startForTest } from './requests.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobs-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string) {
  const path = join(folder, 'jobs.json');
  await writeFile(path, content);
  return readJobsFile(path);
}

describe('a jobs file', () => {
  test('holds jobs in the API’s own form, each with how it behaves', async () => {
    const simulate = { seconds: { running: 0.5 }, stopEnds: 'failed' };
    const job = { id: 305, status: 'running', errors: null, simulate };
    expect(await read(JSON.stringify([job]))).toEqual([job]);
  });

  test('may be what a list call answers', async () => {
    const jobs = [
      { id: 305, status: 'running', outputs_count: 1 },
      { id: 304, status: 'stopped' },
    ];
    const first = await startForTest({ jobs });
    const { text, json } = await call(first, 'GET', '/xplenation/api/jobs');
    const second = await startForTest({ jobs: await read(text) });
    const shown = (jobs: { id: number; status: string; created_at: string }[]) =>
      jobs.map(({ id, status, created_at }) => [id, status, created_at]).sort();
    expect(shown(second.jobs())).toEqual(shown(json));
  });

  test('is there as an example, and can be used', async () => {
    const simulator = await startForTest({ jobs: readJobsFile('tools/simulator/jobs.example.json') });
    const statuses = simulator.jobs().map(({ id, status }) => [id, status]);
    expect(Object.fromEntries(statuses)).toEqual({
      ...{ 304: 'failed', 305: 'running', 306: 'queued', 307: 'running', 308: 'running' },
    });
  });

  test.each(['{', '{"id":305}', '[null]', '[305]'])('%s is refused in one line', async (content) => {
    const error = await read(content).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(/^The jobs file \S+ cannot be used: [^\n]+$/);
  });

  test('that is not there is refused', () => {
    expect(() => readJobsFile(join(folder, 'none.json'))).toThrow('ENOENT');
  });
});

test.each([
  [[{ id: 305 }, { id: 305 }], 'There is a job 305 already'],
  [[{ id: 0 }], 'A job’s id is a whole number above 0, not 0'.replace('’', "'")],
])('jobs that cannot be are refused when the simulator starts: %j', async (jobs, reason) => {
  await expect(startForTest({ jobs })).rejects.toThrow(reason);
});
