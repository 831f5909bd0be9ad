import { Choices } from './choices.ts';
import { claimsOf } from './claims.ts';
import { brokenRules, brokenRulesOfOutputs } from './oracle.ts';
import { outputsOf } from './outputs.ts';
import { type Plan, play, type Run } from './play.ts';

/** What came of a check. */
export interface Result {
  /** How many different sequences were played. */
  sequences: number;
  /** For each rule that was broken, how often, and the sequence that shows it with the fewest requests. */
  readonly faults: Map<string, { count: number; example: string; requests: number }>;
}

/** Plays every sequence of each plan once, and judges it. */
export async function check(plans: readonly Plan[]): Promise<Result> {
  const result: Result = { sequences: 0, faults: new Map() };
  for (const plan of plans) {
    const choices = new Choices();
    do {
      const run = await play(plan, choices);
      if (!run.isAsPlanned) continue;
      result.sequences++;
      for (const broken of brokenRulesOf(run)) add(result, run, broken);
    } while (choices.next());
  }
  return result;
}

/** The rules that a run has broken, each with what was said of the job. */
export function brokenRulesOf(run: Run): { rule: string; said: string }[] {
  const all = run.jobs.map((tracked) => {
    const exchanges = run.exchanges.filter(({ jobId }) => jobId === tracked.ref.id);
    return { exchanges, claims: claimsOf(tracked) };
  });
  const ofJobs = all.flatMap(({ exchanges, claims }) =>
    brokenRules(run, exchanges, claims).map((rule) => ({ rule, said: claims.text })),
  );
  const ofOutputs = brokenRulesOfOutputs(all, outputsOf(run.jobs)).map((rule) => ({ rule, said: '' }));
  return [...ofJobs, ...ofOutputs];
}

function add({ faults }: Result, run: Run, { rule, said }: { rule: string; said: string }): void {
  const fault = faults.get(rule) ?? { count: 0, example: '', requests: Number.POSITIVE_INFINITY };
  fault.count++;
  if (run.exchanges.length < fault.requests) {
    fault.requests = run.exchanges.length;
    fault.example = `${describeRun(run)} => ${said}`;
  }
  faults.set(rule, fault);
}

/** The rules that were broken, each with a sequence that shows it, as a test prints them. */
export function faultsOf({ faults }: Result): string[] {
  return [...faults].map(([rule, { count, example }]) => `${rule} (${count} sequences): ${example}`);
}

function describeRun({ plan, exchanges }: Run): string {
  const { waits, timeoutMs, incident } = plan;
  const requests = exchanges.map(
    ({ jobId, method, kind, status, isAborted, startedAtMs }) =>
      `${startedAtMs / 1000} s ${method} ${jobId} ${status ?? kind.name}${isAborted ? ' (aborted)' : ''}`,
  );
  const what = incident === undefined ? '' : `, ${incident.what} request ${incident.request}`;
  return `${waits ? 'waits' : 'does not wait'}, ${timeoutMs / 1000} s${what}: ${requests.join(', ')}`;
}
