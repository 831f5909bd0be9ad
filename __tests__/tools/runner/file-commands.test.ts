import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setOutput } from '@actions/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseOutputsFile } from '../../../tools/runner/file-commands.ts';

function read(text: string, windows = false) {
  const { outputs, error } = parseOutputsFile(text, windows);
  return { outputs: Object.fromEntries(outputs), error };
}

describe('an outputs file', () => {
  test.each<[string, string, Record<string, string>]>([
    ['name=value', 'status=stopped\n', { status: 'stopped' }],
    ['a value with = and << in it', 'url=a=b<<c\n', { url: 'a=b<<c' }],
    ['an empty value', 'errors=\n', { errors: '' }],
    ['spaces, which stay', ' a = b \n', { ' a ': ' b ' }],
    ['no line end at the end', 'a=b', { a: 'b' }],
    ['empty lines', '\n\na=b\n\nc=d\n', { a: 'b', c: 'd' }],
    ['a comment, which there is no such thing as', '#a=b\n', { '#a': 'b' }],
    ['a block', 'job<<END\n{\n  "id": 305\n}\nEND\n', { job: '{\n  "id": 305\n}' }],
    ['an empty block', 'a<<END\nEND\n', { a: '' }],
    ['a block of one empty line', 'a<<END\n\nEND\n', { a: '' }],
    ['a block of two empty lines', 'a<<END\n\n\nEND\n', { a: '\n' }],
    ['a block whose end has no line end', 'a<<END\nb\nEND', { a: 'b' }],
    ['a delimiter with = in it', 'a<<E=D\nb\nE=D\n', { a: 'b' }],
    ['lines that only look like the delimiter', 'a<<END\n END\nEND \nEND\n', { a: ' END\nEND ' }],
    ['a later value, which wins', 'a=1\na=2\n', { a: '2' }],
    ['a later value in another case, which wins as well', 'status=1\nSTATUS=2\n', { STATUS: '2' }],
    ['a name that JavaScript is touchy about', '__proto__=x\n', JSON.parse('{"__proto__": "x"}')],
    ['a byte order mark', '\uFEFFa=b\n', { a: 'b' }],
    ['nothing', '', {}],
  ])('may hold %s', (_, text, outputs) => {
    expect(read(text)).toEqual({ outputs, error: undefined });
  });

  test('lets a block be closed by its own text, and the rest be outputs, where the delimiter could be guessed', () => {
    expect(read('errors<<EOF\nbad luck\nEOF\nstatus=stopped\nEOF\n')).toEqual({
      outputs: { errors: 'bad luck', status: 'stopped' },
      error: "Invalid format 'EOF'",
    });
  });

  test.each([
    ['no = and no <<', 'a=1\nb\nc=3\n', "Invalid format 'b'"],
    ['an empty name', 'a=1\n=b\n', "Value cannot be null. (Parameter 'name')"],
    [
      'an empty name of a block',
      'a=1\n<<E\nb\nE\n',
      "Invalid format '<<E'. Name must not be empty and delimiter must not be empty",
    ],
    [
      'an empty delimiter',
      'a=1\nb<<\nc\n\n',
      "Invalid format 'b<<'. Name must not be empty and delimiter must not be empty",
    ],
    ['a block without an end', 'a=1\nb<<E\nc\n', "Invalid value. Matching delimiter not found 'E'"],
    ['nothing after the head of a block', 'a=1\nb<<E', "Invalid value. Matching delimiter not found 'E'"],
    ['a block cut off in the middle of a line', 'a=1\nb<<E\nc', 'Invalid value. EOF marker missing new line.'],
  ])('is refused for %s, and what stands in front of that counts', (_, text, error) => {
    expect(read(text)).toEqual({ outputs: { a: '1' }, error });
  });

  test('has CR LF as a line end on Windows only', () => {
    const text = 'a=b\r\nc<<E\r\nd\r\ne\r\nE\r\n';
    expect(read(text, true)).toEqual({ outputs: { a: 'b', c: 'd\r\ne' }, error: undefined });
    expect(read(text, false)).toEqual({ outputs: { a: 'b\r', c: 'd\r\ne\r' }, error: undefined });
  });

  test('never has CR alone as a line end', () => {
    expect(read('a=b\rc=d\n', true).outputs).toEqual({ a: 'b\rc=d' });
  });

  test('is read as the toolkit wrote it, whatever value it was given', () => {
    const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
    const before = process.env.GITHUB_OUTPUT;
    const file = join(folder, 'set_output');
    process.env.GITHUB_OUTPUT = file;
    try {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), (value) => {
          writeFileSync(file, '');
          setOutput('errors', value);
          setOutput('status', 'stopped');
          const { outputs, error } = parseOutputsFile(readFileSync(file, 'utf8'));
          expect(error).toBeUndefined();
          expect(Object.fromEntries(outputs)).toEqual({ errors: value, status: 'stopped' });
        }),
      );
    } finally {
      if (before === undefined) {
        delete process.env.GITHUB_OUTPUT;
      } else {
        process.env.GITHUB_OUTPUT = before;
      }
      rmSync(folder, { recursive: true });
    }
  });
});
