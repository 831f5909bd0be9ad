import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { JobsFileError, readJobsFile } from '../../../tools/simulator/jobs-file.ts';
import { call, startTwin, VERSION_2 } from './twin.ts';

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
    const job = {
      id: 305,
      status: 'running',
      errors: null,
      simulate: { seconds: { running: 0.5 }, stopEnds: 'failed' },
    };
    expect(await read(JSON.stringify([job]))).toEqual([job]);
  });

  test('may be what a list call answers', async () => {
    const first = await startTwin({
      jobs: [
        { id: 305, status: 'running', outputs_count: 1 },
        { id: 304, status: 'stopped' },
      ],
    });
    const { text, json } = await call(first, 'GET', '/xplenation/api/jobs', { headers: VERSION_2 });
    const second = await startTwin({ jobs: await read(text) });
    const told = (jobs: { id: number; status: string; created_at: string }[]) =>
      jobs.map(({ id, status, created_at }) => [id, status, created_at]).sort();
    expect(told(second.jobs())).toEqual(told(json));
  });

  test('is there as an example, and can be used', async () => {
    const jobs = await readJobsFile('tools/simulator/jobs.example.json');
    const twin = await startTwin({ jobs });
    expect(
      twin
        .jobs()
        .map(({ id, status }) => [id, status])
        .sort(),
    ).toEqual([
      [304, 'failed'],
      [305, 'running'],
      [306, 'queued'],
      [307, 'running'],
      [308, 'running'],
    ]);
  });

  test.each([
    ['{', 'is not JSON'],
    ['{"id":305}', 'holds no array of jobs'],
    ['[null]', 'job 1: it is not an object'],
    ['[{},{"id":0}]', 'job 2: id must be a whole number above 0'],
    ['[{"id":"305"}]', 'job 1: id must be a whole number above 0'],
    ['[{"status":3}]', 'job 1: status must be a text'],
    ['[{"created_at":"yesterday"}]', 'job 1: created_at must be a time such as 2013-03-04T08:10:48Z'],
    ['[{"variables":[]}]', 'job 1: variables must be an object'],
    ['[{"progress":-1}]', 'job 1: progress must be a number, 0 or above'],
    ['[{"simulate":{"stopEnds":"later"}}]', 'job 1: simulate.stopEnds must be stopped or completed or failed'],
    ['[{"simulate":{"seconds":{"running":"1"}}}]', 'job 1: simulate.seconds must be an object of numbers'],
    [
      '[{"simulate":{"detour":{"status":"x"}}}]',
      'job 1: simulate.detour must be an object of status, seconds and after',
    ],
    ['[{"simulate":{"seconds":{"runing":1}}}]', 'job 1: simulate.seconds must be an object of numbers'],
    ['[{"id":305},{"id":304},{"id":305}]', 'job 3: there is a job 305 before it'],
    ['[{"simulate":{"second":{}}}]', 'job 1: there is no simulate."second"'],
  ])('of %s is refused: %s', async (content, reason) => {
    const error = await read(content).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(JobsFileError);
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain('\n');
  });

  test('that is not there is told', async () => {
    await expect(readJobsFile(join(folder, 'none.json'))).rejects.toThrow('cannot be read: ENOENT');
  });
});

test('two jobs with one ID are refused when the simulator starts', async () => {
  await expect(startTwin({ jobs: [{ id: 305 }, { id: 305 }] })).rejects.toThrow('There is a job 305 already');
});
