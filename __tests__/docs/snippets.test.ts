import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import { actionFolder } from '../workflows/workflow-files.ts';
import { PAGES, REPOSITORY } from './markdown.ts';

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
  test('gives an action only inputs that it has, and reads only outputs that it has', () => {
    const piece = parse(yaml);
    // A piece is a whole workflow, or steps.
    const steps: { id?: string; uses?: string; with?: Record<string, unknown> }[] = Array.isArray(piece)
      ? piece
      : piece.jobs.stop.steps;
    for (const step of steps.filter(({ with: given }) => given !== undefined)) {
      const { inputs, outputs } = readActionMetadata(actionFolder(step) ?? REPOSITORY);
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      const read = [...yaml.matchAll(new RegExp(`steps\\.${step.id ?? 'terminate'}\\.outputs\\.(\\w+)`, 'g'))];
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(read.map(([, name]) => name)));
    }
  });
});
