import { describe, expect, test } from '@jest/globals';
import { proxySecrets } from '../../src/inputs/proxy-secrets.ts';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe("what must not be seen of a proxy's address", () => {
  test.each(['http://proxy.example:3128', 'https://proxy.example', 'http://10.0.0.1:3128'])(
    'is nothing where it names nobody: %j',
    (proxy) => {
      expect(proxySecrets(proxy)).toEqual([]);
    },
  );

  test.each(['http://me:word@proxy.example:3128', 'HTTP://me:word@proxy.example', 'http://me:word@10.0.0.1:3128'])(
    'is the password, and the header in which it travels: %s',
    (proxy) => {
      expect(new Set(proxySecrets(proxy))).toEqual(new Set(['word', base64('me:word')]));
    },
  );

  test('is the password as written and as decoded', () => {
    expect(new Set(proxySecrets('http://me:p%40ss@proxy.example'))).toEqual(
      new Set(['p%40ss', 'p@ss', base64('me:p@ss')]),
    );
  });

  test('is the user where there is no password, for then it is a token', () => {
    expect(new Set(proxySecrets('http://tok%2Fen@proxy.example'))).toEqual(
      new Set(['tok%2Fen', 'tok/en', base64('tok/en:')]),
    );
  });

  test('never holds an empty text, which would mask nothing or everything', () => {
    for (const proxy of ['http://me@proxy.example', 'http://:word@proxy.example', 'http://me:@proxy.example']) {
      expect(proxySecrets(proxy)).not.toContain('');
    }
  });
});

describe('a proxy that is none', () => {
  test.each(['://', 'a b', 'proxy.example:99999', 'http://me:100%@proxy.example', 'me:100%@10.0.0.1'])(
    'is told, since the HTTP client would fall over it or pass it by: %s',
    (proxy) => {
      expect(proxySecrets(proxy)).toBeUndefined();
    },
  );

  test.each([
    'socks5://me:word@proxy.example:1080',
    'ftp://me:word@proxy.example',
    'http://',
    'http://a b',
    'http://me:word@proxy.example:99999',
  ])('is told where it has a scheme: %s', (proxy) => {
    expect(proxySecrets(proxy)).toBeUndefined();
  });
});
