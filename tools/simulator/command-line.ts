import { parseArgs } from 'node:util';
import type { StateSeconds } from './service/job.ts';
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

/** `pending_stoppage` as `--pending-stoppage-seconds`. */
const secondsOption = (state: string) => `${state.replace('_', '-')}-seconds`;

export const HELP = `A stand-in for the Xplenty API on this machine, as its documentation describes it.

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
  const seconds: Partial<StateSeconds> = {};
  for (const state of STATES) {
    const option = secondsOption(state);
    const value = values[option];
    if (typeof value === 'string') seconds[state] = readNumber(option, value, /^\d{1,9}(\.\d+)?$/, 999_999_999);
  }
  return {
    help: values.help === true,
    quiet: values.quiet === true,
    host: readText('host', values.host) ?? '127.0.0.1',
    port: readNumber('port', readText('port', values.port) ?? '0', /^\d{1,5}$/, 65_535),
    accountId: readAccount(readText('account', values.account) ?? 'xplenation'),
    apiKey: readKey(readText('key', values.key)),
    jobsFile: readText('jobs', values.jobs),
    seconds,
  };
}

function parse(args: string[]): Record<string, string | boolean | undefined> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const seconds = Object.fromEntries(STATES.map((state) => [secondsOption(state), text]));
  const options = { ...seconds, port: text, host: text, account: text, key: text, jobs: text, quiet: flag, help: flag };
  try {
    return parseArgs({ args, options, allowPositionals: false }).values as Record<string, string | boolean | undefined>;
  } catch (error) {
    // Node explains at length, in several sentences; the first one says what is wrong.
    throw new UsageError(`${(error as Error).message.split(/[.\n] ?/)[0]}. --help shows what there is.`);
  }
}

function readText(option: string, value: string | boolean | undefined): string | undefined {
  if (value === '') throw new UsageError(`--${option} needs a value`);
  return typeof value === 'string' ? value : undefined;
}

function readNumber(option: string, value: string, form: RegExp, largest: number): number {
  if (form.test(value) && Number(value) <= largest) return Number(value);
  throw new UsageError(`--${option} must be a number from 0 to ${largest}, not ${JSON.stringify(value)}`);
}

function readAccount(value: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(value)) return value;
  throw new UsageError(`--account must be of letters, digits, - and _, not ${JSON.stringify(value)}`);
}

/** The key is shown in a command to copy, and goes before a colon: it needs no quotes and has no colon. */
function readKey(value: string | undefined): string | undefined {
  if (value === undefined || /^[A-Za-z0-9._~+=-]+$/.test(value)) return value;
  throw new UsageError('--key must be of letters, digits and the characters . _ ~ + = -');
}
