import { runStep, type StepOptions, type StepResult } from '../../tools/runner/run-step.ts';
import type { Simulator } from '../../tools/simulator/simulator.ts';

/**
 * Runs dist/ as a step that terminates jobs of the simulator: a process of its own, on real sockets. Polls often, and
 * has a minute for what takes a moment: so slow is no machine.
 *
 * @param inputs over what it takes to reach the simulator
 */
export function runOn(
  simulator: Simulator,
  inputs: Record<string, string>,
  options: Partial<StepOptions> = {},
): Promise<StepResult> {
  return runStep({
    debug: true,
    ...options,
    inputs: {
      'api-url': simulator.url,
      'api-key': simulator.apiKey,
      'account-id': simulator.accountId,
      'poll-interval-seconds': '0.1',
      'timeout-seconds': '60',
      ...inputs,
    },
  });
}

/** `DELETE /xplenation/api/jobs/305`: the requests that the simulator got, as short as that. */
export function requestsTo(simulator: Simulator): string[] {
  return simulator.requests.map(({ method, path }) => `${method} ${path}`);
}

/** The title that an annotation has on the page of the run. */
export function titles(step: StepResult, kind: 'error' | 'warning' | 'notice'): string[] {
  return step.commands.filter(({ name }) => name === kind).map(({ properties }) => properties.title ?? '');
}

/** A summary as a person reads it: without the markup that keeps remote words from acting. */
export function textOf(summary: string): string {
  return summary
    .replace(/<span>&#(\d+);<\/span>/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll('<span></span>', '');
}

/** Everything that the step let anybody see, but for the masks themselves. */
export function everythingShown(step: StepResult): string {
  const shown = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...shown, step.stderr, step.outputFileText, step.summary].join('\n');
}
