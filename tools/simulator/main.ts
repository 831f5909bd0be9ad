// The simulator for people: `npm run simulator -- --port 8080`, or `npm run simulator -- --help`.

import { HELP, type Request, readCommandLine, UsageError } from './command-line.ts';
import { JobsFileError, readJobsFile } from './jobs-file.ts';
import { requestLine } from './request-log.ts';
import { type Simulator, startSimulator } from './simulator.ts';

try {
  const request = readCommandLine(process.argv.slice(2));
  if (request.help) process.stdout.write(HELP);
  else await run(request);
} catch (error) {
  process.stderr.write(`${explain(error as NodeJS.ErrnoException)}\n`);
  process.exitCode = 1;
}

async function run(request: Request): Promise<void> {
  const { host, port, accountId, apiKey, seconds, jobsFile, quiet } = request;
  const jobs = jobsFile === undefined ? [] : await readJobsFile(jobsFile);
  const onRequest = quiet ? undefined : (told: Parameters<typeof requestLine>[0]) => say(requestLine(told));
  const simulator = await startSimulator({ host, port, accountId, apiKey, seconds, jobs, onRequest });
  introduce(simulator);
  const stop = () => void simulator.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Nobody reads any more, as with `npm run simulator | head`.
  process.stdout.on('error', stop);
}

function introduce(simulator: Simulator): void {
  const { url, accountId, apiKey } = simulator;
  const jobs = simulator.jobs();
  const jobsUrl = `${url}/${accountId}/api/jobs`;
  const accept = '-H "Accept: application/vnd.xplenty+json"';
  say(`The Xplenty API is simulated at ${url}`);
  say(`Account: ${accountId}`);
  say(`API key: ${apiKey}`);
  say(jobs.length === 0 ? 'No jobs yet. Run one:' : `Jobs: ${jobs.length}. Run another:`);
  say(`  curl -u ${apiKey}: ${accept} "${jobsUrl}" -d "job[cluster_id]=176" -d "job[package_id]=103"`);
  say('See the jobs:');
  say(`  curl -u ${apiKey}: ${accept} "${jobsUrl}"`);
  say('Ctrl-C ends the simulator.');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line that says what is wrong. A stack is for mistakes of the simulator's own. */
function explain(error: NodeJS.ErrnoException & { port?: number; address?: string }): string {
  if (error instanceof UsageError || error instanceof JobsFileError) return error.message;
  const where = `${error.address ?? 'the address'}, port ${error.port ?? '(any)'}`;
  if (error.code === 'EADDRINUSE') return `Port ${error.port} is in use already. Choose another with --port.`;
  if (error.code === 'EACCES') return `This user may not listen on ${where}. Choose a port from 1024 on with --port.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return `There is no such address here: ${where}`;
  return error.stack ?? error.message;
}
