import { describe, expect, test } from '@jest/globals';
import { parseApiUrl } from '../../src/parse.ts';
import { problemOf } from './problem-of.ts';

describe('api-url', () => {
  test.each([
    ['https://api.xplenty.com', 'https://api.xplenty.com/'],
    ['https://api.xplenty.com/', 'https://api.xplenty.com/'],
    ['HTTPS://API.XPLENTY.COM', 'https://api.xplenty.com/'],
    ['https://api.xplenty.com:8443/behind/a/proxy', 'https://api.xplenty.com:8443/behind/a/proxy'],
    ['https://[2001:db8::1]/', 'https://[2001:db8::1]/'],
    ['https://127.evil.example', 'https://127.evil.example/'],
  ])('may be any https address: %s', (text, href) => {
    expect(parseApiUrl(text).href).toBe(href);
  });

  test.each([
    'http://localhost:8080',
    'http://LocalHost',
    'http://127.0.0.1:8080/path',
    'http://127.255.255.254',
    'http://127.1',
    'http://0x7f.0.0.1',
    'http://2130706433',
    'http://１２７.0.0.1',
    'http://[::1]:8080',
    'http://[0:0:0:0:0:0:0:1]',
    'http:localhost:8080',
  ])('may be http for this machine, however that is written: %s', (text) => {
    expect(parseApiUrl(text).protocol).toBe('http:');
  });

  test.each([
    'http://api.xplenty.com',
    'http://127.evil.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://notlocalhost',
    'http://localhost.',
    'http://128.0.0.1',
    'http://1270.0.1.example',
    'http://10.0.0.1',
    'http://[::2]',
    'http://[2001:db8::1]',
    'http://[::ffff:10.0.0.1]',
    'ftp://localhost',
    'ws://localhost',
    'file:///etc/hosts',
    'javascript:alert(1)',
    'localhost:8080',
  ])('is refused where the key would travel in the open, or by another way than HTTP: %s', (text) => {
    expect(problemOf(() => parseApiUrl(text))).toMatch(`"${text}" is not https. The key is sent only over https`);
  });

  test.each(['', 'api.xplenty.com', '/api', 'https://', 'https://a b', 'https://api.xplenty.com:99999', 'http://[::1'])(
    'is refused where it is no address: %j',
    (text) => {
      expect(problemOf(() => parseApiUrl(text))).toMatch(
        /is not an address\. Give one like https:\/\/api\.xplenty\.com\./,
      );
    },
  );

  test.each([
    'https://me@api.xplenty.com',
    'https://me:hidden@api.xplenty.com',
    'https://:hidden@api.xplenty.com',
    'https://api.xplenty.com?key=x',
    'https://api.xplenty.com/?',
    'https://api.xplenty.com/#x',
    'https://api.xplenty.com#',
    'http://localhost@evil.example',
    'http://localhost:80@evil.example',
  ])('is refused with a user, a password, a query or a fragment: %s', (text) => {
    expect(problemOf(() => parseApiUrl(text))).toMatch(/has a user, a password, a query or a fragment/);
  });

  test('with a user name before a host of this machine is not taken for this machine', () => {
    expect(problemOf(() => parseApiUrl('http://localhost\\@evil.example'))).toBeUndefined();
    expect(parseApiUrl('http://localhost\\@evil.example').hostname).toBe('localhost');
    expect(problemOf(() => parseApiUrl('http://evil.example\\@localhost'))).toMatch(/is not https/);
  });
});
