import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RunReport } from '../../../src/github/summary/run-report.ts';
import { renderFailure, renderSummary } from '../../../src/github/summary/summary.ts';
import type { TrackedJob } from '../../../src/jobs/tracked-job.ts';
import { job, runReport, type Steps, seen, unseen, type Why } from './a-run-report.ts';

const A_STOP: Steps = [
  ['pending_stoppage', 400],
  ['stopping', 5_000],
  ['stopped', 24_400],
];
const NOT_FOUND: Why = ['not found (404)', 'HTTP 404 "Gone". Not terminated.'];
const TIMED_OUT: Why = ['timed out, still stopping', 'Not stopped within 10 s.'];

const summary = (jobs: readonly TrackedJob[], more?: Partial<RunReport>) => renderSummary(runReport(jobs, more));
const headingOf = (text: string) => seen(text.split('\n')[0] ?? '');
const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('|'));
const cellsOf = (row: string | undefined) =>
  seen(row ?? '')
    .split('|')
    .map((cell) => cell.trim());
const reasonsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('- '));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => 305 + index);

/** The value in the row of the only job, under this title. */
function cell(text: string, title: string): string | undefined {
  const [titles, , row] = rowsOf(text);
  return cellsOf(row)[cellsOf(titles).indexOf(title)];
}

