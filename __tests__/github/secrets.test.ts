import { describe, expect, test } from '@jest/globals';
import { Secrets } from '../../src/github/secrets.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { printedBy } from '../printed.ts';

function adding(...texts: string[]) {
  const secrets = new Secrets();
  const printed = printedBy(() => {
    for (const text of texts) secrets.add(text);
  });
  return { secrets, printed };
}

describe('a secret', () => {
  test('is masked by the runner, once, however many lines it has', () => {
    for (const secret of ['secret-one', 'secret\r\ntwo 100%']) {
      const { lines, commands } = separate(adding(secret, secret).printed);
      expect(lines).toEqual([]);
      expect(commands).toMatchObject([{ name: 'add-mask', text: secret }]);
    }
  });

  test('is not printed for a person at a terminal, and is redacted all the same', () => {
    const secrets = new Secrets();
    expect(printedBy(() => secrets.add('secret-three'), true)).toBe('');
    expect(secrets.redact('a secret-three')).toBe('a ***');
  });

  test('is redacted wherever it stands', () => {
    const { secrets } = adding('secret-four');
    expect(secrets.redact('secret-four and xsecret-fourx, secret-foursecret-four')).toBe('*** and x***x, ******');
    expect(secrets.redact('nothing of it')).toBe('nothing of it');
  });

  test('that is a part of another leaves nothing of that in sight', () => {
    expect(adding('five', 'secret-five-long').secrets.redact('secret-five-long five')).toBe('*** ***');
  });

  test('is only a text, whatever characters it has', () => {
    expect(adding('$& .* (\\').secrets.redact('a $& .* (\\ b $&')).toBe('a *** b $&');
  });

  const KEY = 'k/Ü+"\\key 1';
  test.each([
    ['as it is', KEY],
    ['as JSON', JSON.stringify(KEY).slice(1, -1)],
    ['as JSON with a slash and letters escaped', 'k\\/\\u00DC+\\u0022\\\\key\\u0020\\u0031'],
    ['percent-encoded', encodeURIComponent(KEY)],
    ['percent-encoded in small letters', encodeURIComponent(KEY).replace(/%../g, (code) => code.toLowerCase())],
    ['percent-encoded in part', 'k/%C3%9C+"\\%6bey 1'],
  ])('is redacted also where it comes back encoded: %s', (_, encoded) => {
    expect(adding(KEY).secrets.redact(`a ${encoded} b`)).toBe('a *** b');
  });

  test.each(['%73ecret-five', 's%65cret-five', 'sec%72et-five', '\\u0073ecret-five', 's\\u0065cret-five'])(
    'is redacted also where none of its beginning stands as it is: %s',
    (encoded) => {
      expect(adding('secret-five').secrets.redact(`a ${encoded} b`)).toBe('a *** b');
    },
  );

  test.each([
    ['with padding', 'Pz8/Pj4+a2V5MQ==', 'a *** b'],
    ['without padding', 'Pz8/Pj4+a2V5MQ', 'a *** b'],
    ['for addresses', 'Pz8_Pj4-a2V5MQ', 'a *** b'],
    ['percent-encoded', 'Pz8%2FPj4%2Ba2V5MQ%3D%3D', 'a *** b'],
  ])('in Base64 is redacted %s', (_, encoded, redacted) => {
    expect(adding('Pz8/Pj4+a2V5MQ==').secrets.redact(`a ${encoded} b`)).toBe(redacted);
  });

  test('that ends in = by chance is not redacted as a short text without it', () => {
    expect(adding('ab=').secrets.redact('ab ab=')).toBe('ab ***');
  });

  test('that is empty is none', () => {
    const { secrets, printed } = adding('');
    expect(printed).toBe('');
    expect(secrets.redact('abc')).toBe('abc');
  });
});

test('a text that is only masked is left in other words: the user name of a proxy may be short', () => {
  const secrets = new Secrets();
  expect(printedBy(() => secrets.mask('to'))).toBe('::add-mask::to\n');
  expect(secrets.redact('stopped')).toBe('stopped');
});
