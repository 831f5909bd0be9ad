import { describe, expect, test } from '@jest/globals';
import { Masks } from '../../../tools/runner/masks.ts';

function masked(text: string, ...secrets: string[]): string {
  const masks = new Masks();
  for (const secret of secrets) {
    masks.add(secret);
  }
  return masks.apply(text);
}

describe('a mask', () => {
  test('hides its text wherever it stands', () => {
    expect(masked('key s3cret, again s3cret.', 's3cret')).toBe('key ***, again ***.');
  });

  test('leaves everything else as it is, other cases included', () => {
    expect(masked('key S3CRET', 's3cret')).toBe('key S3CRET');
    expect(masked('anything')).toBe('anything');
  });

  test('hides what two masks share, and what they leave between them if that is nothing', () => {
    expect(masked('abcdef', 'abc', 'cde')).toBe('***f');
    expect(masked('abcdef', 'abc', 'def')).toBe('***');
    expect(masked('aaaa!', 'aa')).toBe('***!');
  });

  test('of several lines hides each of them, trimmed', () => {
    expect(masked('one\ntwo', 'one\ntwo')).toBe('***\n***');
    expect(masked('only two here', ' one\r\n\ttwo \n')).toBe('only *** here');
  });

  test.each(['', '\n', ' \r\n\t\r\n'])('of nothing, %j, hides nothing', (secret) => {
    expect(masked('a text', secret)).toBe('a text');
  });

  test.each(['', 'u', 'us', 'use'])('hides the Base64 of a secret behind the user name %j', (user) => {
    const secret = 'p4ssw0rd-p4ssw0rd';
    const header = Buffer.from(`${user}${secret}`).toString('base64');
    const shown = masked(`Basic ${header}`, secret);
    expect(shown).toContain('***');
    // What is left may be the user name and the few bits that the last letter shares with it.
    expect(shown.replace('***', '').length).toBeLessThanOrEqual('Basic '.length + 8);
  });

  test.each([
    ['JSON', JSON.stringify({ key: `a"b\\c'd&<e>` }), '{"key":"***"}'],
    ['an address', `?key=${encodeURIComponent(`a"b\\c'd&<e>`).replaceAll("'", '%27')}`, '?key=***'],
    ['XML', `<key>a&quot;b\\c&apos;d&amp;&lt;e&gt;</key>`, '<key>***</key>'],
    ['an expression', `'a"b\\c''d&<e>'`, `'***'`],
    ['a command line', `"a\\"b\\c'd&<e>"`, '"***"'],
  ])('hides a secret in the form that it takes in %s', (_, text, shown) => {
    expect(masked(text, `a"b\\c'd&<e>`)).toBe(shown);
  });

  test('hides a quoted secret without its quotes', () => {
    expect(masked('s3cret-s3cret', '"s3cret-s3cret"')).toBe('***');
    expect(masked('s3cret', '"s3cret"')).toBe('s3cret');
  });
});
