import { describe, expect, test } from '@jest/globals';
import { parseApiUrl, parseProxy } from '../../src/parse/urls.ts';
import { problemOf } from './problem-of.ts';

describe('api-url', () => {
  test.each([
    ['https://api.xplenty.com', 'https://api.xplenty.com/'],
    ['https://api.xplenty.com/', 'https://api.xplenty.com/'],
    ['HTTPS://API.XPLENTY.COM', 'https://api.xplenty.com/'],
    ['https://api.xplenty.com:8443/behind/a/proxy', 'https://api.xplenty.com:8443/behind/a/proxy'],
    ['https://[2001:db8::1]/', 'https://[2001:db8::1]/'],
    ['https://127.evil.example', 'https://127.evil.example/'],
  ])('may be any https URL: %s', (text, href) => {
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
  ])('is refused where the key would travel in the open, or by another way than HTTP: %s', (text) => {
    expect(problemOf(() => parseApiUrl(text))).toMatch(`"${text}" is not https. The key is sent only over https`);
  });

  test.each([
    '',
    '/api',
    '//api.xplenty.com',
    'https://',
    'https://a b',
    'a b',
    'https://api.xplenty.com:99999',
    'http://[::1',
    'mailto:x',
    '--',
  ])('is refused where it is no URL: %j', (text) => {
    expect(problemOf(() => parseApiUrl(text))).toMatch(/is not a URL\. Give one like https:\/\/api\.xplenty\.com\./);
  });

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

  test.each([
    ['api.xplenty.com', 'https://api.xplenty.com'],
    ['api.xplenty.com/path', 'https://api.xplenty.com/path'],
    ['api.xplenty.com/https://acme', 'https://api.xplenty.com/https://acme'],
    ['api.xplenty.com:8443/path', 'https://api.xplenty.com:8443/path'],
    ['10.0.0.1:8080', 'https://10.0.0.1:8080'],
    ['localhost', 'http://localhost'],
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1', 'http://127.0.0.1'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['127.evil.example:8080', 'https://127.evil.example:8080'],
  ])('is refused without a scheme, with the one to write: %s', (text, url) => {
    expect(problemOf(() => parseApiUrl(text))).toBe(`"${text}" has no scheme. Write "${url}".`);
  });

  test('is refused with a password also where it has no scheme, and that is not shown', () => {
    const problem = problemOf(() => parseApiUrl('me:hidden@api.xplenty.com'));
    expect(problem).toMatch(/has a user, a password/);
    expect(problem).not.toMatch('hidden');
  });

  test('is refused with a character that is not seen', () => {
    expect(problemOf(() => parseApiUrl('https://api.xplenty\u200b.com'))).toMatch('the invisible character U+200B');
  });

  test('with a user name before a host of this machine is not taken for this machine', () => {
    expect(problemOf(() => parseApiUrl('http://localhost\\@evil.example'))).toBeUndefined();
    expect(parseApiUrl('http://localhost\\@evil.example').hostname).toBe('localhost');
    expect(problemOf(() => parseApiUrl('http://evil.example\\@localhost'))).toMatch(/is not https/);
  });
});

describe('the URL of a proxy', () => {
  test.each([
    ['http://proxy.example:3128', 'http://proxy.example:3128/'],
    ['HTTP://proxy.example', 'http://proxy.example/'],
    ['https://proxy.example', 'https://proxy.example/'],
    ['http://10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    ['http://[::1]:3128', 'http://[::1]:3128/'],
    ['proxy.example:3128', 'http://proxy.example:3128/'],
    ['localhost:3128', 'http://localhost:3128/'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    ['proxy.example/http://other.example', 'http://proxy.example/http://other.example'],
  ])('is one over http or https, with or without http://: %s', (text, href) => {
    expect(parseProxy(text, 'HTTPS_PROXY')).toEqual({
      url: new URL(href),
      credentials: undefined,
      variable: 'HTTPS_PROXY',
    });
  });

  test.each([
    ['http://me:word@proxy.example:3128', 'me:word'],
    ['me:word@proxy.example:3128', 'me:word'],
    ['http://me:p%40ss%3A@proxy.example', 'me:p@ss:'],
    ['http://tok%2Fen@proxy.example', 'tok/en:'],
    ['http://:word@proxy.example', ':word'],
  ])('gives user and password, decoded: %s', (text, credentials) => {
    expect(parseProxy(text, 'HTTPS_PROXY').credentials).toBe(credentials);
  });

  test.each([
    '://',
    'a b',
    'http://',
    'http://a b',
    'proxy.example:99999',
    'http://me:word@proxy.example:99999',
    'http://me:100%@proxy.example',
    'me:100%@10.0.0.1',
    'socks5://me:word@proxy.example:1080',
    'ftp://me:word@proxy.example',
    'xhttp://proxy.example',
  ])('is refused where no request could be sent through it, and never shown: %s', (text) => {
    expect(problemOf(() => parseProxy(text, 'HTTPS_PROXY'))).toBe(
      'it is set, but not to the URL of a proxy, like http://proxy.example:3128.',
    );
  });

  test.each([
    ['http://me:p#ss@proxy.example', '#', '%23'],
    ['http://me:1#ss@proxy.example:3128', '#', '%23'],
    ['me:p/ss@proxy.example', '/', '%2F'],
    ['http://m?:word@proxy.example', '?', '%3F'],
    ['http://CORP\\me:word@proxy.example', '\\', '%5C'],
    ['http://me:p@s/s@proxy.example', '/', '%2F'],
  ])('is refused with credentials that would be cut, with what to write: %s', (text, raw, encoded) => {
    expect(problemOf(() => parseProxy(text, 'HTTPS_PROXY'))).toBe(
      `its user name or password holds a "${raw}" as it is. Write ${encoded} in its place.`,
    );
    const at = text.lastIndexOf(raw);
    expect(parseProxy(text.slice(0, at) + encoded + text.slice(at + 1), 'HTTPS_PROXY').url.hostname).toBe(
      'proxy.example',
    );
  });
});
