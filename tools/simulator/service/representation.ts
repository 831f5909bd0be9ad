import type { StoredCluster } from './cluster.ts';
import { type Creator, isoTime, type Job } from './job.ts';
import type { StoredJob } from './stored-job.ts';

/** URLs that responses contain. */
export interface Addresses {
  /** Of the account in the API, `https://api.xplenty.com/xplenation/api`. */
  api: string;
  /** Of the account's pages for people, `https://xplenty.com/xplenation`. */
  web: string;
}

/** How many jobs run on a cluster, and how many wait for it. */
export interface JobCounts {
  running: number;
  queued: number;
}

type Fields = Record<string, unknown>;

/** The response to a terminate call: no `outputs`, and in version 2 three fields more (terminate-job.md of each version). */
export function terminatedJob(job: StoredJob, version: 1 | 2, nowMs: number, addresses: Addresses): Fields {
  const { url, runtime_in_seconds, completed_at, ...fields } = job.fields(nowMs);
  if (version === 1) return { ...fields, url, runtime_in_seconds, completed_at };
  return { ...fields, runtime_in_seconds, completed_at, url, ...version2Links(job, addresses) };
}

/** A job in version 1 (list-jobs.md and get-job-information.md of xplenty-api-doc). */
export function version1Job(job: StoredJob, nowMs: number): Fields {
  return withOutputs(job.fields(nowMs), (component_name) => ({ component_name }));
}

/** A job in version 2 (resources/job.md; the order is that of list-jobs.md). */
export function version2Job(job: StoredJob, nowMs: number, cluster: Fields, addresses: Addresses): Fields {
  const fields = job.fields(nowMs);
  const component = (name: string) => ({ name, type: 'cloud_storage_destination_component', fields: ['id'] });
  const whole = withOutputs(fields, (name) => ({ component: component(name) }));
  const { id, status, variables, owner_id, progress, url, ...rest } = whole;
  const { dynamic_variables = {}, attempts = 0, master_auto_retry_attempts = null } = job.seed;
  return {
    ...{ id, status, variables, dynamic_variables, owner_id, progress, attempts, master_auto_retry_attempts },
    ...{ ...rest, url, ...version2Links(job, addresses) },
    ...{ package: packageOf(fields, addresses), cluster },
  };
}

/** A cluster in either version (resources/cluster.md; list-clusters.md of each version). */
export function clusterFields(
  cluster: StoredCluster,
  version: 1 | 2,
  { running, queued }: JobCounts,
  nowMs: number,
  addresses: Addresses,
): Fields {
  const { url, ...fields } = cluster.fields(nowMs, running, `${addresses.api}/clusters/${cluster.id}`);
  if (version === 1) return { ...fields, url };
  return {
    ...{ master_instance_type: 'm3.xlarge', slave_instance_type: 'm3.xlarge' },
    ...{ master_spot_price: null, slave_spot_price: null },
    ...{ master_spot_percentage: null, slave_spot_percentage: null, allow_fallback: true, stack: 'white-everest' },
    ...{ idle_since: running + queued > 0 ? null : fields.available_since, queued_jobs_count: queued },
    ...{ bootstrap_actions: [], ...fields, url, html_url: `${addresses.web}/clusters/${cluster.id}` },
    creator: creatorFields(cluster.creator, addresses),
  };
}

function version2Links(job: StoredJob, addresses: Addresses): Fields {
  return {
    html_url: `${addresses.web}/jobs/${job.id}`,
    log_url: `${addresses.api}/jobs/${job.id}/log`,
    creator: creatorFields(job.seed.creator ?? { type: 'User', id: job.seed.owner_id ?? 1 }, addresses),
    ...job.seed.simulate?.answers,
  };
}

function creatorFields({ type, id, display_name = `${type} ${id}` }: Creator, { api, web }: Addresses): Fields {
  const path = `${type.toLowerCase()}s/${id}`;
  return { type, id, display_name, url: `${api}/${path}`, html_url: `${web}/${path}` };
}

/** The package of a job (resources/package.md). */
function packageOf({ package_id: id, owner_id, created_at }: Job, { api, web }: Addresses): Fields {
  return {
    ...{ id, name: `Package ${id}`, description: null, variables: {}, owner_id, created_at, updated_at: created_at },
    ...{ url: `${api}/packages/${id}`, html_url: `${web}/packages/${id}`, status: 'active' },
  };
}

/** A job with its outputs where the pages have them. They are made up, with IDs that no other job's outputs have. */
function withOutputs(job: Job, componentOf: (name: string) => Fields): Fields {
  const { id, status, variables, owner_id, progress, outputs_count, ...rest } = job;
  const outputs = Array.from({ length: Math.min(100, outputs_count) }, (_, index) => {
    const url = `${job.url}/outputs/${id * 100 + index}`;
    return {
      ...componentOf(`destination${index + 1}`),
      ...{
        created_at: job.started_at,
        id: id * 100 + index,
        name: `output_${index + 1}`,
        preview_url: `${url}/preview`,
      },
      ...{ records_count: status === 'completed' ? 1000 : 0, updated_at: job.updated_at, url },
    };
  });
  return { id, status, variables, owner_id, progress, outputs_count, outputs, ...rest };
}

/** The response to watching an item. The page has an offset in this one time (watch-clusters-and-jobs.md). */
export function watched(url: string, collection: string, nowMs: number): Fields {
  const local = isoTime(nowMs + 3 * 3_600_000).replace('Z', '+03:00');
  return { created_at: local, [collection === 'jobs' ? 'job_url' : 'cluster_url']: url };
}
