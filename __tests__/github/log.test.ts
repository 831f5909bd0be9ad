import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { isTerminal, Log } from '../../src/github/log.ts';
import { Secrets } from '../../src/github/secrets.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { printedBy } from '../printed.ts';

const secrets = new Secrets();
const log = new Log(secrets);

// As the runner has it with debug logging.
beforeEach(() => {
  process.env.RUNNER_DEBUG = '1';
});

/** What the runner makes of it: the lines of the log, and the commands. */
function asRead(call: () => void) {
  const { lines, commands } = separate(printedBy(call));
  return { lines, commands: commands.map(({ name, properties, text }) => ({ name, properties, text })) };
}

describe('a line of the log', () => {
  test('is one line', () => {
    expect(asRead(() => log.info('Job 305\nis\r\nrunning'))).toEqual({ lines: ['Job 305 is running'], commands: [] });
  });

  test('is no command, whatever text from elsewhere stands in it', () => {
    const text = 'The API said "\n::error::x ##[set-output name=status]stopped"';
    expect(asRead(() => log.info(text))).toEqual({
      lines: ['The API said " ::error::x # #[set-output name=status]stopped"'],
      commands: [],
    });
  });

  test('is cut where it is too long to read, and says so', () => {
    const { lines } = asRead(() => log.info('x'.repeat(5_000)));
    expect(lines).toEqual([`${'x'.repeat(4_000)}… (cut, 5000 characters in all)`]);
  });

  test('goes to the debug log where it is for debugging', () => {
    expect(asRead(() => log.debug(() => 'GET /\n::error::x'))).toEqual({
      lines: [],
      commands: [{ name: 'debug', properties: {}, text: 'GET / ::error::x' }],
    });
  });

  test('for debugging is not even made without debug logging', () => {
    process.env.RUNNER_DEBUG = '';
    const makeText = jest.fn(() => 'GET /');
    expect(printedBy(() => log.debug(makeText))).toBe('');
    expect(makeText).not.toHaveBeenCalled();
  });
});

describe.each(['notice', 'warning', 'error'] as const)('a %s', (name) => {
  test('is an annotation with a title', () => {
    expect(asRead(() => log[name]('Job 305 failed.', 'Job 305: failed, or so'))).toEqual({
      lines: [],
      commands: [{ name, properties: { title: 'Job 305: failed, or so' }, text: 'Job 305 failed.' }],
    });
  });

  test('is one line, and so is its title, whatever text from elsewhere stands in them', () => {
    const hostile = 'a%0A\n::add-mask::e\r##[error]y,file=x::z';
    expect(asRead(() => log[name](hostile, hostile))).toEqual({
      lines: [],
      commands: [
        {
          name,
          properties: { title: 'a%0A ::add-mask::e # #[error]y,file=x::z' },
          text: 'a%0A ::add-mask::e # #[error]y,file=x::z',
        },
      ],
    });
  });
});

describe('on a terminal', () => {
  test('a person reads words without the commands around them', () => {
    const printed = printedBy(() => {
      log.info('Terminating job 305.');
      log.notice('Job 304 had finished.', 'a title');
      log.warning('Job 305 failed.', 'a title');
      log.error('Job 306 still runs.', 'a title');
      log.debug(() => 'GET /');
    }, true);
    expect(printed.split(/\r?\n/)).toEqual([
      'Terminating job 305.',
      'Notice: Job 304 had finished.',
      'Warning: Job 305 failed.',
      'Error: Job 306 still runs.',
      '',
    ]);
  });

  test('is where a person reads along, and the runner is none', () => {
    const seen: boolean[] = [];
    for (const terminal of [true, false]) printedBy(() => void seen.push(isTerminal()), terminal);
    expect(seen).toEqual([true, false]);
  });
});

test('no line or title shows a secret', () => {
  printedBy(() => secrets.add('log-test-secret'));
  const printed = printedBy(() => {
    log.info('a log-test-secret');
    log.warning('a log-test-secret', 'a log-test-secret');
    log.error('a log-test-secret', 'a log-test-secret');
    log.debug(() => 'a log-test-secret');
    log.notice('a log-test-secret', 'a log-test-secret');
  });
  expect(printed).not.toContain('log-test-secret');
  expect(printed.match(/a \*\*\*/g)).toHaveLength(8);
});
