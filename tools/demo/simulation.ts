import { setTimeout as sleep } from 'node:timers/promises';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

/** A job as the API answers it, as far as it is shown here. */
interface Job {
  readonly id: number;
  readonly status: string;
}

/** In seconds: short enough for somebody who looks on, long enough for every change of state to be seen. */
const STATES = { idle: 0.5, pending: 1, running: 600, pending_stoppage: 2.5, stopping: 3.5 };

/** The documentation's example of a job. */
const REQUEST = { cluster_id: 176, package_id: 103, variables: { InputPath: "'/today'" } };

/** Starts the stand-in for the service on a free port of this machine. */
export function startSimulation(): Promise<Simulator> {
  return startSimulator({ seconds: STATES });
}

/**
 * Runs a job with the API's own call, and looks at it until it is running.
 *
 * @param tell is told each request and its answer
 * @param cancelled ends the wait
 * @returns the job's number
 */
export async function runJob(
  service: Simulator,
  tell: (text: string) => void,
  cancelled: AbortSignal,
): Promise<number> {
  let job = await call(service, 'POST', 'jobs', REQUEST);
  tell(`POST ${path(service, 'jobs')} ${JSON.stringify(REQUEST)}`);
  tell(`  → job ${job.id} is ${job.status}`);
  const lookAt = `jobs/${job.id}`;
  tell(`GET ${path(service, lookAt)}, until it runs`);
  while (job.status !== 'running') {
    await sleep(100, undefined, { signal: cancelled });
    const { status } = job;
    job = await call(service, 'GET', lookAt);
    if (job.status !== status) {
      tell(`  → job ${job.id} is ${job.status}`);
    }
  }
  return job.id;
}

/** @returns the state that the service tells for a job */
export async function lookAtJob(service: Simulator, jobId: number): Promise<string> {
  return (await call(service, 'GET', `jobs/${jobId}`)).status;
}

async function call(service: Simulator, method: string, resource: string, body?: object): Promise<Job> {
  const answer = await fetch(service.url + path(service, resource), {
    method,
    headers: {
      Accept: 'application/vnd.xplenty+json',
      Authorization: `Basic ${Buffer.from(`${service.apiKey}:`).toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`The stand-in answered ${answer.status} to ${method} ${resource}: ${await answer.text()}`);
  }
  return (await answer.json()) as Job;
}

function path(service: Simulator, resource: string): string {
  return `/${service.accountId}/api/${resource}`;
}
