// What the parts that are loaded when they are needed (the folders in `later/`) share with index.js: in dist/ they are
// files of their own, and find it there (scripts/build.ts, which checks that nothing is missing).

export { AT_ONCE, concurrently } from './concurrently.ts';
export { Cancelled, Failed, InvalidInputs, NotChosen, NotOver, NotSeen, NotTerminated, OutOfSight } from './errors.ts';
export { foldedIfMany, namesOf, tellRound } from './report/journal.ts';
export { duration, log, MOST_ANNOTATIONS } from './report/log.ts';
export { redact } from './report/secrets.ts';
export { TRIES } from './termination.ts';
export { nowMs } from './xplenty/clock.ts';
export { ApiRefusal, ExchangeError, GaveUp, Interrupted, lastFault, NotAJob, Redirected } from './xplenty/errors.ts';
export { ACTIVE_STATES } from './xplenty/filter.ts';
export { isNumberOrText, isOver, isStopping, readFields, readJob, runtimeSeconds } from './xplenty/job.ts';
export { printable } from './xplenty/remote-text.ts';
export { LONGEST_PAUSE_MS, pauseBefore, withRetries } from './xplenty/retry.ts';
