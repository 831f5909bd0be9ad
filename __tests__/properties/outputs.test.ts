import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pageUrl } from '../../src/api/job.ts';
import { Outputs } from '../../src/github/outputs.ts';
import { Secrets } from '../../src/github/secrets.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { aTrackedJob, jobFields } from '../a-job.ts';

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
// Of which most come to more than one output, or all of them together, may hold.
const longText = fc
  .tuple(fc.constantFrom('x', '…', '"', '\ud800', '\n'), fc.nat(150_000))
  .map(([one, count]) => one.repeat(count));
const NAMES = Object.keys(jobFields(305)).filter((name) => name !== 'id' && name !== 'status');
const fields = fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), text), value, { maxKeys: 6 }).map(throughJson);

/** Fields as a response would bring them, `__proto__` included. */
function throughJson(more: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify({ ...more, id: undefined, status: undefined }));
}

/** What an output is meant to be. A text that is not Unicode is written as near as UTF-8 comes to it. */
function meant(field: unknown): string {
  if (field === null || field === undefined) return '';
  return Buffer.from(typeof field === 'string' ? field : JSON.stringify(field)).toString();
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
      const tracked = aTrackedJob(305, status, more);
      new Outputs(file, new Secrets()).set([tracked]);
      const fields: Record<string, unknown> = { ...tracked.job?.fields };
      const single = ['runtime_in_seconds', ...NAMES, 'id'].map((name) => [name, meant(fields[name])]);
      expect(read()).toEqual({
        ...Object.fromEntries(single),
        status: meant(status),
        count: '1',
        html_url: pageUrl(fields.html_url) ?? '',
        job: meant(fields),
        jobs: meant([fields]),
      });
    }),
    { numRuns: 150 },
  );
});

test('any jobs, set again and again, are read as they were last', () => {
  const poll = fc.array(fc.tuple(text, fields), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(poll, { minLength: 1, maxLength: 4 }), (polls) => {
      writeFileSync(file, '');
      const outputs = new Outputs(file, new Secrets());
      for (const jobs of polls) {
        const tracked = jobs.map(([status, more], index) => aTrackedJob(index + 1, status, more));
        outputs.set(tracked);
        const { jobs: list = '', count, status: shared } = read();
        expect(JSON.parse(list)).toEqual(JSON.parse(JSON.stringify(tracked.map(({ job }) => job?.fields))));
        expect(count).toBe(String(tracked.length));
        const statuses = new Set(jobs.map(([status]) => status));
        expect(shared).toBe(statuses.size > 1 ? 'mixed' : meant([...statuses][0]));
      }
    }),
    { numRuns: 50 },
  );
});

test('any jobs, however large, are outputs that a step can pass on, and leave what stood in the file', () => {
  const large = fc
    .dictionary(fc.oneof(fc.constantFrom('html_url', ...NAMES), text), fc.oneof(value, longText))
    .map(throughJson);
  const poll = fc.array(fc.tuple(fc.oneof(text, longText), large), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(poll, { minLength: 1, maxLength: 3 }), text, (polls, earlier) => {
      const before = `earlier<<END_OF_EARLIER\n${earlier}\nEND_OF_EARLIER\n`;
      writeFileSync(file, before);
      const outputs = new Outputs(file, new Secrets());
      for (const jobs of polls) {
        outputs.set(jobs.map(([status, more], index) => aTrackedJob(index + 1, status, more)));
        const { earlier: kept, ...set } = read();
        expect(kept).toBe(meant(earlier));
        const sizes = Object.values(set).map((output) => Buffer.byteLength(output));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(120_000);
        const names = Object.keys(set).join('');
        expect(Buffer.byteLength(names + Object.values(set).join(''), 'utf16le')).toBeLessThanOrEqual(1_000_000);
        expect(set.count).toBe(String(jobs.length));
        const ids = JSON.parse(set.jobs ?? '').map((job: number | { id: number }) =>
          typeof job === 'number' ? job : job.id,
        );
        expect(ids).toEqual(jobs.map((_, index) => index + 1));
        expect(set.html_url === '' || pageUrl(set.html_url) === set.html_url).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});
