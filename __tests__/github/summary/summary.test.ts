import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JobReport, RunReport } from '../../../src/github/summary/outcome.ts';
import { renderSummary, writeSummary } from '../../../src/github/summary/summary.ts';
import { JobError } from '../../../src/jobs/job-error.ts';
import { aTrackedJob } from '../../a-job.ts';

type Steps = readonly (readonly [status: string, atMs: number])[];

const A_STOP: Steps = [
  ['pending_stoppage', 400],
  ['stopping', 5_000],
  ['stopped', 24_400],
];

/** A job that went through these statuses, the last one being its status now. */
function job(id: number, steps: Steps, fields: Record<string, unknown> = {}, error?: string): JobReport {
  const status = steps.at(-1)?.[0] ?? 'running';
  const history = steps.map(([status, atMs]) => ({ status, atMs }));
  return { ref: { accountId: 'xplenation', id }, job: { id, status, fields }, history, error };
}

function unseen(id: number, error?: string): JobReport {
  return { ref: { accountId: 'xplenation', id }, job: undefined, history: [], error };
}

function summary(jobs: readonly JobReport[], more: Partial<RunReport> = {}): string {
  return renderSummary({
    jobs,
    dryRun: false,
    isCancelled: false,
    waited: true,
    startedAt: new Date('2013-03-04T08:10:48Z'),
    elapsedMs: 24_600,
    apiHost: 'api.xplenty.com',
    ...more,
  });
}

const headingOf = (text: string) => text.split('\n')[0];
const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('|'));
const cellsOf = (row: string | undefined) => (row ?? '').split('|').map((cell) => cell.trim());
const numbers = (count: number) => Array.from({ length: count }, (_, index) => 305 + index);

const outcomes = (text: string) =>
  rowsOf(text)
    .slice(2)
    .map((row) => cellsOf(row).slice(1, 3));

/** The value in the row of the only job, under this title. */
function cell(text: string, title: string): string | undefined {
  const [titles, , row] = rowsOf(text);
  return cellsOf(row)[cellsOf(titles).indexOf(title)];
}

describe('the heading says in words what became of it', () => {
  test.each<[string, readonly JobReport[], Partial<RunReport>]>([
    ['✅ Job 305 has stopped', [job(305, A_STOP)], {}],
    ['⚠️ Job 305 completed before it could be stopped', [job(305, [['completed', 400]])], {}],
    ['⚠️ Job 305 failed before it could be stopped', [job(305, [['failed', 400]])], {}],
    ['⏳ Job 305 is being stopped', [job(305, [['pending_stoppage', 400]])], { waited: false }],
    ['❌ Job 305 was not stopped', [job(305, [['running', 400]], {}, 'It is not allowed.')], {}],
    ['❌ Job 305 was not seen to stop', [job(305, [['stopping', 400]], {}, 'Not within 10 s.')], {}],
    ['❌ Job 305 was not seen to stop', [unseen(305, 'The service cannot be reached.')], {}],
    ['❌ Job 305 was not seen to stop', [unseen(305)], {}],
    [
      '❌ Job 305 was not seen to stop',
      [{ ...job(305, [['running', 400]], {}, 'The response got lost.'), isOutcomeUnknown: true }],
      {},
    ],
    ['✅ Both jobs have stopped', [job(305, A_STOP), job(306, A_STOP)], {}],
    ['✅ All 3 jobs have stopped', [job(305, A_STOP), job(306, A_STOP), job(307, A_STOP)], {}],
    [
      '❌ 2 of 5 jobs have stopped, 1 is being stopped, 1 completed before it could be stopped, 1 was not stopped',
      [
        job(305, [['running', 400]], {}, 'It is not allowed.'),
        job(306, A_STOP),
        job(307, [['completed', 400]]),
        job(308, [['stopping', 400]]),
        job(309, A_STOP),
      ],
      {},
    ],
    ['⏳ Cancelled: job 305 is being stopped', [job(305, [['stopping', 400]])], { isCancelled: true }],
    [
      '❌ Cancelled: 2 of 5 jobs are being stopped, 1 was not stopped, 2 were not seen to stop',
      [
        job(305, [['stopping', 400]], {}, 'It was not waited for.'),
        job(306, [['stopping', 400]]),
        job(307, [['running', 400]], {}, 'There was no time for it.'),
        unseen(308, 'The API had not answered.'),
        unseen(309),
      ],
      { isCancelled: true },
    ],
    ['ℹ️ Cancelled: nothing was terminated', [], { isCancelled: true }],
    ['🔎 Dry run: job 305 would be terminated', [job(305, [['running', 400]])], { dryRun: true }],
    [
      '🔎 Dry run: 1 of 2 jobs is over already, 1 would be terminated',
      [job(305, [['running', 400]]), job(306, [['stopped', 400]])],
      { dryRun: true },
    ],
    ['❌ Dry run: job 305 could not be looked at', [unseen(305, 'No such job.')], { dryRun: true }],
    ['ℹ️ No job matched, nothing was terminated', [], {}],
    ['ℹ️ Dry run: no job matched, nothing was terminated', [], { dryRun: true }],
  ])('%s', (heading, jobs, more) => {
    expect(headingOf(summary(jobs, more))).toBe(`### ${heading}`);
  });

  test('a status that nobody knows is no stop', () => {
    expect(headingOf(summary([job(305, [['hibernating', 400]])]))).toBe('### ⏳ Job 305 is being stopped');
    expect(cell(summary([job(305, [['hibernating', 400]])]), 'Outcome')).toBe('⏳ “hibernating”');
  });
});

