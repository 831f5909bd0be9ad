import { describe, expect, test } from '@jest/globals';
import type { FaultRule, JobSeed } from '../../tools/simulator/simulator.ts';
import { textOf, titles } from './step.ts';
import { type Ended, playTestCase, type TestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// The table of outcomes, row by row, in whole runs: log, annotation, job summary and outputs report a job in the same words.

/** One way in which job 305 ends. */
interface Row extends TestCase {
  readonly name: string;
  readonly exitCode: 0 | 1;
  /** The icon of the heading, and of the job's cell. */
  readonly icon: string;
  /** What the annotation is; a line of the log where there is none. */
  readonly shownAs: 'error' | 'warning' | 'notice' | 'line';
  /** What stands behind the job's name in the title, the heading and the cell. */
  readonly summary: string;
  readonly details: string;
  /** The entry of docs/troubleshooting.md. */
  readonly help?: string;
  /** The output `status`. */
  readonly status: string;
}

/**
 * Lengths of time, addresses and dates differ from run to run. Whether there is time for a get after attempts that end with
 * the timeout depends on the machine.
 */
function normalized(text: string): string {
  return text
    .replace(/(may have been delivered\.) Getting the job failed too\./g, '$1')
    .replace(/\b\d+ attempts? in (\d+(\.\d)? m?s|\d+ min \d+ s)/g, 'N attempts in TIME')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'DATE');
}

function refusal(status: number, message: string, rule: Partial<FaultRule> = {}): FaultRule {
  return { method: 'DELETE', fault: { kind: 'refusal', status, message }, ...rule };
}

const aJob = (seed: JobSeed) => ({ jobs: [seed] });
/** The job stays in the first status of a stop for good. */
const SLOW = { simulate: { seconds: { pending_stoppage: 600, stopping: 600 } } };
/** No second attempt begins after it. */
const ONE_ATTEMPT = { 'timeout-seconds': '0.4' };
const SUCCESS = { exitCode: 0, icon: '✅', shownAs: 'line', details: '' } as const;
const PENDING = { exitCode: 0, icon: '⏳', shownAs: 'line' } as const;
const NOTICE = { exitCode: 0, icon: '➖', shownAs: 'notice' } as const;
const WARNING = { exitCode: 0, icon: '⚠️', shownAs: 'warning', details: '' } as const;
const FAILURE = { exitCode: 1, icon: '❌', shownAs: 'error' } as const;
const CHECK_JOB = 'Check job-id and account-id, and that the key belongs to this account.';
const RUN_AGAIN = 'Check the job at Xplenty, or run this step again: terminating a job twice does no harm.';

