import { parseArgs } from 'node:util';

export interface Demonstration {
  /** The inputs that name a job of the real service; undefined where everything is simulated. */
  readonly real: Readonly<Record<string, string>> | undefined;
  /** Whether to show all outputs, and not only those that matter most. */
  readonly all: boolean;
}

/** The options make no sense, or something that they need is missing. */
export class UsageError extends Error {}

export const HELP = `Shows the action at work, started as the GitHub Actions runner starts it.

  npm run demo
      Everything is simulated: a simulator of the Xplenty API runs on this machine, and the action terminates a job
      that runs there. Nothing leaves this machine.

  npm run demo -- --job-id 305
      Terminates this job on the real service. The environment must hold XPLENTY_API_KEY and XPLENTY_ACCOUNT_ID.

Options
  --all            shows all outputs
  --job-id ID      the job to terminate on the real service: its ID or its URL
  --api-url URL    the URL of the API, if it is not the default of action.yml
  -h, --help       shows this text

Ctrl-C cancels the step, as the runner does when a workflow is cancelled. The exit status is the step's.
`;

const OPTIONS = {
  all: { type: 'boolean', default: false },
  'job-id': { type: 'string' },
  'api-url': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws {UsageError} when an option is unknown or empty, or something is missing that it needs */
export function readCommandLine(argv: readonly string[], environment: NodeJS.ProcessEnv): Demonstration | 'help' {
  const { all, help, ...given } = parseOptions(argv);
  if (help) return 'help';
  const empty = Object.entries(given).find(([, value]) => value === '');
  if (empty !== undefined) throw new UsageError(`--${empty[0]} is empty.`);
  if (given['job-id'] === undefined) {
    if (given['api-url'] !== undefined) throw new UsageError('--api-url is for the real service, and needs --job-id.');
    return { real: undefined, all };
  }
  const { XPLENTY_API_KEY: apiKey, XPLENTY_ACCOUNT_ID: accountId } = environment;
  if (apiKey && accountId) return { real: { ...given, 'account-id': accountId, 'api-key': apiKey }, all };
  const missing = [...(apiKey ? [] : ['XPLENTY_API_KEY']), ...(accountId ? [] : ['XPLENTY_ACCOUNT_ID'])];
  throw new UsageError(`The real service needs ${missing.join(' and ')} in the environment.`);
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    // Node's own advice follows in further sentences.
    throw new UsageError(`${(error as Error).message.split(/\.?(?:\n| To specify|\. )/)[0]}.`);
  }
}
