import { describe, expect, test } from '@jest/globals';
import { mask, redact } from '../../src/report/secrets.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { printedBy } from '../printed.ts';

function masking(secret: string, terminal = false): string {
  return printedBy(() => mask(secret), terminal);
}

describe('a secret', () => {
  test('is told to the runner, however many lines it has', () => {
    for (const secret of ['secret-one', 'secret\r\ntwo 100%']) {
      const { lines, commands } = separate(masking(secret));
      expect(lines).toEqual([]);
      expect(commands).toMatchObject([{ name: 'add-mask', text: secret }]);
    }
  });

  test('is not printed for a person at a terminal, and is kept out of everything all the same', () => {
    expect(masking('secret-three', true)).toBe('');
    expect(redact('a secret-three')).toBe('a ***');
  });

  test('is taken out wherever it stands', () => {
    masking('secret-four');
    expect(redact('secret-four and xsecret-fourx, secret-foursecret-four')).toBe('*** and x***x, ******');
    expect(redact('nothing of it')).toBe('nothing of it');
  });

  test('that is a part of another leaves nothing of that in sight', () => {
    masking('five');
    masking('secret-five-long');
    expect(redact('secret-five-long five')).toBe('*** ***');
  });

  test('is only words, whatever signs it has', () => {
    masking('$& .* (\\');
    expect(redact('a $& .* (\\ b $&')).toBe('a *** b $&');
  });

  test('that is empty is none', () => {
    expect(masking('')).toBe('');
    expect(redact('abc')).toBe('abc');
  });
});
