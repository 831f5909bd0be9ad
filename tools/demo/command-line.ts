import { parseArgs } from 'node:util';

/** The job to terminate on the real service, and the credentials for it. */
export interface RealJob {
  readonly jobId: string;
  readonly apiKey: string;
  readonly accountId: string;
  /** Where the API is, if not where action.yml says. */
  readonly apiUrl: string | undefined;
}

/** What was asked for on the command line makes no sense, or only half of what is needed is there. */
export class UsageError extends Error {}

export const HELP = `Shows the action at work, started the way the GitHub Actions runner starts it.

  npm run demo
      Everything is simulated: a stand-in for the Xplenty service runs on this machine, a job is run on it, and the
      action terminates that job. Nothing leaves this machine.

  npm run demo -- --job-id 305
      Terminates this job on the real service. The environment must hold XPLENTY_API_KEY and XPLENTY_ACCOUNT_ID.

Options
  --job-id ID      the job to terminate on the real service: its number, or its address in the API
  --api-url URL    where the real service's API is, if not where action.yml says
  --help           shows this text

Ctrl-C cancels the step, as the runner does when a workflow is cancelled. The exit status is the step's.
`;

/**
 * Reads what the demonstration is asked for.
 *
 * @returns the job to terminate on the real service, `'simulated'` where none is named, or `'help'`
 * @throws {UsageError} when an option is unknown or empty, or something is missing that it takes
 */
export function readCommandLine(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): RealJob | 'simulated' | 'help' {
  const options = parseOptions(argv);
  if (options.help === true) {
    return 'help';
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === '') {
      throw new UsageError(`--${name} is empty.`);
    }
  }
  const { 'job-id': jobId, 'api-url': apiUrl } = options;
  if (jobId === undefined) {
    if (apiUrl !== undefined) {
      throw new UsageError('--api-url is for the real service, and needs a job there: --job-id ID.');
    }
    return 'simulated';
  }
  const { XPLENTY_API_KEY: apiKey, XPLENTY_ACCOUNT_ID: accountId } = environment;
  if (!apiKey || !accountId) {
    const missing = Object.entries({ XPLENTY_API_KEY: apiKey, XPLENTY_ACCOUNT_ID: accountId })
      .filter(([, value]) => !value)
      .map(([name]) => name);
    throw new UsageError(
      `To terminate job ${jobId} on the real service, the environment must hold ${missing.join(' and ')}, ` +
        'which it does not. Without --job-id everything is simulated.',
    );
  }
  return { jobId, apiKey, accountId, apiUrl };
}

function parseOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { 'job-id': { type: 'string' }, 'api-url': { type: 'string' }, help: { type: 'boolean' } },
    });
    return values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
