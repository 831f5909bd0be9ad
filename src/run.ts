import { connect } from './api/client.ts';
import type { Cancellation } from './cancellation.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Log } from './github/log.ts';
import { Report } from './github/report.ts';
import type { Secrets } from './github/secrets.ts';
import type { Inputs } from './inputs.ts';
import { preview } from './jobs/preview.ts';
import { selectJobs } from './jobs/select.ts';
import { terminateAll } from './jobs/terminate.ts';
import { type RunContext, TrackedJob } from './jobs/tracked-job.ts';
import { waitUntilStopped } from './jobs/wait.ts';

/**
 * What the step does: terminates the jobs that were named or selected, waits until they are final if asked to, and shows
 * what became of them.
 *
 * @returns whether that is a success
 * @throws SelectionError
 */
export async function run(
  inputs: Inputs,
  cancellation: Cancellation,
  log: Log,
  secrets: Secrets,
  clock: Clock = systemClock,
): Promise<boolean> {
  for (const warning of inputs.warnings) log.warning(warning, 'An input was changed');
  const startedAt = clock.nowMs();
  const elapsedMs = () => clock.nowMs() - startedAt;
  const report = new Report(log, secrets, inputs, elapsedMs);
  const redact = (text: string) => secrets.redact(text);
  const api = connect(inputs, redact, (request) => report.onRequestEnd(request));
  const context: RunContext = { api, cancellation, clock, progress: report, elapsedMs };

  const jobs = await findJobs(inputs, report, context);
  if (inputs.dryRun) {
    await preview(jobs, context);
    report.endPreview();
  } else {
    await terminateAll(jobs, context);
    report.endTermination(cancellation.requested.aborted);
    if (inputs.waitForStopped) await waitUntilStopped(jobs, inputs, context);
  }
  return report.end(cancellation.requested.aborted);
}

/** The jobs that were named, or those that the filters match. */
async function findJobs({ jobs, selection }: Inputs, report: Report, context: RunContext): Promise<TrackedJob[]> {
  if (selection !== undefined) {
    report.startSelection(selection);
    return report.endSelection(await selectJobs(selection, context));
  }
  return report.start(jobs.map((ref) => new TrackedJob(ref)));
}
