import type { StepResult } from '../../tools/runner/run-step.ts';
import type { Job, RecordedRequest } from '../../tools/simulator/simulator.ts';
import { everythingShown, textOf } from './step.ts';
import { count, type Ended, pathOf, VALUE } from './test-case.ts';

const ACTIVE = ['idle', 'pending', 'queued', 'running'];
const STOPPING = ['pending_stoppage', 'pending_terminate', 'stopping'];
const FINAL = ['stopped', 'completed', 'failed'];

/** The commands that the action itself gives. Any other is somebody else's. */
const OWN_COMMANDS = ['add-mask', 'debug', 'error', 'warning', 'notice'];
/** So much of a secret would do to find the rest. */
const PART_OF_SECRET = 12;
/** Attempts of one call. */
const MAX_ATTEMPTS = { usually: 6, throttled: 10 };
const LIST = /^\/xplenation\/api\/jobs\?/;

/**
 * What is wrong with the end of a step, in words; nothing, where all is as it must be: what it reports is true and the same
 * everywhere, it let no secret out, did to the service only what it was told to, and left in order.
 */
export function mistakesOf(ended: Ended): string[] {
  return [...untruths(ended), ...contradictions(ended), ...leaks(ended), ...wrongRequests(ended), ...disorder(ended)];
}

const NOT_TERMINATED = /\bnot terminated\b|No terminate request was sent|No request was delivered/i;

function untruths(ended: Ended): string[] {
  const { exitCode, errors, summary } = ended.step;
  return [
    ...list({
      'failure without an error': exitCode === 1 && errors.length === 0,
      'failure without a summary': exitCode === 1 && summary === '',
      [`success with an error: ${errors}`]: exitCode === 0 && errors.length > 0,
      [`says a thing twice: ${errors}`]: errors.some(saysTwice),
    }),
    ...ended.jobs.flatMap((job, index) => untruthsAbout(job, ended.before[index], ended)),
  ];
}

function untruthsAbout({ id, status }: Job, before: Job | undefined, ended: Ended): string[] {
  const { step, waited, connections } = ended;
  const succeeded = step.exitCode === 0;
  const isStopped = (text = '') => [...STOPPING, 'stopped'].includes(text);
  const wasTerminated = isStopped(status) && !isStopped(before?.status);
  const reported = reportedStatus(id, step);
  const texts = textsAbout(id, step);
  const says = (words: RegExp) => texts.some((text) => words.test(text));
  const finished = texts.map(
    (text) => /: (?:had already )?(stopped|completed|failed)(?: before it could be stopped)?\./.exec(text)?.[1],
  );
  return list({
    [`success, and job ${id} is ${status}`]: succeeded && ![...STOPPING, ...FINAL].includes(status),
    [`success after a wait, and job ${id} is ${status}`]: succeeded && waited && !FINAL.includes(status),
    [`the outputs say ${reported}, and job ${id} is ${status}`]:
      reported !== status && (FINAL.includes(reported ?? '') || (succeeded && waited)),
    [`"${finished}", and job ${id} is ${status}`]: finished.some((word) => word !== undefined && word !== status),
    [`"not terminated", and job ${id} is ${status}`]: says(NOT_TERMINATED) && wasTerminated,
    [`"not terminated", and a call for job ${id} may have been carried out`]:
      says(NOT_TERMINATED) && ended.requests.some((request) => request.path === pathOf(id) && mayHaveActed(request)),
    [`"no request", and ${count(ended, 'DELETE', id)} came for job ${id}`]:
      says(/No terminate request was sent|No request was delivered/) && count(ended, 'DELETE', id) > 0,
    [`"may have been delivered", and nobody could connect for job ${id}`]:
      says(/may have been delivered/) && connections === 0,
    [`"no visible effect", and job ${id} is ${status}`]: says(/no visible effect/) && FINAL.includes(status),
  });
}

/** Whether a client cannot know that a terminate call did nothing: only a refusal says so. */
function mayHaveActed({ method, status = 0 }: RecordedRequest): boolean {
  return method === 'DELETE' && (status < 400 || status >= 500 || status === 408);
}

function saysTwice(text: string): boolean {
  const sentences = text.toLowerCase().split(/[.:] /);
  return new Set(sentences).size < sentences.length;
}

/** The job's status as the outputs have it; undefined where they do not know it. */
function reportedStatus(id: number, step: StepResult): string | undefined {
  return jobsOf(step).find((job) => Number(job.id) === id)?.status;
}

