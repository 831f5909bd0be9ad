import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { JobSeed, StateSeconds } from './service/job.ts';
import { DEFAULT_SECONDS } from './service/lifecycle.ts';

/** What is asked for on the command line makes no sense. Its message is one line. */
export class UsageError extends Error {}

const STATES = Object.keys(DEFAULT_SECONDS) as (keyof StateSeconds)[];

/** `pending_stoppage` as `pending-stoppage-seconds`. */
const secondsOption = (state: string) => `${state.replace('_', '-')}-seconds`;

const secondsHelp = (state: keyof StateSeconds) =>
  `  ${`--${secondsOption(state)} NUMBER`.padEnd(34)} how long jobs are ${state}; ${DEFAULT_SECONDS[state]} by default`;

export const HELP = `Simulates the Xplenty API on this machine, as its documentation describes it.

  npm run simulator -- --port 8080 --jobs tools/simulator/jobs.example.json

Options
  --port NUMBER      where to listen; a free port by default
  --host NAME        the address to listen on; 127.0.0.1 by default
  --account NAME     the account; xplenation by default
  --key KEY          the API key that is accepted; a random one by default
  --jobs FILE        JSON file with the jobs to begin with; none by default
${STATES.map(secondsHelp).join('\n')}
  --quiet            no line for each request
  --help             shows this text
`;

/** What the command line asks for, with the defaults of SimulatorOptions left out. @throws UsageError */
export function readCommandLine(args: string[]) {
  const values = parse(args);
  const text = (name: string, form: RegExp, rule: string): string | undefined => {
    const value = values[name];
    if (value === undefined || (typeof value === 'string' && form.test(value))) return value;
    throw new UsageError(`--${name} must be ${rule}${name === 'key' ? '' : `, not ${JSON.stringify(value)}`}`);
  };
  const number = (name: string, form: RegExp, rule: string): number | undefined => {
    const value = text(name, form, rule);
    return value === undefined ? undefined : Number(value);
  };
  const portForm = /^(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/;
  const secondsForm = /^\d{1,9}(\.\d+)?$/;
  const seconds = STATES.map((state) => [state, number(secondsOption(state), secondsForm, 'a number of seconds')]);
  return {
    help: values.help === true,
    quiet: values.quiet === true,
    host: text('host', /./, 'a host name or an address'),
    port: number('port', portForm, 'a number from 0 to 65535'),
    accountId: text('account', /^[\w-]+$/, 'of letters, digits, - and _'),
    // The key is shown in a command to copy, and goes before a colon: it needs no quotes and has no colon.
    apiKey: text('key', /^[\w.~+=-]+$/, 'of letters, digits and the characters . _ ~ + = -'),
    jobsFile: text('jobs', /./, 'a path'),
    seconds: Object.fromEntries(seconds.filter(([, value]) => value !== undefined)) as Partial<StateSeconds>,
  };
}

/**
 * Reads jobs from a JSON file: an array of jobs in the API's own form, each with `simulate` for what is the simulator's
 * own. What a list call of the API answers can be used as it is.
 *
 * @throws UsageError
 */
export function readJobsFile(path: string): JobSeed[] {
  try {
    const jobs: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Array.isArray(jobs) && jobs.every((job) => typeof job === 'object' && job !== null)) return jobs;
    throw new Error('no array of jobs');
  } catch (error) {
    throw new UsageError(`The jobs file ${path} cannot be used: ${(error as Error).message}`);
  }
}

function parse(args: string[]): Record<string, string | boolean | undefined> {
  const names = ['port', 'host', 'account', 'key', 'jobs', ...STATES.map(secondsOption)];
  const texts = Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const));
  try {
    return parseArgs({ args, options: { ...texts, quiet: { type: 'boolean' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    // Node explains at length, in several sentences; the first one says what is wrong.
    throw new UsageError(`${(error as Error).message.split(/[.\n] ?/)[0]}. --help shows what there is.`);
  }
}
