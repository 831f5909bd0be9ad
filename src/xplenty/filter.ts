/** The states of a job that has neither ended nor been asked to stop, in the order in which a job goes through them. */
export const ACTIVE_STATES = ['idle', 'pending', 'queued', 'running'] as const;
export type ActiveState = (typeof ACTIVE_STATES)[number];

/** Which jobs are meant. What is undefined or empty leaves them all in; the rest is joined with *and*. */
export interface JobFilter {
  readonly packageId: number | undefined;
  readonly clusterId: number | undefined;
  /** Names and values, all of which must match. */
  readonly variables: ReadonlyMap<string, string>;
  readonly runningLongerThanSeconds: number | undefined;
  readonly states: readonly ActiveState[];
}
