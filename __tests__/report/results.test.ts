import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Results } from '../../src/report/results.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { aTarget } from '../a-job.ts';
import { printedBy, printedWhile } from '../printed.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'results-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function outputFile(content: string | undefined): string {
  const file = join(folder, 'output');
  if (content !== undefined) writeFileSync(file, content);
  return file;
}

describe('outputs', () => {
  test('go into the file of the runner, and nothing is printed', () => {
    const file = outputFile('');
    const results = new Results({ outputFile: file, summaryFile: undefined });
    expect(printedBy(() => results.setOutputs([aTarget(305, 'stopped')]))).toBe('');
    expect(parseOutputsFile(readFileSync(file, 'utf8')).outputs.get('status')).toBe('stopped');
  });

  test('that cannot be written are told, once, and no more', () => {
    const results = new Results({ outputFile: outputFile(undefined), summaryFile: undefined });
    const { commands } = separate(
      printedBy(() => {
        results.setOutputs([aTarget(305, 'stopping')]);
        results.setOutputs([aTarget(305, 'stopped')]);
      }),
    );
    expect(commands).toMatchObject([
      {
        name: 'warning',
        properties: { title: 'The outputs could not be written' },
        text: expect.stringMatching(/^The outputs could not be written: .* What was terminated is not affected\.$/),
      },
    ]);
  });

  test('that had to be shortened are told', () => {
    const results = new Results({ outputFile: outputFile(''), summaryFile: undefined });
    const targets = Array.from({ length: 1_500 }, (_, index) => aTarget(index + 1));
    expect(printedBy(() => results.setOutputs(targets))).toContain('The output jobs would be too long for the runner');
  });

  test('are not shown to a person at a terminal', () => {
    const results = new Results({ outputFile: undefined, summaryFile: undefined });
    expect(printedBy(() => results.setOutputs([aTarget(305)]), true)).toBe('');
  });
});

describe('the page', () => {
  const facts = { dryRun: false, cancelled: false, waited: true, elapsedMs: 12_000, apiHost: 'api.xplenty.com' };

  test('goes into the file of the runner', async () => {
    const summaryFile = join(folder, 'summary');
    writeFileSync(summaryFile, '');
    await new Results({ outputFile: undefined, summaryFile }).writePage([aTarget(305, 'stopped')], facts);
    expect(readFileSync(summaryFile, 'utf8')).toContain('305');
  });

  test('is left out where nobody asks for it', async () => {
    await new Results({ outputFile: undefined, summaryFile: undefined }).writePage([aTarget(305)], facts);
    expect(existsSync(join(folder, 'summary'))).toBe(false);
  });

  test('that cannot be written is told, and no more', async () => {
    const results = new Results({ outputFile: undefined, summaryFile: folder });
    const { commands } = separate(await printedWhile(() => results.writePage([aTarget(305)], facts)));
    expect(commands).toMatchObject([
      {
        name: 'warning',
        properties: { title: 'The job summary could not be written' },
        text: expect.stringMatching(/^The job summary could not be written: .* What was terminated is not affected\.$/),
      },
    ]);
  });
});
