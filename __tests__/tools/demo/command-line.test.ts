import { describe, expect, test } from '@jest/globals';
import { readCommandLine, UsageError } from '../../../tools/demo/command-line.ts';

const CREDENTIALS = { XPLENTY_API_KEY: 'k3y', XPLENTY_ACCOUNT_ID: 'xplenation' };

describe('the command line of the demonstration', () => {
  test.each([{}, CREDENTIALS])(
    'asks for the simulation when it names no job, whatever the environment holds',
    (env) => {
      expect(readCommandLine([], env)).toEqual({ real: undefined, all: false });
    },
  );

  test('asks for the real service when it names a job, with the credentials of the environment', () => {
    const inputs = { 'job-id': '305', 'api-key': 'k3y', 'account-id': 'xplenation' };
    expect(readCommandLine(['--job-id', '305'], CREDENTIALS)).toEqual({ real: inputs, all: false });
    const apiUrl = 'http://127.0.0.1:1';
    expect(readCommandLine(['--job-id=305', `--api-url=${apiUrl}`], CREDENTIALS)).toEqual({
      real: { ...inputs, 'api-url': apiUrl },
      all: false,
    });
  });

  test('asks for all outputs', () => {
    expect(readCommandLine(['--all'], {})).toEqual({ real: undefined, all: true });
  });

  test.each([
    ['no key', ['--job-id', '305'], { XPLENTY_ACCOUNT_ID: 'x' }, 'needs XPLENTY_API_KEY in'],
    ['an empty key', ['--job-id', '305'], { ...CREDENTIALS, XPLENTY_API_KEY: '' }, 'needs XPLENTY_API_KEY in'],
    ['no account', ['--job-id', '305'], { XPLENTY_API_KEY: 'k' }, 'needs XPLENTY_ACCOUNT_ID in'],
    ['neither', ['--job-id', '305'], {}, 'needs XPLENTY_API_KEY and XPLENTY_ACCOUNT_ID in'],
    ['an empty job', ['--job-id='], CREDENTIALS, '--job-id is empty'],
    ['an empty URL', ['--job-id=305', '--api-url='], CREDENTIALS, '--api-url is empty'],
    ['a URL without a job', ['--api-url=http://127.0.0.1:1'], CREDENTIALS, 'needs --job-id'],
    ['an option without its value', ['--job-id'], CREDENTIALS, '--job-id'],
    ['an option that there is not', ['--job', '305'], CREDENTIALS, '--job'],
    ['a job without its option', ['305'], CREDENTIALS, '305'],
  ])('is refused with %s', (_, argv, env, message) => {
    expect(() => readCommandLine(argv, env)).toThrow(UsageError);
    expect(() => readCommandLine(argv, env)).toThrow(message);
  });

  test('never repeats the key in what it refuses', () => {
    expect(() => readCommandLine(['--job-id', '305'], { XPLENTY_API_KEY: 'k3y' })).not.toThrow('k3y');
  });

  test.each([
    [['--job'], "Unknown option '--job'."],
    [['--job-id'], "Option '--job-id <value>' argument missing."],
    [['305'], "Unexpected argument '305'."],
    [['--all=yes'], "Option '--all' does not take an argument."],
  ])('refuses %j in one sentence', (argv, message) => {
    expect(() => readCommandLine(argv, {})).toThrow(new UsageError(message));
  });

  test.each(['--help', '-h'])('asks for help with %s', (option) => {
    expect(readCommandLine([option], {})).toBe('help');
  });
});