test('a line says whose jobs, where, when and how long', () => {
  expect(summary([job(305, A_STOP)])).toContain(
    '\nAccount xplenation at api.xplenty.com · 2013-03-04 08:10 UTC · took 25 s\n',
  );
});

describe('the table', () => {
  test('has one row a job, in the order given', () => {
    const jobs = [
      job(309, A_STOP),
      unseen(305, 'Gone.'),
      job(306, [['running', 400]], {}, 'No.'),
      job(307, [['stopping', 400]], {}, 'Late.'),
      job(308, [['failed', 400]]),
    ];
    expect(outcomes(summary(jobs))).toEqual([
      ['309', '✅ stopped'],
      ['305', '❌ not known'],
      ['306', '❌ still running'],
      ['307', '❌ stopping when last seen'],
      ['308', '⚠️ failed before the stop'],
    ]);
    expect(outcomes(summary([job(305, [['stopping', 400]])], { isCancelled: true }))).toEqual([['305', '⏳ stopping']]);
  });

  test('of a dry run says what would be done', () => {
    const jobs = [job(305, [['queued', 400]]), job(306, [['stopped', 400]]), unseen(307, 'Gone.')];
    expect(outcomes(summary(jobs, { dryRun: true }))).toEqual([
      ['305', '🔎 would be terminated (queued)'],
      ['306', '➖ stopped already'],
      ['307', '❌ not known'],
    ]);
  });

  test('has runtime, progress, how long the stop took, package and cluster', () => {
    const fields = { runtime_in_seconds: 3_725, progress: 0.29, package_id: 103, cluster_id: 176 };
    expect(rowsOf(summary([job(305, A_STOP, fields)]))).toEqual([
      '| Job | Outcome | Runtime | Progress | Stop took | Package | Cluster |',
      '| :-- | :-- | --: | --: | --: | --: | --: |',
      '| 305 | ✅ stopped | 62 min 5 s | 29 % | 24 s | 103 | 176 |',
    ]);
  });

  test('leaves out what no job has, and marks what one has not', () => {
    expect(rowsOf(summary([unseen(305, 'Gone.')]))[0]).toBe('| Job | Outcome |');
    expect(rowsOf(summary([unseen(305, 'Gone.'), job(306, A_STOP)]))).toEqual([
      '| Job | Outcome | Stop took |',
      '| :-- | :-- | --: |',
      '| 305 | ❌ not known | – |',
      '| 306 | ✅ stopped | 24 s |',
    ]);
  });

  test.each([
    [A_STOP, true, '24 s'],
    [
      [
        ['running', 100],
        ['stopping', 600],
        ['stopped', 2_600],
      ] satisfies Steps,
      true,
      '2 s',
    ],
    [[['stopping', 600]] satisfies Steps, true, '24 s so far'],
    [[['stopping', 600]] satisfies Steps, false, undefined],
    [[['stopped', 600]] satisfies Steps, true, undefined],
    [
      [
        ['stopping', 600],
        ['completed', 2_600],
      ] satisfies Steps,
      true,
      undefined,
    ],
  ])('counts a stop from the first sight of it: %j', (steps, waited, took) => {
    expect(cell(summary([job(305, steps)], { waited }), 'Stop took')).toBe(took);
  });

  test.each([
    [null, undefined],
    ['a while', undefined],
    [-1, undefined],
    [1e300, undefined],
    [{ seconds: 3 }, undefined],
    [0, '0 s'],
    ['40', '40 s'],
  ])('takes a runtime of %j as it is', (runtime_in_seconds, shown) => {
    expect(cell(summary([job(305, A_STOP, { runtime_in_seconds })]), 'Runtime')).toBe(shown);
  });

  test.each([
    [null, undefined],
    [1.5, undefined],
    ['half', undefined],
    [0, '0 %'],
    [1, '100 %'],
    ['0.5', '50 %'],
    [0.999, '99 %'],
  ])('takes a progress of %j as it is', (progress, shown) => {
    expect(cell(summary([job(305, A_STOP, { progress })]), 'Progress')).toBe(shown);
  });

  test('names the account with the job where there are several', () => {
    const other = { ...job(306, A_STOP), ref: { accountId: 'other', id: 306 } };
    const text = summary([job(305, A_STOP), other]);
    expect(text).toContain('| other<span>&#47;</span>306 |');
    expect(text).not.toContain('Account');
  });
});