const ROWS: readonly Row[] = [
  {
    name: 'the call is accepted, no wait asked',
    ...PENDING,
    summary: 'stop requested',
    details: 'Status: pending_stoppage.',
    status: 'pending_stoppage',
  },
  { name: 'waited, and the job stopped', ...SUCCESS, inputs: WAIT, summary: 'stopped', status: 'stopped' },
  {
    name: 'waited, and it completed before it could be stopped',
    ...WARNING,
    ...aJob({ simulate: { stopEnds: 'completed' } }),
    inputs: WAIT,
    summary: 'completed before it could be stopped',
    status: 'completed',
  },
  {
    name: 'waited, and it failed before it could be stopped',
    ...WARNING,
    ...aJob({ simulate: { stopEnds: 'failed' } }),
    inputs: WAIT,
    summary: 'failed before it could be stopped',
    status: 'failed',
  },
  {
    name: 'it had completed before the call',
    ...NOTICE,
    ...aJob({ status: 'completed', completed_at: '2013-03-04T08:03:10Z' }),
    summary: 'had already completed',
    details: 'It finished at DATE. Nothing to stop.',
    status: 'completed',
  },
  {
    name: 'it had failed before the call',
    ...NOTICE,
    ...aJob({ status: 'failed' }),
    inputs: WAIT,
    summary: 'had already failed',
    details: 'It finished at DATE. Nothing to stop.',
    status: 'failed',
  },
  {
    name: 'it had stopped before the call',
    ...NOTICE,
    ...aJob({ status: 'stopped' }),
    inputs: WAIT,
    summary: 'had already stopped',
    details: 'It finished at DATE. Nothing to stop.',
    status: 'stopped',
  },
  {
    name: 'it is stopping already, since somebody else was first',
    ...PENDING,
    ...aJob({ status: 'stopping', ...SLOW }),
    summary: 'already stopping',
    details: 'Status: stopping.',
    status: 'stopping',
  },
  {
    name: 'it is stopping already, since an answer was lost',
    ...SUCCESS,
    rules: [{ method: 'DELETE', times: 1, acted: true, fault: { kind: 'reset-before-answer' } }],
    inputs: WAIT,
    summary: 'stopped',
    status: 'stopped',
  },
  {
    name: 'the API refuses, and the job still runs',
    ...FAILURE,
    rules: [refusal(422, 'Not now')],
    summary: 'refused by the API (422)',
    details: 'HTTP 422 "Not now". Not terminated, still running.',
    help: 'Refused by the API',
    status: 'running',
  },
  {
    name: 'the key is not known',
    ...FAILURE,
    rules: [refusal(401, 'No such key')],
    summary: 'API key rejected (401)',
    details: 'HTTP 401 "No such key". Not terminated. Check api-key: the service does not know this key.',
    help: 'API key rejected',
    status: '',
  },
  {
    name: 'the account has a billing problem',
    ...FAILURE,
    rules: [refusal(402, 'Unpaid')],
    summary: 'billing problem (402)',
    details:
      'HTTP 402 "Unpaid". Not terminated. Put the account\'s billing in order first, on its page at the service.',
    help: 'Billing problem',
    status: '',
  },
  {
    name: 'the user may not terminate the job, and it still runs',
    ...FAILURE,
    rules: [refusal(403, 'No')],
    summary: 'not permitted (403)',
    details: 'HTTP 403 "No". Not terminated, still running. Use the API key of a user who may do this in this account.',
    help: 'Not permitted',
    status: 'running',
  },
  {
    name: 'the user may not terminate the job, which had finished',
    ...NOTICE,
    ...aJob({ status: 'completed' }),
    rules: [refusal(403, 'No')],
    summary: 'had already completed',
    details: 'It finished at DATE. Nothing to stop.',
    status: 'completed',
  },
  {
    name: 'the job is not there',
    ...FAILURE,
    inputs: { 'account-id': 'xplenation' },
    rules: [{ fault: { kind: 'refusal', status: 404, message: 'Item not found.' } }],
    summary: 'not found (404)',
    details: `HTTP 404 "Item not found". Not terminated. Getting the job failed too. ${CHECK_JOB}`,
    help: 'Not found',
    status: '',
  },
  {
    name: 'the job is not shown any more during a wait, twice in a row',
    ...FAILURE,
    rules: [{ method: 'GET', fault: { kind: 'refusal', status: 404, message: 'Item not found.' } }],
    inputs: WAIT,
    summary: 'not found (404)',
    details:
      'Whether the job has stopped cannot be seen: HTTP 404 "Item not found". ' +
      `Last status: pending_stoppage. ${CHECK_JOB}`,
    help: 'Not found',
    status: 'pending_stoppage',
  },
  {
    name: 'the job is not shown once during a wait, by a replica that lags behind',
    ...SUCCESS,
    rules: [{ method: 'GET', times: 1, fault: { kind: 'refusal', status: 404, message: 'Item not found.' } }],
    inputs: WAIT,
    summary: 'stopped',
    status: 'stopped',
  },
  {
    name: 'the key is withdrawn during a wait',
    ...FAILURE,
    rules: [refusal(401, 'Unknown key', { method: 'GET' })],
    inputs: WAIT,
    summary: 'API key rejected (401)',
    details:
      'Whether the job has stopped cannot be seen: HTTP 401 "Unknown key". ' +
      'Last status: pending_stoppage. Check api-key: the service does not know this key.',
    help: 'API key rejected',
    status: 'pending_stoppage',
  },
  {
    name: 'no request was ever delivered',
    ...FAILURE,
    inputs: ONE_ATTEMPT,
    meanwhile: (simulator) => simulator.goOffline(),
    summary: 'cannot reach HOST',
    details: 'Connection refused (N attempts in TIME). No request was delivered. Check api-url, DNS and proxy.',
    help: 'Cannot reach the API',
    status: '',
  },
  {
    name: 'a call may have been delivered, and nothing has confirmed the stop since',
    ...FAILURE,
    rules: [{ acted: true, fault: { kind: 'reset-before-answer' } }],
    inputs: { 'timeout-seconds': '3' },
    summary: 'outcome unknown, may still be running',
    details: `Connection reset (N attempts in TIME). A request may have been delivered. ${RUN_AGAIN}`,
    help: 'Outcome unknown',
    status: '',
  },
  {
    name: 'a call may have been delivered, and the last poll showed the job active',
    ...FAILURE,
    rules: [{ method: 'DELETE', times: 1, fault: { kind: 'reset-before-answer' } }, refusal(422, 'Not now')],
    summary: 'outcome unknown, may still be running',
    details: `HTTP 422 "Not now". A request may have been delivered. Last status: running. ${RUN_AGAIN}`,
    help: 'Outcome unknown',
    status: 'running',
  },
  {
    name: 'not stopped within timeout-seconds',
    ...FAILURE,
    ...aJob(SLOW),
    inputs: { ...WAIT, 'timeout-seconds': '0.5' },
    summary: 'timed out, still stopping',
    details:
      'Not stopped within 500 ms; last status: pending_stoppage. Xplenty is still stopping it. ' +
      'Raise timeout-seconds to wait longer.',
    help: 'Timed out',
    status: 'pending_stoppage',
  },
  {
    name: 'the call is accepted, and the job stays active',
    ...FAILURE,
    rules: [{ method: 'DELETE', fault: { kind: 'stop-without-effect', shown: 'running' } }],
    inputs: { ...WAIT, 'timeout-seconds': '0.5' },
    summary: 'timed out, still running',
    details: `Not stopped within 500 ms; last status: running. The terminate call had no visible effect. ${RUN_AGAIN}`,
    help: 'Timed out',
    status: 'running',
  },
  {
    name: 'the answer is not from the API: a page with 403',
    ...FAILURE,
    rules: [{ fault: { kind: 'answer', status: 403, body: '<html><body>Blocked by the firewall</body></html>' } }],
    summary: 'HTTP 403, not from the API',
    details: 'HTTP 403 with an HTML page. Not terminated. Getting the job failed too. Check api-url and the proxy.',
    help: 'Not from the API',
    status: '',
  },
  {
    name: 'the answer is not from the API: a page with 200',
    ...FAILURE,
    rules: [{ fault: { kind: 'answer', status: 200, body: '<html><body>Please sign in</body></html>' } }],
    inputs: { 'timeout-seconds': '3' },
    summary: 'outcome unknown, may still be running',
    details:
      'HTTP 200 with an HTML page (N attempts in TIME). A request may have been delivered. ' +
      `Check api-url and the proxy. ${RUN_AGAIN}`,
    help: 'Outcome unknown',
    status: '',
  },
];