/** What log and annotations say about the outcome of a job, alone or among others. */
function textsAbout(id: number, { lines, errors, warnings, notices }: StepResult): string[] {
  const names = new RegExp(`^(Job ${id}|\\d+ jobs \\((\\d+, )*${id}(, \\d+)*( and more)?\\)): `);
  return [...lines, ...errors, ...warnings, ...notices].filter((text) => names.test(text));
}

/** Log, annotation, job summary and outputs have to report a job in the same words. */
function contradictions({ step, jobs }: Ended): string[] {
  const [failed] = jobsOf(step);
  if (jobs.length !== 1 || failed?.error === undefined) return [];
  const { error } = failed;
  const [summary = '', details = ''] = error.replace(/^Job \d+: /, '').split(/\. (.*)/s);
  const shown = textOf(step.summary);
  return list({
    [`no annotation says "${error}"`]: !step.errors.some((text) => text.startsWith(error)),
    [`no title says "${summary}"`]: !step.commands.some(({ properties }) => properties.title?.endsWith(`: ${summary}`)),
    [`the summary does not say "${summary}"`]: !shown.includes(`${summary}.**`) || !shown.includes(`❌ ${summary} |`),
    [`the summary does not say "${details}"`]: !shown.includes(details.slice(0, 800)),
  });
}

function jobsOf({ outputs }: StepResult): { id: unknown; status?: string; error?: string }[] {
  return JSON.parse(outputs.jobs ?? '[]');
}

function leaks({ step, key }: Ended): string[] {
  const forms = [key, base64(`${key}:`), base64(key)];
  const shown = everythingShown(step);
  const seen = partsOf(forms).filter((part) => shown.includes(part));
  // The outputs hold the variables of a job as they are.
  const withoutOutputs = [step.stdout, step.stderr, step.summary].join('\n');
  const values = partsOf([VALUE]).filter((part) => withoutOutputs.includes(part));
  const firstLines = step.stdout.split('\n').slice(0, forms.length);
  return list({
    [`of the key can be seen: ${seen}`]: seen.length > 0,
    [`of a variable's value can be seen: ${values}`]: values.length > 0,
    [`the log begins with ${firstLines}`]: firstLines.join() !== forms.map((form) => `::add-mask::${form}`).join(),
    [`masked besides: ${step.masks}`]: step.masks.length !== forms.length,
  });
}

function wrongRequests(ended: Ended): string[] {
  const { requests, jobs, bystander, step } = ended;
  const paths = jobs.map(({ id }) => pathOf(id));
  const isOwn = ({ method, path }: RecordedRequest) =>
    (['DELETE', 'GET'].includes(method) && paths.includes(path)) || (method === 'GET' && LIST.test(path));
  const others = requests.filter((request) => !isOwn(request)).map(({ method, path }) => `${method} ${path}`);
  const calls = Math.max(...jobs.map(({ id }) => count(ended, 'DELETE', id)));
  const isThrottled = requests.some(({ status }) => status === 429);
  const isRepeated = step.lines.some((line) => line.endsWith('Terminating it once more.'));
  const most = MAX_ATTEMPTS[isThrottled ? 'throttled' : 'usually'] * (isRepeated ? 2 : 1);
  return list({
    [`requested ${others}`]: others.length > 0,
    [`${calls} terminate calls for one job`]: calls > most,
    [`another job is ${bystander.status}`]: !ACTIVE.includes(bystander.status),
  });
}

function disorder({ step }: Ended): string[] {
  const { exitCode, killedBy, stderr, runnerErrors } = step;
  const foreign = step.commands.filter(({ name }) => !OWN_COMMANDS.includes(name)).map(({ line }) => line);
  return list({
    [`exit status ${exitCode}`]: exitCode !== 0 && exitCode !== 1,
    'killed, since it heeded no cancel': killedBy !== undefined,
    [`on standard error: ${stderr}`]: stderr !== '',
    [`the runner complains: ${runnerErrors}`]: runnerErrors.length > 0,
    [`commands of another: ${foreign}`]: foreign.length > 0,
    [`a defect: ${step.errors}`]: step.errors.some((error) => error.startsWith('Unexpected error')),
  });
}

/** The words that are true. */
function list(mistakes: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(mistakes).filter((words) => mistakes[words]);
}

function partsOf(secrets: readonly string[]): string[] {
  return [...new Set(secrets.flatMap((secret) => stretches(secret, PART_OF_SECRET)))];
}

function stretches(text: string, length: number): string[] {
  return Array.from({ length: text.length - length + 1 }, (_, start) => text.slice(start, start + length));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
