import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep, type StepResult } from '../../tools/runner/run-step.ts';
import { type Job, runsThisAction, type Step } from '../workflows/workflow-files.ts';
import { type Contexts, fillIn, holds, type JobStatus } from './expressions.ts';
import { CAN_RUN_SCRIPTS, runScript } from './script.ts';

export interface Situation {
  /** `github`, `inputs`, `vars` and `secrets`, as the event and the repository make them. */
  readonly contexts: Contexts;
  /** The address that stands in the workflow's scripts, and the simulator's, which takes its place there. */
  readonly api?: { readonly written: string; readonly url: string };
  /** Inputs for this action where the workflow gives none. */
  readonly moreInputs?: Readonly<Record<string, string>>;
  /** Cancels the run. */
  readonly cancel?: AbortSignal;
  /** What happens in place of a step, by the step's ID: returns its outputs. */
  readonly standIns?: Readonly<Record<string, () => Readonly<Record<string, string>>>>;
  /** The folder in which scripts run. An empty one unless told. */
  readonly workspace?: string;
  /** Variables for scripts besides those of the workflow. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What became of one step, by its ID or else its name. */
export interface Played {
  readonly outcome: JobStatus | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  /** What a script printed, or an action's log. */
  readonly log: string;
  /** The whole result, for a step that runs this action. */
  readonly action?: StepResult;
}

const SKIPPED: Played = { outcome: 'skipped', outputs: {}, log: '' };

/**
 * Plays a job of a workflow as GitHub's runner would, one step after the other: scripts in bash, this action through its
 * stand-in, against the simulator. The actions of others are not run, and count as successful. Scripts are skipped where
 * they cannot be run.
 */
export async function playJob(job: Job, situation: Situation): Promise<Readonly<Record<string, Played>>> {
  const played: Record<string, Played> = {};
  const temp = mkdtempSync(join(tmpdir(), 'workflow-'));
  const processes = new AbortController();
  let status: JobStatus = 'success';
  try {
    if (!holds(job.if, situation.contexts, status)) return played;
    for (const step of job.steps ?? []) {
      status = situation.cancel?.aborted ? 'cancelled' : status;
      const contexts = contextsOf(step, job, situation, played);
      const runs = holds(step.if, contexts, status);
      const result = runs ? await playStep(step, contexts, situation, { temp, end: processes.signal }) : SKIPPED;
      played[step.id ?? step.name ?? step.uses ?? ''] = result;
      if (result.outcome === 'failure' && step['continue-on-error'] !== true) status = 'failure';
    }
    return played;
  } finally {
    processes.abort();
    rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
  }
}

function contextsOf(step: Step, job: Job, { contexts }: Situation, played: Record<string, Played>): Contexts {
  const steps = Object.fromEntries(
    Object.entries(played).map(([id, { outcome, outputs }]) => [id, { outcome, outputs }]),
  );
  const known = { github: {}, inputs: {}, vars: {}, secrets: {}, env: {}, ...contexts, steps };
  const env = { ...filled(job.env, known), ...filled(step.env, known) };
  return { ...known, env };
}

async function playStep(
  step: Step,
  contexts: Contexts,
  situation: Situation,
  place: { temp: string; end: AbortSignal },
): Promise<Played> {
  const standIn = situation.standIns?.[step.id ?? ''];
  if (standIn !== undefined) return { outcome: 'success', outputs: standIn(), log: '' };
  const env = contexts.env as Record<string, string>;
  const cancel = situation.cancel?.aborted ? undefined : situation.cancel;
  if (step.run !== undefined) {
    if (!CAN_RUN_SCRIPTS) return SKIPPED;
    const { written = '', url = '' } = situation.api ?? {};
    const { workspace = place.temp, environment } = situation;
    const script = written === '' ? step.run : step.run.replaceAll(written, url);
    return runScript(script, { ...place, workspace, environment: { ...environment, ...env }, cancel });
  }
  if (!runsThisAction(step)) return { outcome: 'success', outputs: {}, log: '' };
  const inputs = { ...situation.moreInputs, ...filled(step.with, contexts) };
  const action = await runStep({ inputs, env, ...(cancel && { cancel }) });
  return { outcome: action.outcome, outputs: action.outputs, log: action.stdout, action };
}

function filled(written: Step['with'], contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(written ?? {}).map(([name, value]) => [name, fillIn(value, contexts)]));
}