/** A failure names the job's page, where a response did. */
function withoutPage(text: string): string {
  return text.replace(/ Job: https:\/\/xplenty\.com\/xplenation\/jobs\/305(?= Help: )/, '');
}

function helpUrl(entry: string): string {
  const page = 'https://github.com/OWNER/terminate-xplenty-job/blob/v1/docs/troubleshooting.md';
  return `${page}#${entry.toLowerCase().replaceAll(' ', '-')}`;
}

/** What the summary says of job 305: its heading, its cell, and the explanation of both. */
function summaryOf({ step }: Ended): { heading: string; cell: string; explanation: string } {
  const lines = normalized(textOf(step.summary)).split('\n');
  const row = lines.find((line) => /^\| (\[305\]\(.*?\)|305) \|/.test(line));
  return {
    heading: lines[0] ?? '',
    cell: row?.split(/ \|(?: |$)/)[1] ?? '',
    explanation: lines.find((line) => line.startsWith('- **Job '))?.replace(/\[305\]\(.*?\)/, '305') ?? '',
  };
}

describe('log, annotation, job summary and outputs agree', () => {
  test.concurrent.each(ROWS)('$name: $summary', async (row) => {
    const { exitCode, icon, shownAs, summary, details, help, status } = row;
    const ended = await playTestCase(row);
    const { step } = ended;
    const said = `Job 305: ${summary}.${details === '' ? '' : ` ${details}`}`;
    const explained = `- **Job 305: ${summary}.** ${details}`;

    expect(mistakesOf(ended)).toEqual([]);
    expect(step.exitCode).toBe(exitCode);

    const annotations = (['error', 'warning', 'notice'] as const).flatMap((kind) =>
      titles(step, kind).map((title, index) => [
        kind,
        normalized(title),
        withoutPage(normalized(step[`${kind}s`][index] ?? '')),
      ]),
    );
    if (shownAs === 'line') {
      expect(annotations).toEqual([]);
      expect(step.lines.map(normalized).filter((line) => line === said)).toHaveLength(1);
    } else {
      const text = help === undefined ? said : `${said} Help: ${helpUrl(help)}`;
      expect(annotations).toEqual([[shownAs, `Job 305: ${summary}`, text]]);
    }

    const shown = summaryOf(ended);
    expect(shown.heading).toBe(`### ${icon} Job 305: ${summary}`);
    expect(shown.cell).toBe(`${icon} ${summary}`);
    const link = help === undefined ? '' : ` [Help: ${help}](${helpUrl(help)})`;
    expect(shown.explanation).toBe(details === '' || shownAs === 'line' ? '' : `${explained}${link}`);

    expect(step.outputs.status).toBe(status);
    const [job] = JSON.parse(step.outputs.jobs ?? '') as { error?: string }[];
    expect(job?.error && normalized(job.error)).toBe(exitCode === 1 ? said : undefined);
  });
});

