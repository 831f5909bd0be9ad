import { describe, expect, test } from '@jest/globals';
import { readCommandLine, UsageError } from '../../../tools/demo/command-line.ts';

const CREDENTIALS = { XPLENTY_API_KEY: 'k3y', XPLENTY_ACCOUNT_ID: 'xplenation' };

describe('the command line of the demonstration', () => {
  test.each([{}, CREDENTIALS])(
    'asks for the simulation when it names no job, whatever the environment holds',
    (env) => {
      expect(readCommandLine([], env)).toBe('simulated');
    },
  );

  test('asks for the real service when it names a job, with the credentials of the environment', () => {
    expect(readCommandLine(['--job-id', '305'], CREDENTIALS)).toEqual({
      jobId: '305',
      apiKey: 'k3y',
      accountId: 'xplenation',
      apiUrl: undefined,
    });
    expect(readCommandLine(['--job-id=305', '--api-url=http://127.0.0.1:1'], CREDENTIALS)).toMatchObject({
      apiUrl: 'http://127.0.0.1:1',
    });
  });

  test.each([
    ['no key', ['--job-id', '305'], { XPLENTY_ACCOUNT_ID: 'x' }, 'must hold XPLENTY_API_KEY, which'],
    ['an empty key', ['--job-id', '305'], { ...CREDENTIALS, XPLENTY_API_KEY: '' }, 'must hold XPLENTY_API_KEY, which'],
    ['no account', ['--job-id', '305'], { XPLENTY_API_KEY: 'k' }, 'must hold XPLENTY_ACCOUNT_ID, which'],
    ['neither', ['--job-id', '305'], {}, 'must hold XPLENTY_API_KEY and XPLENTY_ACCOUNT_ID, which'],
    ['an empty job', ['--job-id='], CREDENTIALS, '--job-id is empty'],
    ['an empty address', ['--job-id=305', '--api-url='], CREDENTIALS, '--api-url is empty'],
    ['an address without a job', ['--api-url=http://127.0.0.1:1'], CREDENTIALS, 'needs a job there'],
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

  test('asks for help', () => {
    expect(readCommandLine(['--help'], {})).toBe('help');
  });
});
