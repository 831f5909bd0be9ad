import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Cancelled, Failed, NotChosen, NotOver, NotSeen, NotTerminated, OutOfSight } from '../../src/errors.ts';
import { tellDryRun } from '../../src/later/dry-run/dry-run.ts';
import { tellFailure } from '../../src/later/failing/failing.ts';
import * as waiting from '../../src/later/waiting/journal.ts';
import * as steps from '../../src/report/journal.ts';
import { log } from '../../src/report/log.ts';
import { ApiRefusal, GaveUp, NetworkFault, NotAJob, Redirected } from '../../src/xplenty/errors.ts';
import { printable } from '../../src/xplenty/remote-text.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { aJob, aTarget } from '../a-job.ts';
import { printedBy } from '../printed.ts';

const journal = { ...steps, ...waiting, tellDryRun };

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
function expectOnly(names: string[], tell: () => void): void {
  const { lines, commands } = separate(printedBy(tell));
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
        expectOnly(['debug'], () => log.debug(text));
        expectOnly(['warning'], () => log.warning(text, `Job 305 ${text}`));
        expectOnly(['error'], () => log.error(text, `Job 305 ${text}`));
        expectOnly(['group', 'endgroup'], () => log.group(text, () => log.info(`Job 305 is ${text}`)));
      }),
      { numRuns: 200 },
    );
  });

  test('as a state or a message issues no command, whatever the journal tells', () => {
    fc.assert(
      fc.property(remote, (text) => {
        const job = aJob(305, text);
        const target = aTarget(305, text);
        const fault = new ApiRefusal(503, text);
        expectOnly([], () => {
          journal.tellDryRun([target]);
          journal.tellTermination(job, undefined, 1);
          journal.tellTermination(job, fault, 1);
          journal.tellChange(job, aJob(305, `${text}!`), 1);
          journal.tellRound([target, aTarget(306, 'stopped')], 1);
          journal.tellSignOfLife([target], 1);
          journal.tellFailedTry('Job 305', { number: 1, tries: 6, fault, pauseMs: 1, askedForMs: undefined });
          journal.tellFailedLook([target], fault);
        });
        const isEnd = ['completed', 'failed'].includes(text);
        expectOnly(isEnd ? ['warning'] : [], () => journal.tellEnds([target], 1));
        const exchange = { method: 'GET', path: '/a/api/jobs/305', outcome: fault.message, elapsedMs: 1 };
        expectOnly(['debug'], () => journal.tellExchange({ ...exchange, credits: undefined }));
      }),
      { numRuns: 100 },
    );
  });

  test('in a failure issues no command but the annotation that tells it', () => {
    const ref = { accountId: 'xplenation', id: 305 };
    fc.assert(
      fc.property(remote, (text) => {
        const job = aJob(305, text);
        const faults = [
          new ApiRefusal(422, text),
          new NotAJob(printable(text, 100)),
          new Redirected(302, printable(text, 100)),
          new NetworkFault(Object.assign(new Error(text), { code: 'HPE_INVALID' })),
          new NetworkFault(new Error(`tunneling socket ${text}`)),
        ];
        const failures = faults.flatMap((fault) => [
          new NotTerminated(ref, fault, { job }),
          new NotTerminated(ref, new GaveUp(6, 1, fault), { look: fault }),
          new NotSeen(ref, fault),
          new NotOver(job, 1, fault),
          new OutOfSight(job, fault),
          new Cancelled(305, job, fault),
          new Cancelled(305, undefined, fault),
          new NotChosen(fault, false),
        ]);
        for (const failure of failures) expectOnly(['error'], () => tellFailure(failure));
        const { commands } = separate(printedBy(() => tellFailure(new Failed(failures))));
        expect(commands.filter(({ name }) => name !== 'error').map(({ name }) => name)).toEqual(['group', 'endgroup']);
      }),
      { numRuns: 20 },
    );
  });
});