/** One way in which a run ends before a job is terminated, or without one. */
interface RunRow extends TestCase {
  readonly name: string;
  readonly exitCode: 0 | 1;
  readonly shownAs: 'error' | 'warning' | 'line';
  /** The annotation's title. */
  readonly title: string;
  readonly text: string;
  readonly heading: string;
  /** What the summary says besides. */
  readonly explanation: string;
  readonly help: string;
}

const SELECTION = { 'job-id': '', 'package-id': '103', 'cluster-id': '7', variables: 'stage=test' };
const OTHER_JOBS = [
  { package_id: 103, cluster_id: 7, variables: { pr: '1' } },
  { package_id: 103, cluster_id: 8, variables: { pr: '1' } },
  { package_id: 104, cluster_id: 7, variables: { stage: 'test' } },
];
const COUNTS =
  '2 active jobs of package 103: 1 on cluster 7, 0 of them with variable stage. No job has a variable stage. ' +
  'Nothing to terminate.';

const RUN_ROWS: readonly RunRow[] = [
  ...(
    [
      ['ignore', 0, 'line', 'ℹ️'],
      ['warn', 0, 'warning', '⚠️'],
      ['error', 1, 'error', '❌'],
    ] as const
  ).map(
    ([ifNoJobsFound, exitCode, shownAs, icon]): RunRow => ({
      name: `no job matched, and if-no-jobs-found is ${ifNoJobsFound}`,
      jobs: OTHER_JOBS,
      inputs: { ...SELECTION, 'if-no-jobs-found': ifNoJobsFound },
      exitCode,
      shownAs,
      title: 'No job matched',
      text: `No job matched. ${COUNTS}`,
      heading: `### ${icon} No job matched`,
      explanation: COUNTS,
      help: 'No job matched',
    }),
  ),
  {
    name: 'the list of jobs could not be read to its end',
    jobs: OTHER_JOBS,
    rules: [refusal(403, 'No lists', { method: 'GET', path: /status=running/ })],
    inputs: SELECTION,
    exitCode: 1,
    shownAs: 'error',
    title: 'Cannot list jobs: not permitted (403)',
    text:
      'Cannot list jobs: not permitted (403). HTTP 403 "No lists". Nothing was terminated. ' +
      'Use the API key of a user who may do this in this account.',
    heading: '### ❌ Cannot list jobs: not permitted (403)',
    explanation:
      '- HTTP 403 "No lists". Nothing was terminated. Use the API key of a user who may do this in this account.',
    help: 'Not permitted',
  },
  {
    name: 'the list of jobs never settled',
    jobs: OTHER_JOBS,
    rules: [{ method: 'GET', path: /status=running/, fault: { kind: 'list-pages', pages: 'repeated' } }],
    inputs: SELECTION,
    exitCode: 1,
    shownAs: 'error',
    title: 'Cannot list jobs: response not understood',
    text:
      'Cannot list jobs: response not understood. The list repeats itself, or changed faster than it could be read. ' +
      'Nothing was terminated.',
    heading: '### ❌ Cannot list jobs: response not understood',
    explanation: '- The list repeats itself, or changed faster than it could be read. Nothing was terminated.',
    help: 'Response not understood',
  },
  {
    name: 'an input cannot be meant',
    inputs: { 'timeout-seconds': '10m' },
    exitCode: 1,
    shownAs: 'error',
    title: 'Invalid input: nothing was terminated',
    text: 'timeout-seconds: "10m" is not a number of seconds above 0. Use digits, for example 600 or 0.5.',
    heading: '### ❌ Invalid input: nothing was terminated',
    explanation: '- timeout-seconds: "10m" is not a number of seconds above 0. Use digits, for example 600 or 0.5.',
    help: 'Invalid input',
  },
];

describe('a run in which nothing is terminated', () => {
  test.concurrent.each(RUN_ROWS)(
    '$name',
    async ({ exitCode, shownAs, title, text, heading, explanation, help, ...testCase }) => {
      const { step, requests } = await playTestCase(testCase);
      expect(step.exitCode).toBe(exitCode);
      expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
      const annotations = (['error', 'warning', 'notice'] as const).flatMap((kind) =>
        titles(step, kind).map((given, index) => [kind, given, step[`${kind}s`][index]]),
      );
      const said = shownAs === 'error' ? `${text} Help: ${helpUrl(help)}` : text;
      if (shownAs === 'line') {
        expect(annotations).toEqual([]);
        expect(step.lines).toContain(said);
      } else {
        expect(annotations).toEqual([[shownAs, title, said]]);
      }
      const shown = textOf(step.summary);
      expect(shown.split('\n')[0]).toBe(heading);
      expect(shown).toContain(explanation);
      expect(shown).toContain(`[Help: ${help}](${helpUrl(help)})`);
      expect(step.outputs.status ?? '').toBe('');
      expect(JSON.parse(step.outputs.jobs ?? '[]')).toEqual([]);
    },
  );
});
