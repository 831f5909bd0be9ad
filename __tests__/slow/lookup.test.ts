import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { playTestCase } from '../e2e/test-case.ts';

// A name lookup blocks a thread of Node, and process.exit waits for it: with a name server that hangs, some 20 s. The runner
// waits 7.5 s after its first signal.

const LOOKUP = `
#include <netdb.h>
#include <unistd.h>
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
  sleep(20);
  return EAI_AGAIN;
}
`;

const folder = mkdtempSync(join(tmpdir(), 'lookup-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A library that makes every name lookup of a process take 20 s; undefined where there is no C compiler. */
function slowLookup(): string | undefined {
  const [source, library] = [join(folder, 'lookup.c'), join(folder, 'lookup.so')];
  writeFileSync(source, LOOKUP);
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source]);
  return process.platform === 'linux' && status === 0 ? library : undefined;
}

const library = slowLookup();
if (library === undefined) console.warn('Skipped: a name lookup that hangs takes Linux and a C compiler (cc).');

(library === undefined ? test.skip : test)('a cancel ends the process while a host name is looked up', async () => {
  const cancel = new AbortController();
  const onLogLine = (line: string) => line.startsWith('Terminating job 305') && setTimeout(() => cancel.abort(), 500);
  const { step } = await playTestCase({
    inputs: { 'api-url': 'https://api.example.invalid' },
    step: { env: { LD_PRELOAD: library ?? '' }, cancel: cancel.signal, onLogLine },
  });
  // It kills itself, before the runner sends a second signal.
  expect(step).toMatchObject({ exitCode: null, signal: 'SIGKILL', killedBy: undefined, signals: ['SIGINT'] });
  // What it had to say was written before.
  expect(step.errors).toEqual([expect.stringMatching(/^Job 305: cancelled\. .+ No request was delivered\./)]);
  expect(step.summary).toContain('Job 305');
  expect(JSON.parse(step.outputs.jobs ?? '')).toEqual([{ id: 305, error: expect.stringContaining('cancelled') }]);
});
