import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Page } from '../../src/api/client.ts';
import { ACTIVE_STATUSES } from '../../src/api/job.ts';
import { readList } from '../../src/jobs/list.ts';
import { type JobFilter, matches } from '../../src/jobs/matches.ts';
import { selectJobs } from '../../src/jobs/select.ts';
import { aJob, jobFields } from '../a-job.ts';
import { startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';
import { aContext } from '../jobs/a-context.ts';
import { type MovingAccount, movingAccount, numbers } from '../moving-account.ts';

afterEach(closeServers);

type Fields = Record<string, unknown>;

/**
 * Whether a filter excludes a job, written down from the contract, and one reason after the other rather than as the
 * code has it.
 */
function isExcluded(job: Fields, filter: JobFilter): boolean {
  if (!filter.statuses.some((status) => status === job.status)) return true;
  if (filter.packageId !== undefined && !isSameNumber(job.package_id, filter.packageId)) return true;
  if (filter.clusterId !== undefined && !isSameNumber(job.cluster_id, filter.clusterId)) return true;
  if (filter.runningLongerThanSeconds !== undefined) {
    const runtime = job.runtime_in_seconds;
    const seconds =
      typeof runtime === 'number' ? runtime : typeof runtime === 'string' ? Number.parseFloat(runtime) : 0;
    if (!(seconds > filter.runningLongerThanSeconds)) return true;
  }
  const variables = new Map(Object.entries((job.variables ?? {}) as Fields));
  for (const [name, wanted] of filter.variables) {
    const kept = variables.get(name);
    if (typeof kept !== 'string' && typeof kept !== 'number' && typeof kept !== 'boolean') return true;
    const forms = (text: string) => [
      text,
      ...(text.length > 1 && text.at(0) === "'" && text.at(-1) === "'" ? [text.slice(1, -1)] : []),
    ];
    if (forms(`${kept}`).at(-1) !== forms(wanted).at(-1)) return true;
  }
  return false;
}

function isSameNumber(field: unknown, number: number): boolean {
  return field === number || field === `${number}`;
}

// Few values, so that they meet.
const number = fc.constantFrom(1, 2, 12, 21, 103);
const oddNumber = fc.oneof(number, number.map(String), fc.constantFrom(null, '', '01', 1.5, true, 'x'));
const status = fc.constantFrom(
  ...ACTIVE_STATUSES,
  ...ACTIVE_STATUSES,
  'pending_stoppage',
  'stopped',
  'completed',
  'failed',
  'odd',
);
const variable = fc.constantFrom('main', "'main'", "''", '', "'", 3, '3', "'3'", true, 'true', null, 0, "'a'b'", "a'b");
const name = fc.constantFrom('Branch', 'Day', 'toString', '__proto__', 'constructor');
const variables = fc.oneof(
  fc.array(fc.tuple(name, variable), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs)),
  fc.constantFrom(null, undefined, 'Branch=main', 7),
);
const job: fc.Arbitrary<Fields> = fc.record({
  status,
  package_id: oddNumber,
  cluster_id: oddNumber,
  runtime_in_seconds: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(null, '90', 'x', '', 59.5)),
  variables,
});
const filter: fc.Arbitrary<JobFilter> = fc.record({
  packageId: fc.option(number, { nil: undefined, freq: 2 }),
  clusterId: fc.option(number, { nil: undefined, freq: 2 }),
  runningLongerThanSeconds: fc.option(fc.constantFrom(0.5, 59, 60, 90), { nil: undefined, freq: 2 }),
  variables: fc
    .array(fc.tuple(name, variable.filter((value) => value !== null).map(String)), { maxLength: 2 })
    .map((pairs) => new Map(pairs)),
  statuses: fc.oneof(fc.constant(ACTIVE_STATUSES), fc.subarray([...ACTIVE_STATUSES], { minLength: 1 })),
});

test('a filter matches exactly the jobs that the contract does not exclude', () => {
  let matched = 0;
  fc.assert(
    fc.property(job, filter, (fields, filter) => {
      const isMatch = matches(aJob(305, 'running', fields), filter);
      expect(isMatch).toBe(!isExcluded(fields, filter));
      if (isMatch) matched++;
    }),
    { numRuns: 2_000 },
  );
  expect(matched).toBeGreaterThan(20);
});

