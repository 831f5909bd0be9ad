import { describe, expect, test } from '@jest/globals';
import { ParseError, quoted } from '../../src/parse/parse-error.ts';

test('the message of an error has nothing of a text that may be secret', () => {
  expect(new ParseError((quote) => `${quote('hidden')} is not a URL.`).message).toBe('a text is not a URL.');
});

describe('a text that a message shows', () => {
  test.each([
    ['', 'nothing'],
    ['x', '"x"'],
    ['two\nlines', '"two lines"'],
    ['\x1b[2J\u202egnp', '"\uFFFD[2J\uFFFDgnp"'],
    ['##[error]x', '"# #[error]x"'],
    ['https://api.xplenty.com/xplenation', '"https://api.xplenty.com/xplenation"'],
  ])('is in quotes, on one line, and neither acts nor hides: %j', (text, expected) => {
    expect(quoted(text, String)).toBe(expected);
  });

  test('is cut, and said to be', () => {
    expect(quoted('x'.repeat(201), String)).toBe(`"${'x'.repeat(200)}… (cut, 201 characters in all)"`);
  });

  test.each(['https://me:hidden@host/path', 'https://me:hid@hidden@host/path', 'a://b:hidden@host e://f:hidden@host'])(
    'is without the password of an address: %s',
    (text) => {
      expect(quoted(text, String)).toMatch(/\*\*\*@host/);
      expect(quoted(text, String)).not.toContain('hidden');
    },
  );

  test.each([
    'https:\\\\me:hidden@api.xplenty.com',
    'https:me:hidden@api.xplenty.com',
    'https:/me:hidden@api.xplenty.com',
    'https://me:\thidden@api.xplenty.com',
    'https://me:/hidden@api.xplenty.com',
    'https://me:#hidden@api.xplenty.com',
  ])('is without the password of an address, however that is written: %j', (text) => {
    expect(quoted(text, String)).not.toContain('hidden');
  });
});
