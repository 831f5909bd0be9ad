import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runStep } from './runner/run-step.ts';
import { CERTIFICATE_FILE, LOCALHOST } from './simulator/certificate/localhost.ts';
import { startSimulator } from './simulator/simulator.ts';

/** Where a function stands in its file, in UTF-16 code units. */
export interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
}

/** A report that Node leaves where NODE_V8_COVERAGE tells it to (V8's protocol, Profiler.ScriptCoverage). */
interface Coverage {
  readonly result: { readonly url: string; readonly functions: { readonly ranges: (Range & { count: number })[] }[] }[];
}

/**
 * Which functions a plain run calls: one that terminates a job of the simulator over TLS at the first try, and writes
 * outputs and page.
 *
 * @param folder a dist/ to run
 * @returns the functions that were called, by the name of the file
 * @throws Error where the run fails: then it tells nothing of one that does not
 */
export async function calledFunctions(folder: string): Promise<ReadonlyMap<string, readonly Range[]>> {
  const reports = mkdtempSync(join(tmpdir(), 'coverage-'));
  const simulator = await startSimulator({ jobs: [{ id: 305, status: 'running' }], tls: LOCALHOST });
  try {
    const { port, apiKey, accountId } = simulator;
    const step = await runStep({
      main: join(folder, 'index.js'),
      inputs: { 'job-id': '305', 'api-url': `https://localhost:${port}`, 'api-key': apiKey, 'account-id': accountId },
      env: { NODE_V8_COVERAGE: reports, NODE_EXTRA_CA_CERTS: CERTIFICATE_FILE },
    });
    if (step.outcome !== 'success' || step.summary === '' || simulator.requests.length !== 1)
      throw new Error(`The run failed:\n${step.stdout}${step.stderr}`);
    const called = new Map<string, Range[]>();
    for (const report of readdirSync(reports)) {
      const { result } = JSON.parse(readFileSync(join(reports, report), 'utf8')) as Coverage;
      for (const { url: file, functions } of result) {
        const ranges = functions.flatMap(({ ranges: [whole] }) =>
          whole !== undefined && whole.count > 0 ? [whole] : [],
        );
        if (file.startsWith('file:')) called.set(basename(file), ranges);
      }
    }
    return called;
  } finally {
    await simulator.close();
    rmSync(reports, { recursive: true, force: true });
  }
}
