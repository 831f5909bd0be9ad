import { resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runProcess } from '../../../tools/runner/step-process.ts';
import { type Simulator, startSimulator } from '../../../tools/simulator/simulator.ts';
import { until } from '../../e2e/test-case.ts';

const DEMO = resolve(import.meta.dirname, '../../../tools/demo/demo.ts');

interface Ended {
  exitCode: number | null;
  /** The signals that were sent to it: one, where it left at the first. */
  signals: readonly NodeJS.Signals[];
  stdout: string;
  stderr: string;
}

interface Cancel {
  /** Is sent as soon as the text below has been printed. */
  readonly signal: NodeJS.Signals;
  readonly whenPrinted: string;
}

/** Runs the demonstration as a process, as `npm run demo` does. */
async function demonstrate(argv: string[], env: Record<string, string> = {}, cancel?: Cancel): Promise<Ended> {
  const { XPLENTY_API_KEY, XPLENTY_ACCOUNT_ID, ...machine } = process.env as Record<string, string>;
  const controller = new AbortController();
  let stdout = '';
  let stderr = '';
  const { exitCode, signals } = await runProcess({
    command: process.execPath,
    arguments: [DEMO, ...argv],
    workspace: process.cwd(),
    environment: { ...machine, ...env },
    onStdout: (text) => {
      stdout += text;
      if (cancel !== undefined && stdout.includes(cancel.whenPrinted)) controller.abort();
    },
    onStderr: (text) => {
      stderr += text;
    },
    cancel: controller.signal,
    signal: cancel?.signal ?? 'SIGINT',
  });
  return { exitCode, signals, stdout, stderr };
}

/** The outputs as they are shown: a name, blanks, a value. */
function shown(stdout: string, output: string): string | undefined {
  return new RegExp(`^  ${output} +(.*)$`, 'm').exec(stdout)?.[1];
}

// It takes its time: the other tests run meanwhile.
let simulated: Promise<Ended>;
beforeAll(() => {
  simulated = demonstrate([], { XPLENTY_API_KEY: 'a-real-key-of-somebody', XPLENTY_ACCOUNT_ID: 'somebody' });
});

describe('the demonstration, given a job', () => {
  let service: Simulator;
  let environment: Record<string, string>;

  beforeEach(async () => {
    service = await startSimulator({
      jobs: [
        { id: 305, status: 'running', variables: { password: 'hunter2' } },
        { id: 306, status: 'running' },
      ],
      seconds: { pending_stoppage: 0.3, stopping: 0.3 },
    });
    environment = { XPLENTY_API_KEY: service.apiKey, XPLENTY_ACCOUNT_ID: service.accountId };
  });

  afterEach(async () => {
    await service.close();
  });

  const onService = (...argv: string[]) => [...argv, '--api-url', service.url];
  const terminations = () => service.requests.filter(({ method }) => method !== 'GET');

  test('terminates that job, and nothing else', async () => {
    const { exitCode, stdout } = await demonstrate(onService('--job-id', '305'), environment);
    expect(exitCode).toBe(0);
    expect(shown(stdout, 'status')).toBe('stopped');
    expect(service.job(305)?.status).toBe('stopped');
    expect(service.job(306)?.status).toBe('running');
    expect(terminations()).toHaveLength(1);
  });

  test('shows neither the key nor the values of the job’s variables', async () => {
    const { stdout, stderr } = await demonstrate(onService('--job-id', '305', '--all'), environment);
    expect(stdout).toContain('which may hold secrets');
    expect(stdout + stderr).not.toContain(service.apiKey);
    expect(stdout + stderr).not.toContain('hunter2');
  });

  test('ends as the step does', async () => {
    const { exitCode, stdout } = await demonstrate(onService('--job-id', '9'), environment);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('failure, exit status 1');
  });

  test.each(['XPLENTY_API_KEY', 'XPLENTY_ACCOUNT_ID'])(
    'asks for %s where it is missing, and does nothing',
    async (name) => {
      const { [name]: _, ...rest } = environment;
      const { exitCode, stderr } = await demonstrate(onService('--job-id', '305'), rest);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`The real service needs ${name} in the environment.`);
      expect(service.requests).toEqual([]);
    },
  );

  test('refuses an address without a job, and does nothing', async () => {
    const { exitCode, stdout, stderr } = await demonstrate(onService(), environment);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('--job-id');
    expect(stdout).toBe('');
    expect(service.requests).toEqual([]);
  });

  // Node can send no Ctrl-C on Windows.
  const onPosix = process.platform === 'win32' ? test.skip : test;

  onPosix.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes %s on to the step, and ends with it',
    async (signal) => {
      service.addJob({ id: 307, status: 'running', simulate: { seconds: { pending_stoppage: 600 } } });
      const cancel = { signal, whenPrinted: 'pending_stoppage' };
      const { exitCode, signals, stdout } = await demonstrate(onService('--job-id', '307'), environment, cancel);
      expect([exitCode, signals]).toEqual([1, [signal]]);
      expect(stdout).toContain('cancelled, exit status 1');
      expect(shown(stdout, 'status')).toBe('pending_stoppage');
      // A step that had outlived the demonstration would hold on to its connection.
      await until(() => service.openConnections === 0);
    },
  );
});

test.each(['--help', '-h'])('the demonstration explains itself with %s', async (option) => {
  const { exitCode, stdout } = await demonstrate([option]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('npm run demo -- --job-id 305');
});

test('the demonstration answers an option that it does not know in one line', async () => {
  const { exitCode, stdout, stderr } = await demonstrate(['--job']);
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe("Unknown option '--job'. See: npm run demo -- --help\n");
});

describe('the demonstration, given nothing', () => {
  test('terminates a job of the simulator, and shows every change until it has stopped', async () => {
    const { exitCode, stdout } = await simulated;
    const places = ['job 1 is running', 'pending_stoppage', '→ stopping', '→ stopped', 'job 1 is stopped'].map((text) =>
      stdout.indexOf(text),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(exitCode).toBe(0);
  });

  test('shows the outputs that matter most, and the job summary as text', async () => {
    const { stdout } = await simulated;
    expect(shown(stdout, 'status')).toBe('stopped');
    expect(shown(stdout, 'count')).toBe('1');
    expect(shown(stdout, 'runtime_in_seconds')).toMatch(/^\d+$/);
    expect(shown(stdout, 'variables')).toBeUndefined();
    expect(stdout).toMatch(/^ {2}│ Job +Outcome +Last status +Runtime/m);
    expect(stdout).toMatch(/^ {2}│ +█+ +stopping/m);
    expect(stdout).not.toMatch(/^ {2}│.*(\||#|<span>|```)/m);
  });

  test('makes nothing of the credentials of a real account', async () => {
    const { stdout, stderr } = await simulated;
    expect(stdout).toContain('The Xplenty API is simulated');
    expect(stdout + stderr).not.toContain('somebody');
  });
});
