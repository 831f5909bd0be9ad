import type { Claim, Claims } from './claims.ts';
import { type Facts, factsOf, isActive } from './facts.ts';
import type { Exchange } from './model-api.ts';
import type { Run } from './play.ts';

const GRACE_MS = 4_500;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_ATTEMPTS = 6;
const MAX_THROTTLED_ATTEMPTS = 10;
const NO_EFFECT_MS = 30_000;

/** Which of the rules a run has broken, in words; none where all is right. They are those of "Outcomes" in the design. */
export function brokenRules(run: Run, exchanges: readonly Exchange[], outcome: Claims): string[] {
  const facts = factsOf(exchanges);
  return [...rulesOfOutcome(run, facts, outcome), ...rulesOfRequests(run, exchanges, facts)].flatMap(
    ([isKept, rule]) => (isKept ? [] : rule),
  );
}

type Rule = readonly [isKept: boolean, words: string];

function rulesOfOutcome(run: Run, facts: Facts, { isFailure, claims }: Claims): Rule[] {
  const { waits, timeoutMs } = run.plan;
  const { final, calls, isAccepted, canHaveActed, wasStopping } = facts;
  const isCancelled = run.cancelledAtMs !== undefined;
  const only = (claim: Claim, rule: string): Rule[] => [
    [claims.has(claim), rule],
    [
      (['unknown', 'not terminated', 'nothing delivered'] as const).every((one) => one === claim || !claims.has(one)),
      `${rule}, and nothing else`,
    ],
  ];
  const truth: Rule[] = [
    [!claims.has('not terminated') || !canHaveActed, '"not terminated" only where no call can have acted'],
    [!claims.has('nothing delivered') || !facts.isDelivered, '"nothing was delivered" only where nothing was'],
    [!claims.has('a call was accepted') || isAccepted, '"the call was accepted" only where one was'],
    [!claims.has('stopped') || final?.status === 'stopped', '"stopped" only where it was seen'],
    [
      claims.has('had finished') === facts.hadFinished,
      '"had already finished" where no call can have acted before, and only there',
    ],
    [!claims.has('timed out') || run.endedAtMs >= timeoutMs - 1_000, '"timed out" only at the timeout'],
    [!claims.has('cancelled') || isCancelled, '"cancelled" only after a cancel'],
  ];
  if (final !== undefined) {
    const right: Claim = facts.hadFinished
      ? 'had finished'
      : final.status === 'stopped'
        ? 'stopped'
        : 'finished meanwhile';
    return [...truth, [!isFailure && claims.has(right), 'a final status that was seen is a success that says so']];
  }
  if (!isAccepted && !wasStopping) {
    truth.push([isFailure, 'a failure where no call was accepted and the job was not seen stopping']);
    if (calls.length === 0) return [...truth, ...only('not terminated', 'no call is "not terminated"')];
    if (!facts.isDelivered) return [...truth, ...only('nothing delivered', 'nothing delivered is said')];
    if (canHaveActed) return [...truth, ...only('unknown', 'a call that can have acted leaves the outcome unknown')];
    return [...truth, ...only('not terminated', 'a refusal is "not terminated"')];
  }
  if (!waits && !isCancelled)
    return [...truth, [!isFailure && claims.has('requested'), 'an accepted call is a success']];
  truth.push([isFailure, 'a failure where the job was not seen final']);
  if (isCancelled) return [...truth, [claims.has('cancelled') || facts.isHidden, 'a cancel is said']];
  if (facts.isHidden)
    return [...truth, [claims.has('cannot be seen'), 'a job that is not shown any more ends the wait']];
  return [...truth, [claims.has('timed out'), 'only the timeout, a cancel or a certain answer ends a wait']];
}

