import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import { PAGES, REPOSITORY } from './markdown.ts';

const ACTION = readActionMetadata(REPOSITORY);

/** The pieces of workflows that a page shows, with the page. */
const SNIPPETS = PAGES.flatMap(({ path, text }) =>
  [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
    ([, yaml], index) => [`${path}, piece ${index + 1}`, yaml ?? ''] as const,
  ),
);

test('there are pieces to copy', () => {
  expect(SNIPPETS.length).toBeGreaterThanOrEqual(5);
});

describe.each(SNIPPETS)('%s', (_, yaml) => {
  test('gives the action only inputs that it has, and reads only outputs that it has', () => {
    const piece = parse(yaml);
    // A piece is a whole workflow, or steps.
    const steps: { uses?: string; with?: object }[] = Array.isArray(piece) ? piece : piece.jobs.stop.steps;
    const given = steps.flatMap((step) => Object.keys(step.with ?? {}));
    expect(given.filter((name) => !(name in ACTION.inputs))).toEqual([]);
    const read = [...yaml.matchAll(/steps\.terminate\.outputs\.(\w+)/g)].map(([, name]) => name ?? '');
    expect(read.filter((name) => !(name in ACTION.outputs))).toEqual([]);
  });
});
