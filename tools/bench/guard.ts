import { join } from 'node:path';
import { runStep } from '../runner/run-step.ts';
import { halfOf, median, milliseconds, quantile, type Row, rowsOf } from './figures.ts';
import { REPOSITORY } from './run.ts';

const INPUTS = { 'api-key': 'key-of-nobody', 'account-id': 'nobody', 'tag-variable': 'github_run' };
const SCRIPTS = { 'bare Node': join(import.meta.dirname, 'nothing.cjs'), 'the main stage': '../dist/guard.js' };

/** The start of the guard's main stage beside that of Node with an empty script, in turn. */
export async function guard(pairs: number): Promise<Row[]> {
  const rows = Object.entries(SCRIPTS).map(([name, main]) => ({ name, main, samples: [] as number[] }));
  for (let pair = 0; pair < pairs; pair++) {
    for (const { main, samples } of rows) {
      const step = await runStep({ inputs: INPUTS, actionFolder: join(REPOSITORY, 'guard'), main });
      if (step.outcome !== 'success') throw new Error(`${main} failed:\n${step.stdout}${step.stderr}`);
      samples.push(step.milliseconds);
    }
  }
  return rows.flatMap(({ name, samples }) => {
    const measured = `${milliseconds(median(samples))}, the quickest tenth ${milliseconds(quantile(samples, 0.1))}`;
    return rowsOf('Guard', { [`${name}, median of ${pairs}`]: { measured, half: halfOf(samples, milliseconds) } });
  });
}
