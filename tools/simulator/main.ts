// The simulator for people: `npm run simulator -- --port 8080`, or `npm run simulator -- --help`.
import { HELP, readCommandLine, readJobsFile, UsageError } from './command-line.ts';
import { type RecordedRequest, type Simulator, startSimulator } from './simulator.ts';

try {
  const { help, quiet, jobsFile, ...options } = readCommandLine(process.argv.slice(2));
  const jobs = jobsFile === undefined ? [] : readJobsFile(jobsFile);
  if (help) process.stdout.write(HELP);
  else introduce(await startSimulator({ ...options, jobs, onRequest: quiet ? undefined : log }));
} catch (error) {
  console.error(explain(error as NodeJS.ErrnoException));
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
  console.log(`The Xplenty API is simulated at ${url}
Account: ${accountId}
API key: ${apiKey}
${count === 0 ? 'No jobs yet. Run one:' : `Jobs: ${count}. Run another:`}
  ${curl} -d "job[cluster_id]=176" -d "job[package_id]=103"
See the jobs:
  ${curl}
Ctrl-C ends the simulator.`);
}

/** One line about a request, cut. node:http takes no path that could steer the terminal. */
function log({ method, path, status, fault }: RecordedRequest): void {
  const shown = path.length > 200 ? `${path.slice(0, 200)} ... (cut)` : path;
  console.log(`${method} ${shown} ${status ?? 'no response'}${fault === undefined ? '' : ` (${fault})`}`);
}

/** One line that says what is wrong. A stack is for mistakes of the simulator's own. */
function explain(error: NodeJS.ErrnoException & { port?: number }): string {
  if (error.code === 'EADDRINUSE') return `Port ${error.port} is in use already. Choose another with --port.`;
  return error instanceof UsageError || error.code !== undefined ? error.message : (error.stack ?? error.message);
}
