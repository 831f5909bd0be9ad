import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { JobSeed, StateSeconds } from './service/job.ts';
import { DEFAULT_SECONDS } from './service/lifecycle.ts';

/** What is asked for on the command line makes no sense. Its message is one line. */
export class UsageError extends Error {}

/** What the command line asks for. */
export interface Request {
  help: boolean;
  quiet: boolean;
  host: string;
  port: number;
  accountId: string;
  apiKey: string | undefined;
  jobsFile: string | undefined;
  seconds: Partial<StateSeconds>;
}

const STATES = Object.keys(DEFAULT_SECONDS) as (keyof StateSeconds)[];

/** `pending_stoppage` as `pending-stoppage-seconds`. */
const secondsOption = (state: string) => `${state.replace('_', '-')}-seconds`;

export const HELP = `Simulates the Xplenty API on this machine, as its documentation describes it.

  npm run simulator -- --port 8080 --jobs tools/simulator/jobs.example.json

Options
  --port NUMBER      where to listen; a free port unless told
  --host NAME        the address to listen on; 127.0.0.1 unless told
  --account NAME     the account; xplenation unless told
  --key KEY          the API key that is accepted; a random one unless told
  --jobs FILE        JSON file with the jobs to begin with; none unless told
${STATES.map((state) => `  ${`--${secondsOption(state)} NUMBER`.padEnd(34)} how long jobs are ${state}; ${DEFAULT_SECONDS[state]} unless told`).join('\n')}
  --quiet            no line for each request
  --help             shows this text

Ctrl-C ends it.
`;

/** @throws UsageError */
export function readCommandLine(args: string[]): Request {
  const values = parse(args);
  const text = (name: string, form: RegExp, rule: string): string | undefined => {
    const value = values[name];
    if (value === undefined || (typeof value === 'string' && form.test(value))) return value;
    throw new UsageError(`--${name} must be ${rule}${name === 'key' ? '' : `, not ${JSON.stringify(value)}`}`);
  };
  const number = (name: string, form: RegExp, largest: number): number | undefined => {
    const value = Number(text(name, form, `a number from 0 to ${largest}`) ?? Number.NaN);
    if (value > largest) throw new UsageError(`--${name} must be a number from 0 to ${largest}, not "${value}"`);
    return Number.isNaN(value) ? undefined : value;
  };
  const seconds = STATES.map((state) => [state, number(secondsOption(state), /^\d{1,9}(\.\d+)?$/, 999_999_999)]);
  return {
    help: values.help === true,
    quiet: values.quiet === true,
    host: text('host', /./, 'a host name or an address') ?? '127.0.0.1',
    port: number('port', /^\d{1,5}$/, 65_535) ?? 0,
    accountId: text('account', /^[\w-]+$/, 'of letters, digits, - and _') ?? 'xplenation',
    // The key is shown in a command to copy, and goes before a colon: it needs no quotes and has no colon.
    apiKey: text('key', /^[\w.~+=-]+$/, 'of letters, digits and the characters . _ ~ + = -'),
    jobsFile: text('jobs', /./, 'a path'),
    seconds: Object.fromEntries(seconds.filter(([, value]) => value !== undefined)),
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
    if (!Array.isArray(jobs) || jobs.some((job) => typeof job !== 'object' || job === null))
      throw new Error('no array of jobs');
    return jobs;
  } catch (error) {
    throw new UsageError(`The jobs file ${path} cannot be used: ${(error as Error).message}`);
  }
}

function parse(args: string[]): Record<string, string | boolean | undefined> {
  const names = ['port', 'host', 'account', 'key', 'jobs', ...STATES.map(secondsOption)];
  const texts = Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const));
  const options = { ...texts, quiet: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    // Node explains at length, in several sentences; the first one says what is wrong.
    throw new UsageError(`${(error as Error).message.split(/[.\n] ?/)[0]}. --help shows what there is.`);
  }
}
