import { outcomeOf } from '../../src/jobs/outcome.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';

/** What an outcome says has become of a job. */
export type Claim =
  | 'stopped'
  | 'had finished'
  | 'finished meanwhile'
  | 'requested'
  | 'not terminated'
  | 'nothing delivered'
  | 'unknown'
  | 'a call was accepted'
  | 'timed out'
  | 'cancelled'
  | 'cannot be seen';

/** The words that stand for a claim. Nothing else of the model knows any words. */
const WORDS: readonly (readonly [Claim, RegExp])[] = [
  ['stopped', /^success: stopped/],
  ['had finished', /: had already (stopped|completed|failed)/],
  ['finished meanwhile', /^warning: (completed|failed) before/],
  ['requested', /^pending: /],
  ['not terminated', /not terminated/i],
  ['nothing delivered', /No request was delivered/],
  ['unknown', /may still be running/],
  ['a call was accepted', /The (accepted call|call was accepted)/],
  ['timed out', /^failure: timed out/],
  ['cancelled', /^failure: cancelled/],
  ['cannot be seen', /cannot be seen/],
];

/** What the outcome of a job claims, and whether it is a failure. */
export interface Claims {
  readonly isFailure: boolean;
  readonly claims: ReadonlySet<Claim>;
  /** Log and summary show these words. */
  readonly text: string;
}

export function claimsOf(tracked: TrackedJob): Claims {
  const { severity, summary, details } = outcomeOf(tracked, false);
  const text = `${severity}: ${summary}. ${details}`;
  const claims = WORDS.flatMap(([claim, words]) => (words.test(text) ? claim : []));
  return { isFailure: severity === 'failure', claims: new Set(claims), text };
}
