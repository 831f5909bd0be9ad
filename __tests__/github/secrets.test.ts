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

  test('that is empty is none', () => {
    const { secrets, printed } = adding('');
    expect(printed).toBe('');
    expect(secrets.redact('abc')).toBe('abc');
  });
});
