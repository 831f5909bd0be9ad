import { namesOf } from '../../report/journal.ts';
import { duration, log } from '../../report/log.ts';
import type { JobFilter } from '../../xplenty/filter.ts';
import type { Job } from '../../xplenty/job.ts';

// What the log tells while jobs are chosen.

export function tellChoosing(accountId: string, host: string, filter: JobFilter): void {
  const { packageId, clusterId, variables, runningLongerThanSeconds, states } = filter;
  const conditions = [
    `are ${states.join(' or ')}`,
    ...(packageId === undefined ? [] : [`run package ${packageId}`]),
    ...(clusterId === undefined ? [] : [`run on cluster ${clusterId}`]),
    ...(variables.size === 0 ? [] : [`were run with the given ${[...variables.keys()].join(', ')}`]),
    ...(runningLongerThanSeconds === undefined ? [] : [`have run for more than ${runningLongerThanSeconds} s`]),
  ];
  log.info(`Choosing the jobs of account ${accountId} at ${host} that ${conditions.join(' and ')}.`);
}

export function tellChosen(chosen: readonly Job[], dryRun: boolean, elapsedMs: number): void {
  if (chosen.length === 0) log.info(`No job matches, after ${duration(elapsedMs)}. There is nothing to terminate.`);
  else log.info(`${dryRun ? 'Would terminate' : 'Terminating'} ${namesOf(chosen.map(({ id }) => id))}.`);
}
