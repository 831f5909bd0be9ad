import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from '../../../tools/runner/line-splitter.ts';

function linesOf(...chunks: string[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) {
    splitter.write(chunk);
  }
  splitter.end();
  return lines;
}

describe('a stream cut into lines', () => {
  test('gives each line as soon as it is complete', () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    splitter.write('one\ntw');
    expect(lines).toEqual(['one']);
    splitter.write('o\n');
    expect(lines).toEqual(['one', 'two']);
    expect(splitter.text).toBe('one\ntwo\n');
  });

  test('takes a CR LF that comes in two pieces for one line end', () => {
    expect(linesOf('one\r', '\ntwo\r', '\n', '\nfour')).toEqual(['one', 'two', '', 'four']);
  });

  test('gives the last line without a line end, and none after the last line end', () => {
    expect(linesOf('one\ntwo')).toEqual(['one', 'two']);
    expect(linesOf('one\n')).toEqual(['one']);
    expect(linesOf('')).toEqual([]);
  });

  test('drops a byte order mark at its start only', () => {
    expect(linesOf('\uFEFFone\n', '\uFEFFtwo')).toEqual(['one', '\uFEFFtwo']);
  });

  test('gives the same lines however it arrives in pieces', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\uFEFF') });
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(linesOf(...pieces)).toEqual(linesOf(pieces.join('')));
      }),
      { numRuns: 500 },
    );
  });
});
