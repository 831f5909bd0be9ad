import type { ProcessEnd } from './step-process.ts';
import type { WorkflowCommand } from './workflow-commands.ts';

export interface StepOptions {
  /** What the workflow gives under `with:`. What it does not give arrives as action.yml's default, or empty. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The workflow's `env:`. Of this machine's own environment only what a process needs to run is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables of the runner, in place of those of an imagined repository and run. */
  readonly runner?: Readonly<Record<string, string>>;
  /** What an earlier stage of the action has saved: arrives as `STATE_` and the name. */
  readonly state?: Readonly<Record<string, string>>;
  /** Whether step debugging is on. */
  readonly debug?: boolean;
  /** The folder that holds action.yml. This repository by default. */
  readonly actionFolder?: string;
  /** The script to run, in place of `runs.main` of action.yml: `runs.post`, for instance. */
  readonly main?: string;
  /** Arguments for Node, in front of the script. */
  readonly nodeArguments?: readonly string[];
  /** Gets each line as a person sees it in the log, as it comes: masked, and without the commands that show nothing. */
  readonly onLogLine?: (line: string) => void;
  /** Cancels the step as the runner does: SIGINT, SIGTERM 7.5 s later, and a kill 2.5 s after that. */
  readonly cancel?: AbortSignal;
  /** The signal that a cancel begins with, in place of SIGINT. */
  readonly signal?: NodeJS.Signals;
  /** The step's own `timeout-minutes`, in milliseconds: sends the signals of a cancel, and the step fails. */
  readonly timeoutMs?: number;
  /** A step that still runs after so many milliseconds is killed, and `runStep` throws. See HANGS_AFTER_MS; Infinity for never. */
  readonly killAfterMs?: number;
  /** Measures the peak of resident memory. Loads a small script into the step: not for runs that are timed. */
  readonly measureMemory?: boolean;
  /** The path for GITHUB_OUTPUT, in place of an empty file made for the step. */
  readonly outputFile?: string;
  /** The path for GITHUB_STEP_SUMMARY, in place of an empty file made for the step. */
  readonly summaryFile?: string;
}

/** What the page of a run shows of an `::error::`, a `::warning::` or a `::notice::`. */
export interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice';
  /** Not masked: the runner does not mask titles. */
  readonly title: string;
  /** Masked, and cut. */
  readonly message: string;
}

export interface StepResult extends Omit<ProcessEnd, 'isTimedOut'> {
  /** How later steps see it, as `steps.<id>.outcome`. */
  readonly outcome: 'success' | 'failure' | 'cancelled';
  /** In kilobytes. Measured only with `measureMemory`, and only where the process lived to tell. */
  readonly peakMemoryKb: number | undefined;

  /** Lines that are no commands, not masked. */
  readonly lines: readonly string[];
  readonly commands: readonly WorkflowCommand[];
  /** The whole texts of the commands of these names. A title is among the `properties` of the command. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  readonly debug: readonly string[];
  readonly masks: readonly string[];
  /** The first ten of each kind. */
  readonly annotations: readonly Annotation[];
  /** What the runner itself complains of: an outputs file that it cannot read, a command that it refuses. */
  readonly runnerErrors: readonly string[];

  readonly outputs: Readonly<Record<string, string>>;
  readonly outputFileText: string;
  /** What the step saved for a later stage of the action. */
  readonly state: Readonly<Record<string, string>>;
  /** The job summary, not masked. Empty where it is too large to be shown. */
  readonly summary: string;
  /** As they were printed. */
  readonly stdout: string;
  readonly stderr: string;
}
