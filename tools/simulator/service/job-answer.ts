import type { Job } from './job.ts';

/** Addresses that answers tell. */
export interface Addresses {
  /** Of the account in the API, `https://api.xplenty.com/xplenation/api`. */
  api: string;
  /** Of the account's pages for people, `https://xplenty.com/xplenation`. */
  web: string;
}

/** How version 1 shows a job (list-jobs.md, run-job.md): only the terminate call's example has no `outputs`. */
export function version1Answer(job: Job): Record<string, unknown> {
  return { ...job, outputs: outputs(job) };
}

/** How version 2 shows a job (resources/job.md, list-job-children.md; `package` and `cluster` in Integrate.io's short form). */
export function version2Answer(
  job: Job,
  dynamicVariables: Record<string, unknown>,
  { api, web }: Addresses,
): Record<string, unknown> {
  return {
    ...version1Answer(job),
    dynamic_variables: dynamicVariables,
    attempts: job.started_at === null ? 0 : 1,
    html_url: `${web}/jobs/${job.id}`,
    log_url: `${api}/jobs/${job.id}/log`,
    creator: { type: 'User', id: job.owner_id, display_name: 'Xplenty', url: `${api}/users/${job.owner_id}` },
    package: { id: job.package_id, name: `Package ${job.package_id}`, url: `${api}/packages/${job.package_id}` },
    cluster: { id: job.cluster_id, name: `Cluster ${job.cluster_id}`, url: `${api}/clusters/${job.cluster_id}` },
  };
}

/** Outputs are made up, one for each that `outputs_count` tells, with IDs that no other job's outputs have. */
function outputs(job: Job): unknown[] {
  return Array.from({ length: Math.min(100, job.outputs_count) }, (_, index) => {
    const id = job.id * 100 + index;
    const url = `${job.url}/outputs/${id}`;
    return {
      id,
      name: `output_${index + 1}`,
      records_count: job.status === 'completed' ? 1000 : 0,
      created_at: job.started_at,
      updated_at: job.updated_at,
      preview_url: `${url}/preview`,
      url,
      component: { name: `destination${index + 1}`, type: 'cloud_storage_destination_component', fields: ['id'] },
    };
  });
}