describe('from random accounts', () => {
  /** A job that often matches: it often has what filters ask for. */
  const likelyJob: fc.Arbitrary<Fields> = fc.record({
    status: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ACTIVE_STATUSES) }, status),
    package_id: fc.oneof({ weight: 4, arbitrary: fc.constant(103) }, oddNumber),
  });
  const account = fc.array(likelyJob, { minLength: 5, maxLength: 40 });
  const likelyFilter: fc.Arbitrary<JobFilter> = filter.map((filter) => ({
    ...filter,
    packageId: 103,
    clusterId: undefined,
    runningLongerThanSeconds: undefined,
    variables: new Map(),
  }));
  /** After which response what happens to which job. Of each status there is one list, so there are few responses. */
  const move = fc.tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom('advances', 'advances', 'finishes', 'is deleted', 'is started'),
  );
  const moves = fc.array(move, { minLength: 4, maxLength: 30 });

  function makeMove(jobs: Map<number, Fields>, id: number, what: string): void {
    const active = (ACTIVE_STATUSES as readonly unknown[]).indexOf(jobs.get(id)?.status);
    const next = ACTIVE_STATUSES[active + 1] ?? 'completed';
    if (what === 'is started') jobs.set(100 + id, jobFields(100 + id, 'idle'));
    else if (what === 'is deleted') jobs.delete(id);
    // One that has finished does not come to life again.
    else if (active >= 0) jobs.set(id, { ...jobs.get(id), status: what === 'finishes' ? 'completed' : next });
  }

  async function selecting({ behave }: MovingAccount, filter: JobFilter) {
    const { client } = await startApi(behave);
    const { jobs } = await selectJobs({ accountId: 'xplenation', filter }, aContext(client));
    await closeServers();
    return jobs.map(({ ref, job }) => ({ id: ref.id, fields: job?.fields ?? {} }));
  }

  test('that do not move, exactly the jobs that match are selected, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        account,
        likelyFilter,
        fc.boolean(),
        fc.boolean(),
        async (jobs, filter, links, ignoresFilters) => {
          const fields = jobs.map((more, index) => jobFields(index + 1, 'x', more));
          const account = movingAccount(fields, { pageSize: links ? 7 : 100, links, ignoresFilters });
          const selected = await selecting(account, filter);
          const expected = fields.filter((job) => !isExcluded(job, filter)).map(({ id }) => id);
          expect(selected.map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('that move meanwhile, no job is selected that never matched, and none is left out that matched all along', async () => {
    let stayed = 0;
    await fc.assert(
      fc.asyncProperty(account, likelyFilter, moves, fc.boolean(), async (jobs, filter, moves, links) => {
        const fields = jobs.map((more, index) => jobFields(index + 1, 'x', more));
        const always = new Set(fields.filter((job) => !isExcluded(job, filter)).map(({ id }) => id));
        let requests = 0;
        const moving = movingAccount(fields, {
          pageSize: links ? 7 : 100,
          links,
          afterResponse: (responses, jobs) => {
            requests = responses;
            for (const [after, id, what] of moves) if (after === responses) makeMove(jobs, id, what);
            for (const id of always) if (!jobs.has(id) || isExcluded(jobs.get(id) ?? {}, filter)) always.delete(id);
          },
        });
        const selected = await selecting(moving, filter);
        const ids = selected.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { id, fields } of selected) {
          expect(isExcluded(fields, filter)).toBe(false);
          expect(fields).toEqual(moving.shown.get(id));
        }
        expect([...always].filter((id) => !ids.includes(id))).toEqual([]);
        stayed += always.size;
        expect(requests).toBeLessThanOrEqual(links ? 60 : 4);
      }),
      { numRuns: 100 },
    );
    expect(stayed).toBeGreaterThan(100);
  });
});

describe('a list that changes while it is read', () => {
  /** After which request how many jobs leave in front of which ID, and how many come at the end. */
  const change = fc.record({
    after: fc.integer({ min: 1, max: 12 }),
    before: fc.integer({ min: 1, max: 900 }),
    gone: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 150 })),
    come: fc.integer({ min: 0, max: 20 }),
  });

  test('shows every job that is in it all along, at a page for 99 jobs and a few requests more', async () => {
    let [shifts, requestsOfAll] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 900 }), fc.array(change, { maxLength: 5 }), async (count, changes) => {
        const list = numbers(1, count);
        const always = new Set(list);
        let [requests, last] = [0, count];
        const getPage = async (offset: number): Promise<Page> => {
          const jobs = list.slice(offset, offset + 100).map((id) => aJob(id));
          const nextOffset = offset + 100 < list.length ? offset + jobs.length : undefined;
          requests++;
          for (const { before, gone, come } of changes.filter(({ after }) => after === requests)) {
            const from = list.findIndex((id) => id >= before);
            for (const id of list.splice(Math.max(0, from - gone), Math.min(gone, Math.max(0, from))))
              always.delete(id);
            list.push(...numbers(last + 1, last + come));
            last += come;
            shifts++;
          }
          return { jobs, nextOffset };
        };
        const read = new Set<number>();
        for await (const jobs of readList(getPage)) for (const { id } of jobs) read.add(id);
        expect([...always].filter((id) => !read.has(id))).toEqual([]);
        expect(Math.max(0, ...read)).toBeLessThanOrEqual(last);
        if (changes.length === 0) expect(requests).toBe(Math.max(1, Math.ceil((count - 1) / 99)));
        expect(requests).toBeLessThanOrEqual(Math.ceil(last / 99) + 20);
        requestsOfAll += requests;
      }),
      { numRuns: 1_000 },
    );
    expect(shifts).toBeGreaterThan(200);
    // Six on average, where 450 jobs come in five pages.
    expect(requestsOfAll).toBeLessThan(8_000);
  });
});
