import type { SimulatorOptions } from './options.ts';

/**
 * The account of the documentation's example, at the moment of the example: terminating job 305 answers, field for
 * field, what https://github.com/xplenty/xplenty-api-doc-v2/blob/master/sections/terminate-job.md shows.
 */
export const DOCUMENTED_EXAMPLE = {
  accountId: 'xplenation',
  publicUrl: 'https://api.xplenty.com',
  startsAt: '2013-03-04T08:11:27Z',
  jobs: [
    {
      id: 305,
      status: 'running',
      variables: { InputPath: "'/today'" },
      owner_id: 1,
      progress: 0,
      outputs_count: 0,
      started_at: '2013-03-04T08:10:48Z',
      created_at: '2013-03-04T08:10:42Z',
      cluster_id: 176,
      package_id: 103,
      runtime_in_seconds: 40,
    },
  ],
} satisfies SimulatorOptions;
