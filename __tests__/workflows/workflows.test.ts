import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import {
  actionFolder,
  EXAMPLES,
  OWN_WORKFLOWS,
  REPOSITORY,
  runsThisAction,
  type Step,
  type WorkflowFile,
} from './workflow-files.ts';

// What the checkers do not know of this repository's own workflows and examples.

const WORKFLOWS = [...EXAMPLES, ...OWN_WORKFLOWS].map((file) => [file.path, file] as const);
const actionOf = (step: Step) => readActionMetadata(actionFolder(step) ?? '');

/** The actions of others that the workflows may use, each at one commit. */
const PINS = [
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
  'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1',
  'actions/attest-build-provenance@0f67c3f4856b2e3261c31976d6725780e5e4c373 # v4.1.1',
  'github/codeql-action/init@5595ccaf912efad79be6eef63a5619ff05969be3 # v4.37.6',
  'github/codeql-action/analyze@5595ccaf912efad79be6eef63a5619ff05969be3 # v4.37.6',
  'ossf/scorecard-action@2d1146689b8cda280b9bc96326124645441f03bc # v2.4.4',
];

/** What each job may do. A job that is not here may do nothing. */
const PERMISSIONS: Readonly<Record<string, object>> = {
  'examples/guard.yml run': { contents: 'read' },
  'examples/stop-when-cancelled.yml run': { contents: 'read' },
  '.github/workflows/ci.yml test': { contents: 'read' },
  '.github/workflows/ci.yml suite': { contents: 'read' },
  '.github/workflows/ci.yml action': { contents: 'read' },
  '.github/workflows/ci.yml alpine': { contents: 'read' },
  '.github/workflows/codeql.yml analyze': { contents: 'read', 'security-events': 'write' },
  '.github/workflows/release.yml check': { contents: 'read' },
  '.github/workflows/release.yml attest': { contents: 'read', 'id-token': 'write', attestations: 'write' },
  '.github/workflows/release.yml publish': { contents: 'write' },
  '.github/workflows/scorecard.yml analyze': { contents: 'read', 'id-token': 'write' },
};

test('there are examples, and workflows of our own', () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(4);
  expect(OWN_WORKFLOWS.map(({ path }) => path)).toEqual(
    ['ci', 'codeql', 'release', 'scorecard'].map((name) => `.github/workflows/${name}.yml`),
  );
});

test('ci.yml runs the suites that .ci/run has', () => {
  const script = readFileSync(join(REPOSITORY, '.ci/run'), 'utf8');
  const [, suites = ''] = /^suites=\((.*)\)$/m.exec(script) ?? [];
  const text = readFileSync(join(REPOSITORY, '.github/workflows/ci.yml'), 'utf8');
  expect(text).toContain(`suite: [${suites.split(' ').join(', ')}]`);
});

describe.each(WORKFLOWS)('%s', (path, { text, workflow }) => {
  test('may do nothing by itself, and each job only what it must', () => {
    expect(workflow.permissions).toEqual({});
    for (const [id, { permissions }] of Object.entries(workflow.jobs)) {
      expect({ [id]: permissions ?? {} }).toEqual({ [id]: PERMISSIONS[`${path} ${id}`] ?? {} });
    }
  });

  test('ends in time, every job of it', () => {
    // The jobs of a called workflow have times of their own.
    const jobs = Object.entries(workflow.jobs).filter(([, { uses }]) => uses === undefined);
    for (const [id, job] of jobs) expect({ [id]: job['timeout-minutes'] }).toEqual({ [id]: expect.any(Number) });
  });

  test('puts no expression into a script', () => {
    const scripts = steps({ workflow }).flatMap(({ run }) => run ?? []);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  test('runs only commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
    const named = steps({ workflow }).flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:-]+)/g)]);
    expect(named.filter(([, name = '']) => !(name in scripts))).toEqual([]);
  });

  test('pins the actions of others by commit', () => {
    const uses = [...text.matchAll(/^[\s-]*uses: (.*)$/gm)].map(([, used]) => used ?? '');
    const ofOthers = uses.filter(
      (used) => !runsThisAction({ uses: used.replace(/ #.*/, '') }) && !used.startsWith('./.github/workflows/'),
    );
    expect(ofOthers.filter((used) => !PINS.includes(used))).toEqual([]);
    expect(uses).toHaveLength(steps({ workflow }).filter((step) => step.uses).length + calls({ workflow }).length);
  });

  test('pins containers by digest', () => {
    const containers = Object.values(workflow.jobs).flatMap(({ container }) => container ?? []);
    expect(containers.filter((container) => !/@sha256:[0-9a-f]{64}$/.test(container))).toEqual([]);
  });

  test('installs Node without a cache, which another workflow could have filled', () => {
    const setups = steps({ workflow }).filter(({ uses }) => uses?.startsWith('actions/setup-node@'));
    const without = { 'package-manager-cache': false };
    expect(setups.map((step) => step.with)).toEqual(setups.map(() => expect.objectContaining(without)));
  });

  test('gives this action only inputs that it has', () => {
    for (const step of ourSteps({ workflow })) {
      expect(Object.keys(actionOf(step).inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    }
  });

  test('reads only outputs that this action has', () => {
    for (const step of ourSteps({ workflow })) {
      const read = step.id === undefined ? [] : outputsRead(text, step.id);
      expect(Object.keys(actionOf(step).outputs)).toEqual(expect.arrayContaining(read));
    }
  });
});

test('every example runs this action, and passes the key from a secret', () => {
  for (const { path, workflow } of EXAMPLES) {
    const given = ourSteps({ workflow }).map((step) => step.with?.['api-key']);
    expect({ [path]: given }).toEqual({ [path]: [expect.stringMatching(/^\$\{\{ secrets\.XPLENTY_API_KEY \}\}$/)] });
  }
});

test('what runs by itself or one after the other has a concurrency group', () => {
  const without = EXAMPLES.filter(({ workflow }) => workflow.concurrency === undefined).map(({ path }) => path);
  expect(without).toEqual(['examples/stop-by-hand.yml']);
});

function steps({ workflow }: Pick<WorkflowFile, 'workflow'>): Step[] {
  return Object.values(workflow.jobs).flatMap((job) => job.steps ?? []);
}

function calls({ workflow }: Pick<WorkflowFile, 'workflow'>): string[] {
  return Object.values(workflow.jobs).flatMap(({ uses }) => uses ?? []);
}

function ourSteps(file: Pick<WorkflowFile, 'workflow'>): Step[] {
  return steps(file).filter(runsThisAction);
}

/** The names of the outputs of a step that a workflow reads anywhere. */
function outputsRead(text: string, id: string): string[] {
  return [...text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))].map(([, name]) => name ?? '');
}
