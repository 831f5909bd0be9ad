import { connect } from './api/client.ts';
import type { Cancellation } from './cancellation.ts';
import type { Clock } from './clock.ts';
import type { Report } from './github/report.ts';
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
 * @param redact takes secrets out of a text
 * @returns whether that is a success
 * @throws SelectionError
 */
export async function run(
  inputs: Inputs,
  cancellation: Cancellation,
  report: Report,
  redact: (text: string) => string,
  clock: Clock,
): Promise<boolean> {
  report.warn(inputs.warnings);
  const { timeoutMs, pollIntervalMs, dryRun, waitForStopped } = inputs;
  const api = connect(inputs, redact, (request) => report.onRequestEnd(request));
  const context: RunContext = { api, cancellation, clock, progress: report, elapsedMs: () => report.elapsedMs() };

  const jobs = await findJobs(inputs, report, context);
  if (dryRun) {
    await preview(jobs, context);
  } else {
    const stopContext = { ...context, timeoutMs, deadlineMs: clock.nowMs() + timeoutMs };
    await terminateAll(jobs, stopContext);
    report.endTermination();
    if (waitForStopped) await waitUntilStopped(jobs, pollIntervalMs, stopContext);
  }
  return report.end(cancellation.requested.aborted);
}

/** The jobs that were named, or those that the filters match. */
async function findJobs(inputs: Inputs, report: Report, context: RunContext): Promise<TrackedJob[]> {
  const { jobs, selection } = inputs;
  if (selection === undefined) {
    return report.start(
      inputs,
      jobs.map((ref) => new TrackedJob(ref)),
    );
  }
  report.startSelection(inputs, selection);
  return report.endSelection(await selectJobs(selection, context));
}