describe('a job is a link', () => {
  test.each([
    'https://dashboard.xplenty.com/xplenation/jobs/305',
    'https://xplenty.com/jobs/305',
    'https://eu.dashboard.integrate.io/#/jobs/305?tab=log&page=2',
  ])('to its page on a host of the service: %s', (html_url) => {
    expect(cell(summary([job(305, A_STOP, { html_url })]), 'Job')).toBe(`[305](${html_url})`);
  });

  test.each([
    'http://dashboard.xplenty.com/jobs/305',
    'javascript:alert(305)//https://xplenty.com/',
    'https://xplenty.com.evil.example/jobs/305',
    'https://evilxplenty.com/jobs/305',
    'https://xplenty.com@evil.example/jobs/305',
    'https://evil.example/https://xplenty.com/',
    'https://evil.example\\@xplenty.com/jobs/305',
    'https://xplenty.com:8443/jobs/305',
    'https://xplenty.com/jobs/305)[x](https://evil.example',
    'https://xplenty.com/jobs/305 "title"',
    'https://xplenty.com/jobs/305|',
    'https://xplenty.com/jobs/305\n# heading',
    `https://xplenty.com/${'a'.repeat(400)}`,
    '//xplenty.com/jobs/305',
    305,
    null,
    ['https://xplenty.com/jobs/305'],
  ])('to nothing else: %j', (html_url) => {
    expect(cell(summary([job(305, A_STOP, { html_url })]), 'Job')).toBe('305');
  });
});

describe('below the table', () => {
  const PARTIAL = 'A stopped job may have left partial results, or none.';
  const NOT_WAITED = 'The step was not asked to wait';

  test('partial results are mentioned where a job was or is being stopped', () => {
    expect(summary([job(305, A_STOP)])).toContain(PARTIAL);
    expect(summary([job(305, [['stopping', 400]])])).toContain(PARTIAL);
    expect(summary([job(305, [['completed', 400]])])).not.toContain(PARTIAL);
    expect(summary([job(305, [['stopped', 400]])], { dryRun: true })).not.toContain(PARTIAL);
    expect(summary([])).not.toContain(PARTIAL);
  });

  test('it says that nobody waited where a stop is under way and nobody did', () => {
    expect(summary([job(305, [['stopping', 400]])], { waited: false })).toContain(NOT_WAITED);
    expect(summary([job(305, [['stopping', 400]])], { waited: true })).not.toContain(NOT_WAITED);
    expect(summary([job(305, A_STOP)], { waited: false })).not.toContain(NOT_WAITED);
  });

  test('a reason that names its job is not named twice', () => {
    const reasons = (error: string) =>
      summary([unseen(306, error)])
        .split('\n')
        .filter((line) => line.startsWith('- '));
    expect(reasons('Job 306 is busy.')).toEqual(['- Job 306 is busy.']);
    expect(reasons('Job 3067 is busy.')).toEqual(['- 306: Job 3067 is busy.']);
  });

  test('a stop that was only not waited for is no error', () => {
    const text = summary([job(305, [['stopping', 400]], {}, 'It was not waited for.')], { isCancelled: true });
    expect(text).not.toContain('not waited for');
    expect(text).not.toContain('crit');
  });

  test('every job that was not stopped is named with the reason', () => {
    const text = summary([
      job(305, A_STOP),
      unseen(306, 'No such job.'),
      job(307, [['running', 1]], {}, 'It is busy.'),
    ]);
    expect(text).toContain('\n#### What was not stopped, and why\n\n- 306: No such job.\n- 307: It is busy.\n');
    expect(summary([job(305, A_STOP)])).not.toContain('not stopped');
  });
});

