import { printable } from '../../src/xplenty/remote-text.ts';
import type { StepResult } from '../runner/run-step.ts';

// What the demonstration prints. Words from a service go through `printable`: they are shown, and can do nothing.

const LONGEST_VALUE = 70;
/** They can hold secrets: with a real job they are not shown. */
const MAY_HOLD_SECRETS: readonly string[] = ['variables', 'job', 'jobs'];

export function say(text = ''): void {
  console.log(text);
}

export function heading(text: string): void {
  say(`\n${text}\n${'─'.repeat(text.length)}`);
}

/** Shows the step as a workflow would write it. */
export function showStep(inputs: Readonly<Record<string, string>>): void {
  say('  - id: terminate');
  say('    uses: OWNER/terminate-xplenty-job@v1');
  say('    with:');
  for (const [name, value] of Object.entries(inputs)) {
    say(`      ${name}: ${name === 'api-key' ? expression('secrets.XPLENTY_API_KEY') : printable(value)}`);
  }
}

/** @returns shows a line of the step's log, with the seconds since now in front of it */
export function logWriter(): (line: string) => void {
  const startedAt = performance.now();
  return (line) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(`${seconds.padStart(6)} s │ ${printable(line, 1_000)}`);
  };
}

/** Shows how the step ended, and what it has left to the steps after it and to the page of the run. */
export function showResult(result: StepResult, hideSecrets: boolean): void {
  const seconds = (result.milliseconds / 1000).toFixed(1);
  say(`The step ended after ${seconds} s: ${result.outcome}, exit status ${result.exitCode ?? result.signal}.`);
  showOutputs(Object.entries(result.outputs), hideSecrets);
  if (result.summary !== '') {
    say('\nThe page of the run shows, as Markdown:\n');
    for (const line of result.summary.trimEnd().split('\n')) {
      say(`  ${printable(line, 1_000)}`);
    }
  }
}

function showOutputs(outputs: [name: string, value: string][], hideSecrets: boolean): void {
  if (outputs.length === 0) {
    say('It has set no outputs.');
    return;
  }
  say(`Later steps get these outputs, as ${expression('steps.terminate.outputs.status')} and so on:\n`);
  const width = Math.max(...outputs.map(([name]) => name.length));
  for (const [name, value] of outputs) {
    const hidden = hideSecrets && MAY_HOLD_SECRETS.includes(name);
    const shown = hidden ? `(${value.length} characters, which may hold secrets)` : printable(value, LONGEST_VALUE);
    say(`  ${name.padEnd(width)}  ${shown === '' ? '(empty)' : shown}`);
  }
}

/** As workflows write it. */
function expression(text: string): string {
  return `\${{ ${text} }}`;
}
