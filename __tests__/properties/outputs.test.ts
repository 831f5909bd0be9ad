import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Outputs } from '../../src/report/outputs.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { aTarget, jobFields } from '../a-job.ts';

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  file = join(folder, 'output');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const PIECES = [
  '\n',
  '\r\n',
  '\r',
  '=',
  '<<',
  'EOF',
  'ghadelimiter_',
  'status=stopped',
  'status<<x\nstopped\nx',
  '\ufeff',
  '"',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 8 })
  .map((pieces) => pieces.join(''));
const value = fc.oneof(text, fc.jsonValue(), fc.constant(undefined));
const NAMES = Object.keys(jobFields(305)).filter((name) => name !== 'id' && name !== 'status');
const fields = fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), text), value, { maxKeys: 6 }).map(throughJson);

/** Fields as an answer would bring them, `__proto__` included. */
function throughJson(more: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify({ ...more, id: undefined, status: undefined }));
}

/** What an output is meant to be. A text that is no Unicode is written as near as UTF-8 comes to it. */
function meant(field: unknown): string {
  if (field === null || field === undefined) return '';
  return (typeof field === 'string' ? field : JSON.stringify(field)).toWellFormed();
}

function read(): Record<string, string> {
  const { outputs, error } = parseOutputsFile(readFileSync(file, 'utf8'));
  expect(error).toBeUndefined();
  return Object.fromEntries(outputs);
}

test('any job as outputs is read by the runner as what was meant, and nothing else', () => {
  fc.assert(
    fc.property(text, fields, (status, more) => {
      writeFileSync(file, '');
      const target = aTarget(305, status, more);
      new Outputs(file).set([target]);
      const answer: Record<string, unknown> = { ...target.job?.fields };
      const single = ['runtime_in_seconds', ...NAMES, 'id'].map((name) => [name, meant(answer[name])]);
      expect(read()).toEqual({
        ...Object.fromEntries(single),
        status: meant(status),
        count: '1',
        job: meant(answer),
        jobs: meant([answer]),
      });
    }),
    { numRuns: 150 },
  );
});

test('any jobs, set again and again, are read as they were last', () => {
  const round = fc.array(fc.tuple(text, fields), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 4 }), (rounds) => {
      writeFileSync(file, '');
      const outputs = new Outputs(file);
      for (const jobs of rounds) {
        const targets = jobs.map(([status, more], index) => aTarget(index + 1, status, more));
        outputs.set(targets);
        const { jobs: list = '', count, status: shared } = read();
        expect(JSON.parse(list)).toEqual(JSON.parse(JSON.stringify(targets.map(({ job }) => job?.fields))));
        expect(count).toBe(String(targets.length));
        const states = new Set(jobs.map(([status]) => status));
        expect(shared).toBe(states.size > 1 ? 'mixed' : meant([...states][0]));
      }
    }),
    { numRuns: 50 },
  );
});