describe('the gantt diagram', () => {
  const diagramOf = (text: string) => text.match(/```mermaid\n(.*)\n```/s)?.[1]?.split('\n') ?? [];
  const started = Date.parse('2013-03-04T08:10:48Z');

  test('has a bar for each status, from when it was first seen to the next', () => {
    expect(diagramOf(summary([job(305, A_STOP)]))).toEqual([
      'gantt',
      'dateFormat x',
      'axisFormat %H:%M:%S',
      'tickInterval 5second',
      'todayMarker off',
      'section Job 305',
      `pending_stoppage for 4.6 s :${started + 400}, 4600ms`,
      `stopping for 19 s, then stopped :${started + 5_000}, 19400ms`,
    ]);
  });

  test('a status that lasts goes on to the end, and stands out where that is an error', () => {
    const steps = A_STOP.slice(0, 2);
    expect(diagramOf(summary([job(305, steps)])).at(-1)).toBe(`stopping for 20 s :${started + 5_000}, 19600ms`);
    expect(diagramOf(summary([job(305, steps, {}, 'Late.')])).at(-1)).toContain(' :crit, ');
  });

  test('is left out where there is nothing to see', () => {
    for (const text of [
      summary([job(305, [['stopped', 400]])]),
      summary([job(305, A_STOP)], { waited: false }),
      summary([unseen(305, 'Gone.')]),
      summary([]),
    ])
      expect(text).not.toContain('mermaid');
  });

  test('shows the 20 jobs that took longest, in the order of the table', () => {
    const jobs = numbers(30).map((id) =>
      job(id, [
        ['stopping', 400],
        ['stopped', 1_000 + ((id * 7) % 30)],
      ]),
    );
    const slow = job(400, [
      ['stopping', 400],
      ['running', 500],
    ]);
    const sections = diagramOf(summary([...jobs, slow])).filter((line) => line.startsWith('section'));
    const expected = numbers(30).filter((id) => (id * 7) % 30 > 10);
    expect(sections).toEqual([...expected, 400].map((id) => `section Job ${id}`));
    expect(summary([...jobs, slow])).toContain('\n#### Where the time went, for the 20 jobs that took longest\n');
    expect(summary([slow])).toContain('\n#### Where the time went\n');
  });

  test('the axis has ten steps at most', () => {
    const tickAt = (elapsedMs: number) => diagramOf(summary([job(305, A_STOP)], { elapsedMs }))[3];
    expect(tickAt(9_000)).toBe('tickInterval 1second');
    expect(tickAt(600_000)).toBe('tickInterval 1minute');
    expect(tickAt(6_000_000)).toBe('tickInterval 10minute');
    expect(tickAt(60_000_000)).toBe('tickInterval 60minute');
  });
});

