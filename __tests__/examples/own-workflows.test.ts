import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Played, playJob } from './play.ts';
import { CAN_RUN_SCRIPTS } from './script.ts';
import { type Job, REPOSITORY, readWorkflow, type Workflow } from './workflow-files.ts';

// What this repository's own workflows do, as far as that can be seen without GitHub.

const describeScripts = CAN_RUN_SCRIPTS ? describe : describe.skip;
/** The Node of these tests, for scripts that call `node`. */
const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);

describeScripts('ci.yml', () => {
  test('runs the action against the simulator, and finds its outputs as they should be', async () => {
    const played = await playJob(await actionJob(), { contexts: {}, workspace: REPOSITORY, environment: { PATH } });
    const { wrong, ...others } = played;
    expect(wrong).toMatchObject({ outcome: 'failure' });
    expect(Object.entries(others).filter(([, { outcome }]) => outcome !== 'success')).toEqual([]);
    expect(others.left).toMatchObject({ outputs: { count: '2', status: 'stopped' } });
  });

  test('fails when an output is not as it should be', async () => {
    const check = 'test "$COUNT" = 1';
    const job = await actionJob((text) => text.replace(check, `COUNT=2; ${check}`));
    const played = Object.values(await playJob(job, { contexts: {}, workspace: REPOSITORY, environment: { PATH } }));
    expect(played.filter(({ outcome }) => outcome === 'failure')).toHaveLength(1);
    expect(played.at(-1)?.outcome).toBe('skipped');
  });

  /** The job `action`, on a port that is free. */
  async function actionJob(change = (text: string) => text): Promise<Job> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    const text = readWorkflow('.github/workflows/ci.yml').text.replaceAll('8080', String(port));
    return (parse(change(text)) as Workflow).jobs.action ?? {};
  }
});

describeScripts('release.yml', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('makes a release with the notes of its version, and moves the major tag there', async () => {
    const { outcomes, calls } = await publish({
      tag: 'v1.2.0',
      tags: ['v1.0.0', 'v1.2.0', 'v1.10.0-rc.1'],
      major: true,
    });
    expect(outcomes).toEqual(['success', 'success', 'success']);
    expect(calls).toEqual([
      'release view v1.2.0',
      expect.stringMatching(/^release create v1\.2\.0 --verify-tag --title v1\.2\.0 --notes-file /),
      expect.stringContaining('git/matching-refs/tags/v1.'),
      expect.stringMatching(
        /^api --method PATCH repos\/octocat\/action\/git\/refs\/tags\/v1 --raw-field sha=[0-9a-f]{40} /,
      ),
    ]);
    expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('\nWhat is new in 1.2.0.\n\n### Fixed\n\nThis.\n\n');
  });

  test('makes the major tag where there is none yet', async () => {
    const { calls } = await publish({ tag: 'v1.2.0', tags: ['v1.2.0'], major: false });
    expect(calls.at(-1)).toMatch(/^api --method POST .*\/git\/refs --raw-field ref=refs\/tags\/v1 --raw-field sha=/);
  });

  test('leaves the major tag where it is when a later version has it', async () => {
    const { outcomes, calls } = await publish({ tag: 'v1.2.0', tags: ['v1.2.0', 'v1.10.0'], major: true });
    expect(outcomes).toEqual(['success', 'success', 'success']);
    expect(calls.filter((call) => call.includes('--method'))).toEqual([]);
  });

  test('releases nothing that CHANGELOG.md does not tell of', async () => {
    const { outcomes, calls } = await publish({ tag: 'v1.3.0', tags: ['v1.3.0'], major: true });
    expect(outcomes).toEqual(['failure', 'skipped', 'skipped']);
    expect(calls).toEqual([]);
  });

  test('moves no tag when GitHub does not answer', async () => {
    const { outcomes, calls } = await publish({ tag: 'v1.2.0', tags: undefined, major: true });
    expect(outcomes).toEqual(['success', 'success', 'failure']);
    expect(calls.filter((call) => call.includes('--method'))).toEqual([]);
  });

  test.each([
    ['1.2.0', 'success'],
    ['1.2.1', 'failure'],
  ])('attests only what is tagged with its version: package.json says %s', async (version, outcome) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }));
    const played = await play('attest', { ref_name: 'v1.2.0' }, {});
    expect(played['See that the tag is the version']?.outcome).toBe(outcome);
    expect(Object.values(played).at(-1)?.outcome).toBe(outcome === 'success' ? 'success' : 'skipped');
  });

  interface Repository {
    readonly tag: string;
    /** The tags that GitHub tells of; undefined where it does not answer. */
    readonly tags: readonly string[] | undefined;
    /** Whether there is a major tag already. */
    readonly major: boolean;
  }

  /** Plays the job `publish` in a repository of its own, with a `gh` that only writes down how it is called. */
  async function publish({ tag, tags, major }: Repository) {
    const [name, email] = ['octocat', 'octocat@example.com'];
    const author = {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    };
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: folder, env: { ...process.env, ...author }, stdio: 'pipe' });
    writeFileSync(join(folder, 'CHANGELOG.md'), CHANGELOG);
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--no-gpg-sign', '--message=Release');
    const calls = join(folder, 'calls');
    writeFileSync(calls, '');
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'gh'), GH);
    chmodSync(join(bin, 'gh'), 0o755);
    const refs = tags?.map((name) => `refs/tags/${name}`).join('\n') ?? '';
    const environment = {
      PATH: [bin, PATH].join(delimiter),
      GITHUB_REPOSITORY: 'octocat/action',
      CALLS: calls,
      NOTES: join(folder, 'notes'),
      REFS: refs,
      MAJOR: String(major),
    };
    const played = await play('publish', { ref_name: tag, token: 'token' }, environment);
    const [, ...scripts] = Object.values(played);
    return {
      outcomes: scripts.map(({ outcome }) => outcome),
      calls: readFileSync(calls, 'utf8').split('\n').slice(0, -1),
    };
  }

  function play(job: string, github: object, environment: Record<string, string>): Promise<Record<string, Played>> {
    const { workflow } = readWorkflow('.github/workflows/release.yml');
    return playJob(workflow.jobs[job] ?? {}, { contexts: { github }, workspace: folder, environment });
  }
});

const CHANGELOG = `# Changelog

## 1.10.0 (2027-01-01)

Later.

## 1.2.0 (2026-12-01)

What is new in 1.2.0.

### Fixed

This.

## 1.0.0 (2026-11-23)

The first.
`;

const GH = `#!/usr/bin/env bash
echo "$*" >> "$CALLS"
case "$*" in
  'release view '*) exit 1 ;;
  'release create '*) cp "\${@: -1}" "$NOTES" ;;
  *matching-refs*) [ -n "$REFS" ] && echo "$REFS" ;;
  *'--method PATCH'*) "$MAJOR" ;;
esac
`;
