import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type ApiError,
  HttpError,
  InvalidResponseError,
  NetworkError,
  RedirectError,
  RetriesExhaustedError,
} from '../../src/api/errors.ts';
import { Log } from '../../src/github/log.ts';
import * as messages from '../../src/github/messages.ts';
import { logOutcomes } from '../../src/github/outcome-log.ts';
import { Secrets } from '../../src/github/secrets.ts';
import * as jobErrors from '../../src/jobs/job-error.ts';
import { groupByOutcome } from '../../src/jobs/outcome.ts';
import { printable } from '../../src/text.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { aJob, aTrackedJob, unseenJob } from '../a-job.ts';
import { AReport } from '../github/a-report.ts';
import { printedBy } from '../printed.ts';

const log = new Log(new Secrets());

// As the runner has it with debug logging.
process.env.RUNNER_DEBUG = '1';

const PIECES = [
  ...[
    '::',
    '::error::',
    '::add-mask::',
    '::stop-commands::x',
    '::set-output name=status::stopped',
    '##[',
    '##[error]',
    ']',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\u2028',
    '\u2029',
    '\u0085',
    '\v',
    '\f',
    '\0',
    '\x1b[2J',
    '\x9b',
    '\x07',
    '\b',
    '\u00a0',
    '\ufeff',
  ],
  ...[
    '\u202e',
    '\u202b',
    '\u2066',
    '\u2069',
    '\u200f',
    '\u061c',
    '\u200b',
    '\u00ad',
    '\u{e0041}',
    '\ud800',
    '\udc00',
    '👩‍💻',
  ],
  ...['%0A', '%0D', '%25', '%3A', ',', '#', '##', '[', ' ', '   ', 'stopped', 'é', '漢'],
];
const remote = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 20,
  })
  .map((pieces) => pieces.join(''));

/**
 * By their code points, so as not to ask the code's own question: controls (C0, C1), the separators that end a line,
 * what turns the direction of text or hides it, and halves of a pair.
 */
function actsOrHides(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return (
      code < 0x20 ||
      (code >= 0x7f && code <= 0x9f) ||
      [0xad, 0x61c, 0x180e, 0xfeff].includes(code) ||
      (code >= 0x200b && code <= 0x200f) ||
      (code >= 0x2028 && code <= 0x202e) ||
      (code >= 0x2060 && code <= 0x2064) ||
      (code >= 0x2066 && code <= 0x206f) ||
      (code >= 0xd800 && code <= 0xdfff) ||
      (code >= 0xfff9 && code <= 0xfffb) ||
      code === 0xe0001 ||
      (code >= 0xe0020 && code <= 0xe007f)
    );
  });
}

/** What the runner makes of what is printed has just these commands, and nothing in it acts or hides. */
function expectOnly(names: string[], print: () => void): void {
  const { lines, commands } = separate(printedBy(print));
  expect(commands.map(({ name }) => name)).toEqual(names);
  const words = [...lines, ...commands.flatMap(({ text, properties }) => [text, ...Object.values(properties)])];
  for (const text of words) expect(actsOrHides(text)).toBe(false);
}

test('any text from elsewhere becomes one line on which nothing acts or hides, of a bounded length', () => {
  fc.assert(
    fc.property(remote, fc.integer({ min: 1, max: 60 }), (text, limit) => {
      const shown = printable(text, limit);
      expect(actsOrHides(shown)).toBe(false);
      expect(shown).not.toContain('##[');
      const [head] = shown.split(/… \(cut, \d+ characters in all\)$/);
      expect(Array.from(head ?? '').length).toBeLessThanOrEqual(limit);
      if (text.length > 4 * limit) expect(shown).toContain('characters in all)');
    }),
    { numRuns: 600 },
  );
});

test('plain words come out as they are', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\p{L}\p{N}.,:"'<>&-]{0,100}$/u), (text) => {
      expect(printable(text)).toBe(text);
    }),
  );
});

describe('any text from the service', () => {
  test('in a line, an annotation or a title issues no command', () => {
    fc.assert(
      fc.property(remote, (text) => {
        expectOnly([], () => log.info(`The API said ${text}`));
        expectOnly(['debug'], () => log.debug(() => text));
        expectOnly(['warning'], () => log.warning(text, `Job 305 ${text}`));
        expectOnly(['error'], () => log.error(text, `Job 305 ${text}`));
        expectOnly(['notice'], () => log.notice(text, `Job 305 ${text}`));
      }),
      { numRuns: 200 },
    );
  });

  test('as a status or a message issues no command, whatever is logged', () => {
    fc.assert(
      fc.property(remote, (text) => {
        const tracked = aTrackedJob(305, text);
        const error = new HttpError(503, { apiMessage: text });
        const lines = [
          messages.statusChanged(tracked, aJob(305, `${text}!`), aJob(305, text), 1),
          messages.statusCounts([tracked, aTrackedJob(306, 'stopped')], 1),
          messages.heartbeat([tracked], 1),
          messages.repeatedCall(tracked),
          messages.outcome([tracked], `still ${text}`, `Status: ${text}.`),
          messages.failedPoll([tracked], error),
          messages.failedAttempt('Job 305', { attempt: 1, maxAttempts: 6, error, pauseMs: 1 }),
        ];
        for (const line of lines) expectOnly([], () => log.info(line));
        const request = { method: 'GET', path: '/a/api/jobs/305', result: error.message, elapsedMs: 1 };
        expectOnly(['debug'], () => log.debug(() => messages.requestEnded({ ...request, rateLimit: undefined })));
      }),
      { numRuns: 100 },
    );
  });

  test('in an error issues no command but the annotation that shows it', () => {
    const ref = { accountId: 'xplenation', id: 305 };
    fc.assert(
      fc.property(remote, (text) => {
        const job = aJob(305, text);
        const causes: ApiError[] = [
          new HttpError(422, { apiMessage: text }),
          new HttpError(502, { foreignBody: printable(text) }),
          new InvalidResponseError(printable(text, 100)),
          new RedirectError(302, printable(text, 100)),
          new NetworkError('api.xplenty.com', { text: printable(text) }, true),
        ];
        const jobs = causes.flatMap((cause) =>
          [
            jobErrors.refused(ref, cause, job),
            jobErrors.refused(ref, cause, undefined, new RetriesExhaustedError(6, 1, cause)),
            jobErrors.outcomeUnknown(ref, new RetriesExhaustedError(6, 1, cause), job),
            jobErrors.notSeen(ref, cause),
            jobErrors.timedOut(ref, job, 1, cause),
            jobErrors.lostWhileWaiting(ref, job, cause),
            jobErrors.cancelledWhileStopping(ref, job),
          ].map((error) => Object.assign(unseenJob(305), { error })),
        );
        for (const tracked of jobs) {
          expectOnly(['error'], () => logOutcomes(groupByOutcome([tracked], false), log, undefined));
        }
        const run = new AReport();
        for (const cause of causes) {
          const { summary, details } = jobErrors.notSelected(cause, false);
          expectOnly(['error'], () => run.report.fail(summary, details));
        }
        expectOnly(['error'], () => run.report.failInputs([`job-id: ${text}`]));
        run.remove();
      }),
      { numRuns: 20 },
    );
  });
});
