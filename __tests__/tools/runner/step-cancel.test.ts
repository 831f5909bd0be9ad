import { describe, expect, test } from '@jest/globals';
import { expectGone, useScriptAction } from './script-action.ts';

const run = useScriptAction();

// Node can send no signals on Windows: it ends the process at once.
const concurrentOnPosix = process.platform === 'win32' ? test.skip : test.concurrent;

const LISTENS = `
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => { console.log(signal); process.exit(7); });
  }
  setInterval(() => {}, 1000);
  console.log('ready');
`;

/** Cancels a step as soon as it is ready. */
function whenReady() {
  const controller = new AbortController();
  return {
    cancel: controller.signal,
    onLogLine: (line: string) => {
      if (line === 'ready') {
        controller.abort();
      }
    },
  };
}

// All at the same time, the slowest first, since they do little but wait.
describe('a step', () => {
  concurrentOnPosix(
    'that ignores a cancel gets SIGINT, SIGTERM after 7.5 s, and is killed 2.5 s after that',
    async () => {
      const result = await run(
        `
      const startedAt = Date.now();
      for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, () => console.log(signal + ' ' + (Date.now() - startedAt)));
      }
      setInterval(() => {}, 1000);
      console.log('ready');
      `,
        whenReady(),
      );
      expect(result).toMatchObject({ outcome: 'cancelled', exitCode: null, signal: 'SIGKILL', killedBy: 'cancel' });
      expect(result.signals).toEqual(['SIGINT', 'SIGTERM']);
      const [, interrupt = '', terminate = ''] = result.lines;
      const [interruptMs, terminateMs] = [interrupt, terminate].map((line) => Number(line.split(' ')[1]));
      expect([interrupt.split(' ')[0], terminate.split(' ')[0]]).toEqual(['SIGINT', 'SIGTERM']);
      expect(Number(terminateMs) - Number(interruptMs)).toBeGreaterThan(7_400);
      expect(result.milliseconds - Number(interruptMs)).toBeGreaterThan(9_900);
    },
  );

  test.concurrent('is not waited for beyond 5 s when only a process that it started holds its streams', async () => {
    const startedAt = performance.now();
    const result = await run(`
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      child.unref();
      console.log(String(child.pid));
    `);
    expect(result).toMatchObject({ outcome: 'success', exitCode: 0 });
    const elapsedMs = performance.now() - startedAt;
    expect(elapsedMs - result.milliseconds).toBeGreaterThan(4_900);
    await expectGone(Number(result.lines[0]));
  });

  concurrentOnPosix('that is cancelled gets SIGINT, and may leave as it likes', async () => {
    const result = await run(LISTENS, whenReady());
    expect(result).toMatchObject({
      outcome: 'cancelled',
      exitCode: 7,
      signal: null,
      lines: ['ready', 'SIGINT'],
      signals: ['SIGINT'],
      killedBy: undefined,
    });
  });

  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    concurrentOnPosix(`that is cancelled gets ${signal} first where the test says so`, async () => {
      expect((await run(LISTENS, { ...whenReady(), signal })).lines).toEqual(['ready', signal]);
    });
  }

  concurrentOnPosix('that does not listen for a cancel ends by the signal', async () => {
    const result = await run(`setInterval(() => {}, 1000); console.log('ready');`, whenReady());
    expect(result).toMatchObject({ outcome: 'cancelled', exitCode: null, signal: 'SIGINT', killedBy: undefined });
  });

  test.concurrent('is cancelled at its start where the signal has been given before', async () => {
    const result = await run('setInterval(() => {}, 1000);', { cancel: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: 'cancelled', signal: 'SIGINT' });
  });

  test.concurrent('is not cancelled when it has ended before', async () => {
    expect(await run('', { cancel: AbortSignal.timeout(20_000) })).toMatchObject({ outcome: 'success', exitCode: 0 });
  });

  concurrentOnPosix('past its own timeout gets the signals of a cancel, and has failed', async () => {
    const result = await run(LISTENS, { timeoutMs: 1_000 });
    expect(result).toMatchObject({ outcome: 'failure', exitCode: 7, lines: ['ready', 'SIGINT'], signals: ['SIGINT'] });
  });

  concurrentOnPosix('past its own timeout has failed though it ends with 0', async () => {
    const script = `process.on('SIGINT', () => process.exit(0)); setInterval(() => {}, 1000); console.log('ready');`;
    expect(await run(script, { timeoutMs: 1_000 })).toMatchObject({ outcome: 'failure', exitCode: 0 });
  });

  test.concurrent('that does not end is killed with what it has started, and its output is in the error', async () => {
    const ended = run(
      `
      import { spawn } from 'node:child_process';
      process.on('SIGTERM', () => {});
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      console.log('started ' + child.pid);
      console.error('and waits');
      `,
      { killAfterMs: 2_000 },
    );
    const { message }: Error = await ended.then(
      () => new Error('it ended'),
      (error) => error,
    );
    expect(message).toMatch(/^Process \d+ did not end within 2 s and was killed: .+script-\d+\.mjs\nIt had printed:\n/);
    expect(message).toContain('and waits');
    await expectGone(Number(/started (\d+)/.exec(message)?.[1]));
  });
});
