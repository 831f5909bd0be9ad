import type { StepResult } from '../../tools/runner/run-step.ts';
import type { Job, RecordedRequest } from '../../tools/simulator/simulator.ts';
import { everythingShown } from './step.ts';
import { count, type Ended, pathOf } from './test-case.ts';

const STOPPING = ['pending_stoppage', 'pending_terminate', 'stopping'];
const OVER = ['stopped', 'completed', 'failed'];

/** The commands that the action itself gives. Any other is somebody else's. */
const OWN_COMMANDS = ['add-mask', 'debug', 'error', 'warning', 'group', 'endgroup'];
/** So much of a secret would do to find the rest. */
const PART_OF_SECRET = 12;
const MAX_ATTEMPTS = 6;
const LIST = /^\/xplenation\/api\/jobs\?/;

/**
 * What is wrong with the end of a step, in words; nothing, where all is as it must be: it told the truth about its jobs,
 * let the key out nowhere, did to the service only what it was told to, and left in order.
 */
export function mistakesOf(ended: Ended): string[] {
  return [...untruths(ended), ...leaks(ended), ...wrongRequests(ended), ...disorder(ended)];
}

function untruths({ step, jobs, waited }: Ended): string[] {
  const { exitCode, errors } = step;
  return [
    ...list({
      'failure without an error': exitCode === 1 && errors.length === 0,
      [`success with an error: ${errors}`]: exitCode === 0 && errors.length > 0,
    }),
    ...jobs.flatMap((job) => untruthsAbout(job, step, waited)),
  ];
}

function untruthsAbout({ id, status }: Job, step: StepResult, waited: boolean): string[] {
  const succeeded = step.exitCode === 0;
  const wasTerminated = [...STOPPING, 'stopped'].includes(status);
  const told = toldOf(id, step);
  const said = [...step.lines, ...step.errors, ...step.warnings, step.summary].filter((text) => text.includes(`${id}`));
  const says = (words: string) => said.some((text) => new RegExp(words.replace('#', `\\b${id}`), 'i').test(text));
  return list({
    [`success, and job ${id} is ${status}`]: succeeded && ![...STOPPING, ...OVER].includes(status),
    [`success after a wait, and job ${id} is ${status}`]: succeeded && waited && !OVER.includes(status),
    [`the outputs say ${told}, and job ${id} is ${status}`]:
      told !== status && (OVER.includes(told ?? '') || (succeeded && waited)),
    [`"has stopped", and job ${id} is ${status}`]: says('job # has stopped') && status !== 'stopped',
    [`"was not terminated", and job ${id} is ${status}`]: says('job # was not terminated') && wasTerminated,
    [`"still running" or the like, and job ${id} is ${status}`]:
      says('#.*still (idle|pending|queued|running)\\b') && wasTerminated,
  });
}

/** The job's status as the outputs have it; undefined where they do not know it. */
function toldOf(id: number, { outputs }: StepResult): string | undefined {
  const jobs = JSON.parse(outputs.jobs ?? '[]') as { id: unknown; status?: string }[];
  return jobs.find((job) => Number(job.id) === id)?.status;
}

function leaks({ step, key }: Ended): string[] {
  const forms = [key, base64(`${key}:`), base64(key)];
  const shown = everythingShown(step);
  const parts = new Set(forms.flatMap((form) => stretches(form, PART_OF_SECRET)));
  const seen = [...parts].filter((part) => shown.includes(part));
  const firstLines = step.stdout.split('\n').slice(0, forms.length);
  return list({
    [`of the key can be seen: ${seen}`]: seen.length > 0,
    [`the log begins with ${firstLines}`]: firstLines.join() !== forms.map((form) => `::add-mask::${form}`).join(),
    [`masked besides: ${step.masks}`]: step.masks.length !== forms.length,
  });
}

function wrongRequests(ended: Ended): string[] {
  const { requests, jobs, bystander } = ended;
  const paths = jobs.map(({ id }) => pathOf(id));
  const isOwn = ({ method, path }: RecordedRequest) =>
    (['DELETE', 'GET'].includes(method) && paths.includes(path)) || (method === 'GET' && LIST.test(path));
  const others = requests.filter((request) => !isOwn(request)).map(({ method, path }) => `${method} ${path}`);
  const attempts = Math.max(...jobs.map(({ id }) => count(ended, 'DELETE', id)));
  return list({
    [`asked for ${others}`]: others.length > 0,
    [`${attempts} terminate calls for one job`]: attempts > MAX_ATTEMPTS,
    [`another job is ${bystander.status}`]: bystander.status !== 'running',
  });
}

function disorder({ step }: Ended): string[] {
  const { exitCode, killedBy, stderr, runnerErrors } = step;
  const foreign = step.commands.filter(({ name }) => !OWN_COMMANDS.includes(name)).map(({ line }) => line);
  return list({
    [`exit code ${exitCode}`]: exitCode !== 0 && exitCode !== 1,
    'killed, since it heeded no cancel': killedBy !== undefined,
    [`on standard error: ${stderr}`]: stderr !== '',
    [`the runner complains: ${runnerErrors}`]: runnerErrors.length > 0,
    [`commands of another: ${foreign}`]: foreign.length > 0,
    [`a defect: ${step.errors}`]: step.errors.some((error) => error.startsWith('This should not have happened')),
  });
}

/** The words that are true. */
function list(mistakes: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(mistakes).filter((words) => mistakes[words]);
}

function stretches(text: string, length: number): string[] {
  return Array.from({ length: text.length - length + 1 }, (_, start) => text.slice(start, start + length));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
