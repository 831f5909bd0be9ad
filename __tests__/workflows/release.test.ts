import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { REPOSITORY, readWorkflow, type Step } from './workflow-files.ts';

// The scripts of release.yml, run by bash in a clone of a real repository. `gh` is bin/gh.

const { jobs } = readWorkflow('.github/workflows/release.yml').workflow;
const CAN_RUN_SCRIPTS =
  process.platform !== 'win32' && ['bash', 'git', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0);
const describeScripts = CAN_RUN_SCRIPTS ? describe : describe.skip;

test('nothing is published before everything was checked, and a person has agreed', () => {
  expect(jobs.check).toMatchObject({ uses: './.github/workflows/ci.yml' });
  expect(jobs.attest).toMatchObject({ needs: 'check' });
  expect(jobs.publish).toMatchObject({ needs: 'attest', environment: 'release' });
});

test('SECURITY.md tells people to trust the workflow that signs', () => {
  expect(jobs.attest?.steps?.filter(({ uses }) => uses?.startsWith('actions/attest-'))).toHaveLength(1);
  const security = readFileSync(join(REPOSITORY, 'SECURITY.md'), 'utf8');
  expect(security).toContain('--signer-workflow OWNER/terminate-xplenty-job/.github/workflows/release.yml');
});

describeScripts('publishing', () => {
  let folder: string;
  let remote: string;
  let clone: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    remote = join(folder, 'remote.git');
    clone = join(folder, 'clone');
    writeFileSync(join(folder, 'releases'), '');
    git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
    git(folder, 'clone', '--quiet', remote, clone);
    git(clone, 'checkout', '--quiet', '-B', 'main');
    mkdirSync(join(clone, 'tools'));
    cpSync(join(REPOSITORY, 'tools/release.sh'), join(clone, 'tools/release.sh'));
    writeFileSync(join(clone, 'CHANGELOG.md'), CHANGELOG);
    writeFileSync(join(clone, 'package.json'), JSON.stringify({ version: '1.2.0' }));
    commit('.github/workflows/ci.yml', 'name: CI');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test('makes a release with the notes of its version, and moves the major tag to it', () => {
    tag('v1.0.0', 'v1');
    commit('dist/index.js', '');
    tag('v1.2.0', 'v1.10.0-rc.1');
    expect(publish()).toMatchObject({ status: 0 });
    expect(releases()).toEqual(['v1.2.0']);
    expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('\nWhat is new in 1.2.0.\n\n### Fixed\n\nThis.\n\n');
    expect(commitOf('v1')).toBe(commitOf('v1.2.0'));
  });

  test('makes the major tag where there is none yet', () => {
    tag('v1.2.0', 'v10.0.0');
    expect(publish()).toMatchObject({ status: 0 });
    expect(commitOf('v1')).toBe(commitOf('v1.2.0'));
  });

  test('leaves the major tag at a later version', () => {
    tag('v1.2.0');
    commit('dist/index.js', '');
    tag('v1.10.0', 'v1');
    git(clone, 'checkout', '--quiet', 'v1.2.0');
    expect(publish()).toMatchObject({ status: 0 });
    expect(releases()).toEqual(['v1.2.0']);
    expect(commitOf('v1')).toBe(commitOf('v1.10.0'));
  });

  test('moves the major tag although another pull request was merged in the meantime', () => {
    tag('v1.0.0', 'v1');
    commit('dist/index.js', '');
    tag('v1.2.0');
    commit('README.md', 'merged');
    git(clone, 'checkout', '--quiet', 'v1.2.0');
    expect(publish()).toMatchObject({ status: 0 });
    expect(commitOf('v1')).toBe(commitOf('v1.2.0'));
  });

  test('names the command that moves the major tag where GitHub refuses to move it', () => {
    tag('v1.0.0', 'v1');
    commit('dist/index.js', '');
    tag('v1.2.0');
    commit('.github/workflows/ci.yml', 'name: CI, changed by a pull request');
    git(clone, 'checkout', '--quiet', 'v1.2.0');
    const { status, stdout } = publish();
    expect(status).toBe(1);
    expect(commitOf('v1')).toBe(commitOf('v1.0.0'));
    const [line, command = ''] =
      /^::error title=v1 was not moved to v1\.2\.0::The release is made\. Run: (.*)$/m.exec(stdout) ?? [];
    expect(line).toBeDefined();
    execFileSync('bash', ['-c', command], { cwd: clone, stdio: 'pipe' });
    expect(commitOf('v1')).toBe(commitOf('v1.2.0'));
  });

  test('can be run again, and makes no second release', () => {
    tag('v1.2.0');
    writeFileSync(join(folder, 'releases'), 'v1.2.0\n');
    expect(publish()).toMatchObject({ status: 0 });
    expect(releases()).toEqual(['v1.2.0']);
    expect(commitOf('v1')).toBe(commitOf('v1.2.0'));
  });

  test('publishes nothing while the major tag has a release, which would lock it', () => {
    tag('v1.2.0', 'v1');
    writeFileSync(join(folder, 'releases'), 'v1\n');
    expect(publish()).toMatchObject({ status: 1, stdout: expect.stringContaining('title=v1 has a release::') });
    expect(releases()).toEqual(['v1']);
  });

  test('does not move the major tag to a release that can still be changed', () => {
    tag('v1.2.0');
    const { status, stdout } = publish({ IMMUTABLE: 'false' });
    expect({ status, stdout }).toMatchObject({ status: 1, stdout: expect.stringContaining('is not immutable::') });
    expect(tags()).toEqual(['v1.2.0']);
  });

  test.each(['v1.3.0', 'v1.11.0'])('publishes nothing that has no entry with a date in CHANGELOG.md: %s', (name) => {
    tag(name);
    const { status, stdout } = publish({ TAG: name });
    expect({ status, stdout }).toMatchObject({ status: 1, stdout: expect.stringContaining('not in CHANGELOG.md::') });
    expect(releases()).toEqual([]);
  });

  test('publishes nothing when GitHub does not answer', () => {
    tag('v1.2.0');
    expect(publish({ GITHUB_ANSWERS: 'false' }).status).not.toBe(0);
    expect(releases()).toEqual([]);
    expect(tags()).toEqual(['v1.2.0']);
  });

  test.each([
    ['v1.2.0', 0],
    ['v1.2.1', 1],
  ])('attests dist/ only for the version in package.json: %s', (name, status) => {
    expect(run(jobs.attest?.steps, { TAG: name }).status).toBe(status);
  });

  function publish(environment: Record<string, string> = {}) {
    return run(jobs.publish?.steps, { TAG: 'v1.2.0', ...environment });
  }

  /** Runs the only script of a job as the runner does where a workflow says `shell: bash`. */
  function run(steps: readonly Step[] = [], environment: Record<string, string>) {
    const [script, ...others] = steps.flatMap((step) => step.run ?? []);
    expect(others).toEqual([]);
    const env = {
      ...process.env,
      PATH: [join(import.meta.dirname, 'bin'), process.env.PATH].join(delimiter),
      GITHUB_REPOSITORY: 'octocat/terminate-xplenty-job',
      REMOTE: remote,
      RELEASES: join(folder, 'releases'),
      NOTES: join(folder, 'notes'),
      IMMUTABLE: 'true',
      GITHUB_ANSWERS: 'true',
      ...environment,
    };
    const bash = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script ?? 'exit 2'];
    return spawnSync('bash', bash, { cwd: clone, env, encoding: 'utf8' });
  }

  function commit(path: string, text: string): void {
    mkdirSync(join(clone, path, '..'), { recursive: true });
    writeFileSync(join(clone, path), text);
    git(clone, 'add', '.');
    git(clone, 'commit', '--quiet', '--no-gpg-sign', `--message=${path}`);
    git(clone, 'push', '--quiet', 'origin', 'main');
  }

  function tag(...names: string[]): void {
    for (const name of names) git(clone, 'tag', '--no-sign', name);
    git(clone, 'push', '--quiet', 'origin', ...names);
  }

  const commitOf = (name: string) => git(remote, 'rev-parse', `refs/tags/${name}`);
  const tags = () => git(remote, 'tag').split('\n');
  const releases = () => readFileSync(join(folder, 'releases'), 'utf8').split('\n').slice(0, -1);
});

function git(cwd: string, ...args: string[]): string {
  const author = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@example.com'];
  return execFileSync('git', [...author, ...args], { cwd, stdio: 'pipe', encoding: 'utf8' }).trim();
}

const CHANGELOG = `# Changelog

## 1.11.0 (unreleased)

Not yet.

## 1.10.0 (2027-01-01)

Later.

## 1.2.0 (2026-12-01)

What is new in 1.2.0.

### Fixed

This.

## 1.0.0 (2026-11-23)

The first.
`;