describe('the heading says what became of it', () => {
  test.each<[string, readonly TrackedJob[], Partial<RunReport>]>([
    ['✅ Job 305: stopped', [job(305, A_STOP)], {}],
    ['⚠️ Job 305: completed before it could be stopped', [job(305, [['completed', 400]])], {}],
    ['⏳ Job 305: stop requested', [job(305, [['pending_stoppage', 400]])], { waited: false }],
    ['❌ Job 305: not found (404)', [unseen(305, NOT_FOUND)], {}],
    ['❌ Job 305: timed out, still stopping', [job(305, [['stopping', 400]], {}, TIMED_OUT)], {}],
    ['✅ 3 jobs: all stopped', [job(305, A_STOP), job(306, A_STOP), job(307, A_STOP)], {}],
    [
      '❌ 5 jobs: 1 not found (404); 1 completed before it could be stopped; 1 stop requested; 2 stopped',
      [
        unseen(305, NOT_FOUND),
        job(306, A_STOP),
        job(307, [['completed', 400]]),
        job(308, [['stopping', 400]]),
        job(309, A_STOP),
      ],
      {},
    ],
    [
      '❌ 2 jobs: 1 cancelled, not terminated; 1 stopped',
      [job(305, A_STOP), unseen(306, ['cancelled, not terminated', 'No request was sent.'])],
      { isCancelled: true },
    ],
    ['✅ Cancelled · Job 305: stopped', [job(305, A_STOP)], { isCancelled: true }],
    ['🔎 Dry run · Job 305: would be terminated', [job(305, [['running', 400]])], { isDryRun: true }],
    [
      '🔎 Dry run · 2 jobs: 1 would be terminated; 1 had already stopped',
      [job(305, [['running', 400]]), job(306, [['stopped', 400]])],
      { isDryRun: true },
    ],
    ['❌ Dry run · Job 305: not found (404)', [unseen(305, NOT_FOUND)], { isDryRun: true }],
    ['ℹ️ No job matched', [], {}],
    ['⚠️ No job matched', [], { ifNoJobsFound: 'warn' }],
    ['❌ Dry run · No job matched', [], { isDryRun: true, ifNoJobsFound: 'error' }],
  ])('%s', (heading, jobs, more) => {
    expect(headingOf(summary(jobs, more))).toBe(`### ${heading}`);
  });

  test('with five outcomes, and no more', () => {
    const jobs = numbers(7).map((id) => unseen(id, [`problem ${'x'.repeat(id - 304)}`, '']));
    expect(headingOf(summary(jobs))).toMatch(/^### ❌ 7 jobs: 1 problem x; .*; 1 problem xxxxx …$/);
  });

  test('a status that nobody knows is no stop', () => {
    expect(headingOf(summary([job(305, [['hibernating', 400]])]))).toBe('### ⏳ Job 305: stop requested');
    expect(cell(summary([job(305, [['hibernating', 400]])]), 'Last status')).toBe('hibernating');
  });
});

test('a line says whose jobs, where, when and how long', () => {
  expect(summary([job(305, A_STOP)])).toContain(
    '\nAccount xplenation at api.xplenty.com · 2013-03-04 08:10 UTC · took 25 s\n',
  );
});

test('where no job matched, account, filters and the reason are shown, with help', () => {
  const nothingMatched = '5 active jobs of package 103, 0 with variable stage. Nothing to terminate.';
  const text = seen(summary([], { accountId: 'acme', filters: 'package 103; variables stage', nothingMatched }));
  expect(text).toMatch(
    /\n\nAccount acme at api.*\n\nFilters: package 103; variables stage\.\n\n5 active jobs of package/,
  );
  expect(text).toContain(
    'Nothing to terminate. [Help: No job matched](https://github.com/octocat/action/blob/v1/docs/troubleshooting.md#no-job-matched)',
  );
});

describe('the table', () => {
  test('has one row a job, in the order given, with the outcome and the last status', () => {
    const jobs = [
      job(309, A_STOP),
      unseen(305, NOT_FOUND),
      job(307, [['stopping', 400]], {}, TIMED_OUT),
      job(308, [['failed', 400]]),
    ];
    const rows = rowsOf(summary(jobs)).slice(2);
    expect(rows.map((row) => cellsOf(row).slice(1, 4))).toEqual([
      ['309', '✅ stopped', 'stopped'],
      ['305', '❌ not found (404)', '–'],
      ['307', '❌ timed out, still stopping', 'stopping'],
      ['308', '⚠️ failed before it could be stopped', 'failed'],
    ]);
  });

  test('has runtime, progress, how long the stop took, package and cluster', () => {
    const fields = { runtime_in_seconds: 3_725, progress: 0.29, package_id: 103, cluster_id: 176 };
    expect(rowsOf(summary([job(305, A_STOP, fields)]))).toEqual([
      '| Job | Outcome | Last status | Runtime | Progress | Stop took | Package | Cluster |',
      '| :-- | :-- | :-- | --: | --: | --: | --: | --: |',
      '| 305 | ✅ stopped | stopped | 62 min 5 s | 29 % | 24 s | 103 | 176 |',
    ]);
  });

  test('leaves out what no job has', () => {
    expect(rowsOf(summary([unseen(305, NOT_FOUND)]))[0]).toBe('| Job | Outcome |');
  });

  test.each<[Steps, boolean, string | undefined]>([
    [A_STOP, true, '24 s'],
    [
      [
        ['running', 100],
        ['stopping', 600],
        ['stopped', 2_600],
      ],
      true,
      '2 s',
    ],
    [[['stopping', 600]], true, '24 s so far'],
    [[['stopping', 600]], false, undefined],
    [[['stopped', 600]], true, undefined],
    [
      [
        ['stopping', 600],
        ['completed', 2_600],
      ],
      true,
      undefined,
    ],
  ])('counts a stop from when it was first seen: %j', (steps, waited, took) => {
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
    const text = summary([job(305, A_STOP), unseen(306, NOT_FOUND, 'other')]);
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
  const NOT_WAITED = 'The step did not wait until the jobs have stopped (`wait-for-stopped`).';

  test('partial results are mentioned where a job was or is being stopped', () => {
    expect(summary([job(305, A_STOP)])).toContain(PARTIAL);
    expect(summary([job(305, [['stopping', 400]])])).toContain(PARTIAL);
    expect(summary([job(305, [['completed', 400]])])).not.toContain(PARTIAL);
    expect(summary([job(305, [['stopped', 400]])], { isDryRun: true })).not.toContain(PARTIAL);
    expect(summary([])).not.toContain(PARTIAL);
  });

  test('it says that nobody waited where a stop is under way and nobody did', () => {
    expect(summary([job(305, [['stopping', 400]])], { waited: false })).toContain(NOT_WAITED);
    expect(summary([job(305, [['stopping', 400]])], { waited: true })).not.toContain(NOT_WAITED);
    expect(summary([job(305, A_STOP)], { waited: false })).not.toContain(NOT_WAITED);
  });

  test('equal reasons are one, with every job that has it, linked', () => {
    const html_url = 'https://xplenty.com/jobs/307';
    const late = job(307, [['stopping', 1]], { html_url }, TIMED_OUT);
    const text = summary([job(305, A_STOP), unseen(306, NOT_FOUND), late, unseen(308, NOT_FOUND)]);
    expect(reasonsOf(seen(text))).toEqual([
      expect.stringMatching(
        /^- \*\*Jobs 306, 308: not found \(404\)\.\*\* HTTP 404 "Gone"\. Not terminated\. \[Help: N/,
      ),
      expect.stringMatching(
        /^- \*\*Job \[307\]\(https:.*\): timed out, still stopping\.\*\* Not stopped within 10 s\. \[H/,
      ),
    ]);
    expect(reasonsOf(summary([job(305, A_STOP)]))).toEqual([]);
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
    expect(diagramOf(summary([job(305, steps, {}, TIMED_OUT)])).at(-1)).toContain(' :crit, ');
    expect(diagramOf(summary([job(305, steps, {}, TIMED_OUT)], { isCancelled: true })).at(-1)).not.toContain('crit');
  });

  test('is left out where there is nothing to see', () => {
    for (const text of [
      summary([job(305, [['stopped', 400]])]),
      summary([job(305, A_STOP)], { waited: false }),
      summary([unseen(305, NOT_FOUND)]),
      summary([]),
    ])
      expect(text).not.toContain('mermaid');
  });

  test('shows the 20 jobs that took longest, in the order of the table', () => {
    const endOf = (id: number) => 1_000 + ((id * 7) % 30);
    const jobs = numbers(30).map((id) =>
      job(id, [
        ['stopping', 400],
        ['stopped', endOf(id)],
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
  const stopped = (count: number) => numbers(count).map((id) => job(id, A_STOP));

  test('past 100 rows, and says so', () => {
    const text = summary(stopped(150));
    expect(rowsOf(text)).toHaveLength(2 + 100);
    expect(text).toMatch(NOTICE);
    expect(headingOf(text)).toContain('150 jobs: all stopped');
    expect(rowsOf(summary(stopped(100)))).toHaveLength(2 + 100);
    expect(summary(stopped(100))).not.toContain('Only the first');
  });

  test('but a job that was not stopped is named past the last row', () => {
    expect(seen(summary([...stopped(120), unseen(999, NOT_FOUND)]))).toContain('\n- **Job 999: not found (404).**');
  });

  test('past 100 reasons and past 100 jobs of one reason, and counts the rest', () => {
    const different = numbers(150).map((id) => unseen(id, ['refused', 'x'.repeat(id)]));
    expect(reasonsOf(summary(different))).toHaveLength(101);
    expect(summary(different)).toContain('\n- and 50 more reasons\n');
    expect(seen(summary(numbers(150).map((id) => unseen(id, NOT_FOUND))))).toContain(', 404 and 50 more: not found');
  });

  test('past 1 MiB, and says so', () => {
    const hostile = '|'.repeat(2_000);
    const fields = { package_id: hostile, cluster_id: hostile };
    const jobs = numbers(150).map((id) => {
      const steps: Steps = [
        [`${hostile}a`, 1],
        [hostile, 2],
      ];
      return job(id, steps, fields, [hostile, `${hostile}${'a'.repeat(id % 150)}`]);
    });
    const text = summary(jobs);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text).toMatch(NOTICE);
    expect(Number(text.match(NOTICE)?.[1])).toBeGreaterThanOrEqual(12);
    expect(rowsOf(text)).toHaveLength(2 + Number(text.match(NOTICE)?.[1]));
  });
});

test('a run that came to nothing has its problems, a line each, and help', () => {
  const { redact, help } = runReport([], { redact: (text) => text.replaceAll('k3y', '***') });
  const text = renderFailure('Invalid input: nothing was terminated', ['job-id: "k3y"', 'api-key: <img>'], {
    redact,
    help,
  });
  expect(seen(text)).toMatch(
    /^### ❌ Invalid input: nothing was terminated\n\n- job-id: "\*\*\*"\n- api-key: <img>\n\n\[Help: Invalid input\]\(http.*\)\n$/,
  );
  expect(text).not.toMatch(/k3y|<img/);
});

test('no variable of a job is in the summary', () => {
  const variables = { InputPath: "'/tomorrow'", password: 'hunter2' };
  expect(summary([job(305, A_STOP, { variables })])).not.toMatch(/InputPath|tomorrow|password|hunter2/);
});

test.each(['k3y:with|signs', 'PlainSecret'])(
  'no secret is in it, wherever it stands, whole or in part: %s',
  (secret) => {
    const html_url = 'https://xplenty.com/jobs?key=PlainSecret';
    const fields = { package_id: secret, cluster_id: `${'a'.repeat(55)}${secret}`, html_url };
    const steps: Steps = [
      [secret, 1],
      [`x${secret}`, 2],
    ];
    const tracked = job(305, steps, fields, [`not ${secret}`, `${'b'.repeat(995)}${secret}`]);
    const redact = (text: string) => text.replaceAll(secret, '***').replaceAll('PlainSecret', '***');
    expect(summary([tracked], { redact })).not.toMatch(/k3y|signs|Plain|Secret/);
  },
);

describe('whatever the service responds', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 80 }), fc.double());
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'|`*_[]()<>#:@$&;%{}"\n\r -a') }),
  );
  const fields = fc.record({
    runtime_in_seconds: anything,
    progress: anything,
    package_id: anything,
    cluster_id: anything,
    html_url: anything,
  });

  test('the summary has its lines and its cells, no more and no fewer', () => {
    fc.assert(
      fc.property(text, fields, text, fc.boolean(), fc.boolean(), (status, odd, words, isDryRun, waited) => {
        const render = (last: string, given: Record<string, unknown>, why: Why) =>
          summary(
            [
              job(
                305,
                [
                  ['running', 10],
                  [last, 20],
                ],
                given,
                why,
              ),
            ],
            { isDryRun, waited },
          );
        const result = render(status, odd, [words, `${words}.`]);
        const harmless = Object.fromEntries(Object.keys(odd).map((name) => [name, 'x']));
        expect(result.split('\n')).toHaveLength(render('odd', harmless, ['x', 'x']).split('\n').length);
        const [titles, dashes, row] = rowsOf(result).map((line) => line.split('|').length);
        expect(row).toBe(titles);
        expect(dashes).toBe(titles);
      }),
      { numRuns: 500 },
    );
  });
});
