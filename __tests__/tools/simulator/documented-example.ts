import type { SimulatorOptions } from '../../../tools/simulator/options.ts';
import type { JobSeed } from '../../../tools/simulator/service/job.ts';

const JOB: JobSeed = {
  id: 305,
  status: 'running',
  owner_id: 1,
  progress: 0,
  outputs_count: 0,
  started_at: '2013-03-04T08:10:48Z',
  created_at: '2013-03-04T08:10:42Z',
  cluster_id: 176,
  package_id: 103,
  runtime_in_seconds: 40,
};

const ACCOUNT = { accountId: 'xplenation', publicUrl: 'https://api.xplenty.com', startsAt: '2013-03-04T08:11:27Z' };

/**
 * The account of the documentation's example, at the moment of the example: terminating job 305 answers, field for
 * field, what sections/terminate-job.md of https://github.com/xplenty/xplenty-api-doc-v2 shows.
 */
export const DOCUMENTED_EXAMPLE = {
  ...ACCOUNT,
  jobs: [{ ...JOB, variables: { InputPath: "'/today'" }, creator: { type: 'Schedule', id: 1 } }],
} satisfies SimulatorOptions;

/** The same for version 1: sections/terminate-job.md of https://github.com/xplenty/xplenty-api-doc. */
export const DOCUMENTED_EXAMPLE_1 = {
  ...ACCOUNT,
  unversioned: 1,
  jobs: [{ ...JOB, variables: { InputPath: '/today' } }],
} satisfies SimulatorOptions;
