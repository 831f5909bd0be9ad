import { describe, expect, test } from '@jest/globals';
import { parseProxy } from '../../src/parse.ts';
import { problemOf } from './problem-of.ts';

describe('the address of a proxy', () => {
  test.each([
    ['http://proxy.example:3128', 'http://proxy.example:3128/'],
    ['HTTP://proxy.example', 'http://proxy.example/'],
    ['https://proxy.example', 'https://proxy.example/'],
    ['http://10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    ['http://[::1]:3128', 'http://[::1]:3128/'],
    ['proxy.example:3128', 'http://proxy.example:3128/'],
    ['localhost:3128', 'http://localhost:3128/'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
  ])('is one over http or https, with or without http://: %s', (text, href) => {
    expect(parseProxy(text)).toEqual({ url: new URL(href), credentials: undefined });
  });

  test.each([
    ['http://me:word@proxy.example:3128', 'me:word'],
    ['me:word@proxy.example:3128', 'me:word'],
    ['http://me:p%40ss%3A@proxy.example', 'me:p@ss:'],
    ['http://tok%2Fen@proxy.example', 'tok/en:'],
    ['http://:word@proxy.example', ':word'],
  ])('gives user and password, decoded: %s', (text, credentials) => {
    expect(parseProxy(text).credentials).toBe(credentials);
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
  ])('is refused where no request could be sent through it, and never shown: %s', (text) => {
    expect(problemOf(() => parseProxy(text))).toBe(
      'it is set, but not to the address of a proxy, like http://proxy.example:3128.',
    );
  });
});
