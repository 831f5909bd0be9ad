// The simulator for people: `npm run simulator -- --port 8080`, or `npm run simulator -- --help`.

import { HELP, readCommandLine, readJobsFile, UsageError } from './command-line.ts';
import { type RecordedRequest, type Simulator, startSimulator } from './simulator.ts';

const LONGEST_PATH = 200;

try {
  const { help, quiet, jobsFile, ...options } = readCommandLine(process.argv.slice(2));
  if (help) process.stdout.write(HELP);
  else {
    const jobs = jobsFile === undefined ? [] : readJobsFile(jobsFile);
    const onRequest = quiet ? undefined : (request: RecordedRequest) => say(requestLine(request));
    introduce(await startSimulator({ ...options, jobs, onRequest }));
  }
} catch (error) {
  process.stderr.write(`${explain(error as NodeJS.ErrnoException)}\n`);
  process.exitCode = 1;
}

function introduce(simulator: Simulator): void {
  const { url, accountId, apiKey } = simulator;
  const stop = () => void simulator.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  // Nobody reads any more, as with `npm run simulator | head`.
  process.stdout.on('error', stop);
  const count = simulator.jobs().length;
  const curl = `curl -u ${apiKey}: -H "Accept: application/vnd.xplenty+json" "${url}/${accountId}/api/jobs"`;
  say(`The Xplenty API is simulated at ${url}`);
  say(`Account: ${accountId}`);
  say(`API key: ${apiKey}`);
  say(count === 0 ? 'No jobs yet. Run one:' : `Jobs: ${count}. Run another:`);
  say(`  ${curl} -d "job[cluster_id]=176" -d "job[package_id]=103"`);
  say('See the jobs:');
  say(`  ${curl}`);
  say('Ctrl-C ends the simulator.');
}

/** One line about a request. node:http takes no path that could steer the terminal. */
function requestLine({ method, path, status, fault }: RecordedRequest): string {
  const shown = path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)} ... (cut)` : path;
  return `${method} ${shown} ${status ?? 'no response'}${fault === undefined ? '' : ` (${fault})`}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line that says what is wrong. A stack is for mistakes of the simulator's own. */
function explain(error: NodeJS.ErrnoException & { port?: number }): string {
  if (error instanceof UsageError) return error.message;
  if (error.code === 'EADDRINUSE') return `Port ${error.port} is in use already. Choose another with --port.`;
  return error.code === undefined ? (error.stack ?? error.message) : error.message;
}