function rulesOfRequests(
  run: Run,
  exchanges: readonly Exchange[],
  { calls, final, isAccepted, wasStopping }: Facts,
): Rule[] {
  const { cancelledAtMs = Number.POSITIVE_INFINITY, endedAtMs, plan } = run;
  const begun = exchanges.filter(({ isBegun }) => isBegun);
  const lastStartMs = Math.max(...begun.map(({ startedAtMs }) => startedAtMs));
  const [first, repeated] = [calls.filter(({ isInWait }) => !isInWait), calls.filter(({ isInWait }) => isInWait)];
  const rules: Rule[] = [
    [lastStartMs < plan.timeoutMs, 'no request after the timeout'],
    [lastStartMs < cancelledAtMs + GRACE_MS, "no request after a cancel's grace"],
    [endedAtMs <= cancelledAtMs + GRACE_MS, 'it ends within the grace of a cancel'],
    [endedAtMs <= plan.timeoutMs + REQUEST_TIMEOUT_MS, 'it ends once the last request before the timeout has'],
    [[first, repeated].every(isWithinAttempts), 'at most six attempts a call, or ten where the service throttles'],
    [final === undefined || exchanges.at(-1) === final, 'no request about a job that was seen final'],
  ];
  const lastCall = first.at(-1);
  if (lastCall !== undefined && run.cancelledAtMs === undefined) {
    const isAsked = ['409', '422'].includes(lastCall.kind.name) && endedAtMs < plan.timeoutMs;
    const isWithoutEffect = exchanges.some(
      ({ isInWait, method, status, startedAtMs }) =>
        isInWait && method === 'GET' && isActive(status) && startedAtMs >= lastCall.startedAtMs + 2 * NO_EFFECT_MS,
    );
    rules.push(
      [!isAsked || exchanges.at(-1) !== lastCall, 'a call that is refused because of the status is followed by a get'],
      [!isWithoutEffect || repeated.length > 0, 'a call without effect is repeated'],
    );
  }
  const [again] = repeated;
  if (again === undefined) return rules;
  const before = exchanges.slice(0, exchanges.indexOf(again));
  const lastShown = before.findLast(({ status }) => status !== undefined);
  return [
    ...rules,
    [isAccepted || wasStopping, 'only a call that was accepted is repeated'],
    [!factsOf(before).isHidden, 'only for a job that is still waited for a call is repeated'],
    [isActive(lastShown?.status), 'only for a job that is still active a call is repeated'],
    [again.startedAtMs - (first.at(-1)?.startedAtMs ?? 0) >= NO_EFFECT_MS, 'a call is repeated after 30 s, not sooner'],
    [repeated.every((call) => call.startedAtMs < cancelledAtMs + GRACE_MS), 'no call is repeated after a cancel'],
  ];
}

/** Past the sixth, each attempt follows one that was throttled, and so has done nothing. */
function isWithinAttempts(attempts: readonly Exchange[]): boolean {
  const extra = attempts.slice(MAX_ATTEMPTS - 1, -1);
  return attempts.length <= MAX_THROTTLED_ATTEMPTS && extra.every(({ kind }) => kind.name === '429');
}

interface JudgedJob {
  readonly exchanges: readonly Exchange[];
  readonly claims: Claims;
}

/** What later steps are given says the same. */
export function brokenRulesOfOutputs(jobs: readonly JudgedJob[], outputs: ReadonlyMap<string, string>): string[] {
  const statuses = jobs.map(({ exchanges }) => factsOf(exchanges).lastStatus ?? '');
  const shared = new Set(statuses).size > 1 ? 'mixed' : statuses[0];
  const entries = JSON.parse(outputs.get('jobs') ?? '') as { status?: string; error?: string }[];
  const rules: Rule[] = [
    [outputs.get('status') === shared, 'the output "status" is the status that was seen last'],
    [outputs.get('count') === String(jobs.length), 'the output "count" counts the jobs'],
    [
      jobs.every(({ claims }, index) => (entries[index]?.error !== undefined) === claims.isFailure),
      'the output "jobs" has an error for each failure, and for nothing else',
    ],
    [
      entries.every(({ status }, index) => status === undefined || status === statuses[index]),
      'the output "jobs" has no status but the last one',
    ],
  ];
  return rules.flatMap(([isKept, rule]) => (isKept ? [] : rule));
}
