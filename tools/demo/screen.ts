import type { StepResult } from '../runner/run-step.ts';
import { asText, printable } from './markdown.ts';

// What the demonstration prints. What a service wrote goes through `printable`.

const LONGEST_VALUE = 70;
const MAIN_OUTPUTS = ['status', 'runtime_in_seconds', 'count'];
/** They can hold secrets: those of a real job are not shown. */
const MAY_HOLD_SECRETS = ['variables', 'job', 'jobs'];

export function say(text = ''): void {
  console.log(text);
}

export function heading(text: string): void {
  say(`\n${text}\n${'─'.repeat(text.length)}`);
}

/** Shows the step as a workflow would write it. */
export function showStep(inputs: Readonly<Record<string, string>>): void {
  say('  - id: terminate\n    uses: OWNER/terminate-xplenty-job@v1\n    with:');
  for (const [name, value] of Object.entries(inputs)) {
    say(`      ${name}: ${name === 'api-key' ? expression('secrets.XPLENTY_API_KEY') : printable(value)}`);
  }
}

/** @returns shows a line of the step's log, with the seconds since now in front of it */
export function logWriter(): (line: string) => void {
  const startedAt = performance.now();
  return (line) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(`${seconds.padStart(6)} s │ ${printable(line)}`);
  };
}

/** Shows how the step ended, the job summary, and the outputs for later steps. */
export function showResult(result: StepResult, { all, hideSecrets }: { all: boolean; hideSecrets: boolean }): void {
  const seconds = (result.milliseconds / 1000).toFixed(1);
  say(`The step ended after ${seconds} s: ${result.outcome}, exit status ${result.exitCode ?? result.signal}.`);
  if (result.summary !== '') {
    say('\nThe job summary, on the page of the workflow run:\n');
    for (const line of asText(result.summary).split('\n')) say(`  │ ${printable(line)}`);
  }
  const outputs = Object.entries(result.outputs).filter(([name]) => all || MAIN_OUTPUTS.includes(name));
  const width = Math.max(...outputs.map(([name]) => name.length));
  const more = all ? '' : ' (--all shows the rest)';
  say(
    outputs.length === 0
      ? '\nThe step has set no outputs.'
      : `\nOutputs, for later steps as ${expression('steps.terminate.outputs.status')} and so on${more}:\n`,
  );
  for (const [name, value] of outputs) {
    const hidden = hideSecrets && MAY_HOLD_SECRETS.includes(name);
    const shown = hidden ? `(${value.length} characters, which may hold secrets)` : printable(value, LONGEST_VALUE);
    say(`  ${name.padEnd(width)}  ${shown || '(empty)'}`);
  }
}

/** As workflows write it. */
function expression(text: string): string {
  return `\${{ ${text} }}`;
}