describe('the summary is cut', () => {
  const NOTICE = /^Only the first (\d+) of 150 jobs are shown\.$/m;

  test('past 100 rows, and says so', () => {
    const text = summary(numbers(150).map((id) => job(id, A_STOP)));
    expect(rowsOf(text)).toHaveLength(2 + 100);
    expect(text).toMatch(NOTICE);
    expect(headingOf(text)).toContain('All 150 jobs');
    expect(rowsOf(summary(numbers(100).map((id) => job(id, A_STOP))))).toHaveLength(2 + 100);
    expect(summary(numbers(100).map((id) => job(id, A_STOP)))).not.toContain('Only the first');
  });

  test('a job that was not stopped is named past the last row, and counted past 100', () => {
    expect(summary([...numbers(120).map((id) => job(id, A_STOP)), unseen(999, 'Late.')])).toContain('\n- 999: Late.\n');
    expect(summary(numbers(150).map((id) => unseen(id, 'No.')))).toContain('\n- 404: No.\n- and 50 more\n');
  });

  test('past 1 MiB, and says so', () => {
    const hostile = '|'.repeat(2_000);
    const fields = { package_id: hostile, cluster_id: hostile };
    const text = summary(
      numbers(150).map((id) =>
        job(
          id,
          [
            [hostile, 1],
            [hostile, 2],
          ],
          fields,
          hostile,
        ),
      ),
    );
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text).toMatch(NOTICE);
    expect(Number(text.match(NOTICE)?.[1])).toBeGreaterThanOrEqual(25);
    expect(rowsOf(text)).toHaveLength(2 + Number(text.match(NOTICE)?.[1]));
  });
});

test('no variable of a job is in the summary', () => {
  const variables = { InputPath: "'/tomorrow'", password: 'hunter2' };
  expect(summary([job(305, A_STOP, { variables })])).not.toMatch(/InputPath|tomorrow|password|hunter2/);
});

describe('what is written', () => {
  const FACTS = { dryRun: false, isCancelled: false, waited: true, elapsedMs: 12_000, apiHost: 'api.xplenty.com' };
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'summary-'));
    file = join(folder, 'summary');
    writeFileSync(file, '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('stands behind what the step has left there already', () => {
    for (const id of [305, 306]) writeSummary(file, [aTrackedJob(id, 'stopped')], FACTS, String);
    expect(readFileSync(file, 'utf8')).toMatch(/^### ✅ Job 305 has stopped\n.*\n### ✅ Job 306 has stopped\n/s);
  });

  test.each(['k3y:with|signs', 'PlainSecret'])('has no secret, wherever it stands, whole or in part: %s', (secret) => {
    const tracked = aTrackedJob(305, secret);
    const html_url = 'https://xplenty.com/jobs?key=PlainSecret';
    const fields = { package_id: secret, cluster_id: `${'a'.repeat(55)}${secret}`, html_url };
    tracked.update({ id: 305, status: `x${secret}`, fields }, 2);
    tracked.error = new JobError('a title', `${'b'.repeat(495)}${secret}`);
    writeSummary(file, [tracked], FACTS, (text) => text.replaceAll(secret, '***').replaceAll('PlainSecret', '***'));
    expect(readFileSync(file, 'utf8')).not.toMatch(/k3y|signs|Plain|Secret/);
  });
});

describe('whatever the service responds', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 80 }), fc.double());
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'|`*_[]()<>#:@$&;%{}"\n\r -a') }),
  );
  const odd = fc.record({
    status: text,
    fields: fc.record({
      runtime_in_seconds: anything,
      progress: anything,
      package_id: anything,
      cluster_id: anything,
      html_url: anything,
    }),
    error: text,
  });

  test('the summary has its lines and its cells, no more and no fewer', () => {
    fc.assert(
      fc.property(odd, fc.boolean(), fc.boolean(), ({ status, fields, error }, dryRun, waited) => {
        const steps: Steps = [
          ['running', 10],
          [status, 20],
        ];
        const result = summary([job(305, steps, fields, error)], { dryRun, waited });
        const harmless = Object.fromEntries(Object.keys(fields).map((name) => [name, 'x']));
        const expected = summary(
          [
            job(
              305,
              [
                ['running', 10],
                ['odd', 20],
              ],
              harmless,
              'x',
            ),
          ],
          { dryRun, waited },
        );
        expect(result.split('\n')).toHaveLength(expected.split('\n').length);
        const [titles, dashes, row] = rowsOf(result).map((line) => line.split('|').length);
        expect(row).toBe(titles);
        expect(dashes).toBe(titles);
      }),
      { numRuns: 500 },
    );
  });
});
