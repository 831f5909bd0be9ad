import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Outputs } from '../../src/github/outputs.ts';
import { Secrets } from '../../src/github/secrets.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';

const file = join(tmpdir(), `model-outputs-${process.pid}`);
const known = new Map<string, ReadonlyMap<string, string>>();

/** The step's outputs for these jobs, by their names. They follow from what is kept of the jobs: once for the same is enough. */
export function outputsOf(jobs: readonly TrackedJob[]): ReadonlyMap<string, string> {
  const key = jobs.map(({ ref, job, error, isAccepted }) => [ref.id, job?.status, isAccepted, error?.message]).join();
  const outputs = known.get(key) ?? written(jobs);
  known.set(key, outputs);
  return outputs;
}

function written(jobs: readonly TrackedJob[]): ReadonlyMap<string, string> {
  writeFileSync(file, '');
  new Outputs(file, new Secrets()).set(jobs);
  const entries = readFileSync(file, 'utf8').matchAll(/^(\w+)<<(ghadelimiter_\S+)\r?\n([\s\S]*?)\r?\n\2$/gm);
  return new Map([...entries].map(([, name = '', , text = '']) => [name, text]));
}
