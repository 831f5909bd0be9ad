import { describe, expect, test } from '@jest/globals';
import { MALFORMED_JSON, type MalformedJson } from '../../../tools/simulator/faults/malformed-json.ts';
import { rawRequest, sendRaw, startForTest } from './requests.ts';

const WHOLE = '{"id":305,"status":"running","variables":{"a":"b"},"errors":null}';
const forms = Object.keys(MALFORMED_JSON) as MalformedJson[];

function made(form: MalformedJson): Buffer {
  return Buffer.from(MALFORMED_JSON[form](WHOLE));
}

/** What a careful reader would make of a body: a job 305 with a state, or why not. */
function read(bytes: Buffer): string {
  let json: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    json = JSON.parse(text);
  } catch (error) {
    return (error as Error).name;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'no object';
  const { id, status } = json as Record<string, unknown>;
  if (id !== 305) return 'no such id';
  return typeof status === 'string' ? 'a job' : 'no status';
}

describe('no form is a job', () => {
  test.each([
    ['SyntaxError', ['html', 'empty', 'spaces', 'text', 'truncated', 'byte-order-mark', 'two-documents']],
    ['SyntaxError', ['trailing-comma', 'single-quotes', 'jsonp', 'utf16']],
    ['TypeError', ['invalid-utf8']],
    ['no object', ['array', 'empty-array', 'null', 'true', 'number', 'string']],
    ['no such id', ['empty-object', 'another-job', 'id-missing', 'id-null', 'id-array', 'wrapped', 'message']],
    ['no status', ['status-missing', 'status-null', 'status-number', 'status-object']],
  ] as [string, MalformedJson[]][])('%s: %j', (reason, those) => {
    expect(those.map((form) => [form, read(made(form))])).toEqual(those.map((form) => [form, reason]));
  });

  test('but two nest deeply, which is JSON all the same', () => {
    expect(made('deep-nesting').toString().startsWith('[[[[[[')).toBe(true);
    expect(made('deep-nesting')).toHaveLength(200_000);
    expect(made('deep-field').toString()).toMatch(/^\{"id":305,.*"nested":\[{50000}\]{50000}\}$/);
  });

  test('and none is forgotten here', () => {
    const deep = ['deep-nesting', 'deep-field'];
    expect(forms.filter((form) => read(made(form)) === 'a job' && !deep.includes(form))).toEqual([]);
    expect(forms).toHaveLength(31);
  });
});

test.each(forms)('%s goes over the wire as 200 and application/json, in full', async (form) => {
  const simulator = await startForTest({ jobs: [{ id: 305, status: 'running' }] });
  simulator.faults.add({ fault: { kind: 'malformed-json', form } });
  const { bytes, head } = await sendRaw(simulator, rawRequest(305, simulator), { quietMs: 5 });
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Type: application\/json/);
  const body = bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
  expect(body).toHaveLength(Number(/Content-Length: (\d+)/.exec(head)?.[1]));
  expect(read(body)).toBe(read(made(form)));
});
