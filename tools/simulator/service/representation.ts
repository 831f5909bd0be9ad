import type { StoredCluster } from './cluster.ts';
import { type Creator, isoTime, type Job } from './job.ts';
import type { StoredJob } from './stored-job.ts';

/** What a response depends on besides its item. */
export interface View {
  version: 1 | 2;
  nowMs: number;
  /** The account's URL in the API, `https://api.xplenty.com/xplenation/api`. */
  api: string;
  /** The account's pages for people, `https://xplenty.com/xplenation`. */
  web: string;
  /** How many jobs run on each cluster, or are stopping, and how many wait for it. */
  counts: (clusterId: number) => { running: number; queued: number };
}

type Fields = Record<string, unknown>;

/** The response to a terminate call: no `outputs`, and in version 2 three fields more (terminate-job.md). */
export function terminatedJob(job: StoredJob, view: View): Fields {
  const { url, runtime_in_seconds, completed_at, ...fields } = job.fields(view.nowMs);
  if (view.version === 1) return { ...fields, url, runtime_in_seconds, completed_at };
  return { ...fields, runtime_in_seconds, completed_at, url, ...links(job, view) };
}

/** A job (version 1: list-jobs.md, get-job-information.md; version 2: resources/job.md). */
export function jobFields(job: StoredJob, cluster: StoredCluster, view: View): Fields {
  const fields = job.fields(view.nowMs);
  const { id, status, variables, owner_id, progress, outputs_count, ...rest } = fields;
  const first = { id, status, variables, owner_id, progress, outputs_count, outputs: outputsOf(fields, view) };
  if (view.version === 1) return { ...first, ...rest };
  const { dynamic_variables = {}, attempts = 0, master_auto_retry_attempts = null } = job.seed;
  return {
    ...{ ...first, dynamic_variables, attempts, master_auto_retry_attempts, ...rest, ...links(job, view) },
    ...{ package: packageOf(fields, view), cluster: clusterFields(cluster, view) },
  };
}

/** A cluster (version 1: list-clusters.md; version 2: resources/cluster.md; `queued_jobs_count` is in list-jobs.md). */
export function clusterFields(cluster: StoredCluster, view: View): Fields {
  const { running, queued } = view.counts(cluster.id);
  const fields = cluster.fields(view.nowMs, running, `${view.api}/clusters/${cluster.id}`);
  if (view.version === 1) return fields;
  return {
    ...{ master_instance_type: 'm3.xlarge', slave_instance_type: 'm3.xlarge' },
    ...{ master_spot_price: null, slave_spot_price: null },
    ...{ master_spot_percentage: null, slave_spot_percentage: null, allow_fallback: true, stack: 'white-everest' },
    ...{ idle_since: running + queued > 0 ? null : fields.available_since, queued_jobs_count: queued },
    ...{ bootstrap_actions: [], ...fields, html_url: `${view.web}/clusters/${cluster.id}` },
    creator: creatorFields(cluster.creator, view),
  };
}

/** The response to watching an item. The page has an offset in this one time (watch-clusters-and-jobs.md). */
export function watched(item: string, { api, nowMs }: View): Fields {
  const created_at = isoTime(nowMs + 3 * 3_600_000).replace('Z', '+03:00');
  return { created_at, [item.startsWith('jobs') ? 'job_url' : 'cluster_url']: `${api}/${item}` };
}

function links(job: StoredJob, view: View): Fields {
  const creator = job.seed.creator ?? { type: 'User', id: job.seed.owner_id ?? 1 };
  const [html_url, log_url] = [`${view.web}/jobs/${job.id}`, `${view.api}/jobs/${job.id}/log`];
  return { html_url, log_url, creator: creatorFields(creator, view) };
}

function creatorFields({ type, id, display_name = `${type} ${id}` }: Creator, { api, web }: View): Fields {
  const path = `${type.toLowerCase()}s/${id}`;
  return { type, id, display_name, url: `${api}/${path}`, html_url: `${web}/${path}` };
}

/** The package of a job (resources/package.md). */
function packageOf({ package_id: id, owner_id, created_at }: Job, { api, web }: View): Fields {
  return {
    ...{ id, name: `Package ${id}`, description: null, variables: {}, owner_id, created_at, updated_at: created_at },
    ...{ url: `${api}/packages/${id}`, html_url: `${web}/packages/${id}`, status: 'active' },
  };
}

/** The outputs of a job. They are made up, with IDs that no other job's outputs have. */
function outputsOf(
  { id: jobId, status, outputs_count, started_at, updated_at, url }: Job,
  { version }: View,
): Fields[] {
  return Array.from({ length: Math.min(100, outputs_count) }, (_, index) => {
    const [id, name] = [jobId * 100 + index, `destination${index + 1}`];
    const component = { name, type: 'cloud_storage_destination_component', fields: ['id'] };
    return {
      ...(version === 1 ? { component_name: name } : { component }),
      ...{ created_at: started_at, id, name: `output_${index + 1}`, preview_url: `${url}/outputs/${id}/preview` },
      ...{ records_count: status === 'completed' ? 1000 : 0, updated_at, url: `${url}/outputs/${id}` },
    };
  });
}
