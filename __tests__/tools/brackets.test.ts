import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { bracketed } from '../../tools/brackets.ts';
import { calledFunctions } from '../../tools/called-functions.ts';

/** What becomes of a script where these of its functions are called, each given by its whole text as V8 counts it. */
function withCalled(code: string, ...functions: string[]): string {
  return bracketed(
    code,
    functions.map((text) => {
      const startOffset = code.indexOf(text);
      if (startOffset < 0) throw new Error(`There is no ${text}.`);
      return { startOffset, endOffset: startOffset + text.length };
    }),
  );
}

describe('a function that is called gets brackets', () => {
  test.each([
    ['an arrow', 'f(x => x + 1);', 'x => x + 1', 'f((x => x + 1));'],
    ['an arrow with parameters', 'const a = (x, y) => x;', '(x, y) => x', 'const a = ((x, y) => x);'],
    ['an arrow that waits', 'f(async x => x);', 'x => x', 'f((async x => x));'],
    ['the outer one of two', 'f(x => y => x);', 'x => y => x', 'f((x => y => x));'],
    ['the inner one of two', 'f(x => y => x);', 'y => x', 'f(x => (y => x));'],
    ['an expression', 'a.b = function() {};', 'function() {}', 'a.b = (function() {});'],
    ['an expression that waits', 'a.b = async function() {};', 'function() {}', 'a.b = (async function() {});'],
    ['one behind letters of two code units', "f('✅🔎', x => x);", 'x => x', "f('✅🔎', (x => x));"],
  ])('%s', (_, code, text, expected) => {
    expect(withCalled(code, text)).toBe(expected);
  });

  test('but not twice', () => {
    expect(withCalled('(() => 1)();', '() => 1')).toBe('(() => 1)();');
    expect(withCalled('f((x => x));', 'x => x')).toBe('f((x => x));');
  });

  test('and those that are not called get none', () => {
    const code = 'f(x => x, function() {});\n{\n  function g() {}\n}\n';
    expect(withCalled(code)).toBe(code);
  });

  test('but a method is left as it is', () => {
    const code = 'class A { b() { return 1; } }\nconst c = { d() { return 2; } };';
    expect(withCalled(code, 'b() { return 1; }', 'd() { return 2; }')).toBe(code);
  });
});

describe('a declaration that is called', () => {
  const CODE = `
(() => {
  "use strict";
  const told = second(1);
  function first(x) {
    return [x].map(y => y + 1);
  }
  async function second(x) {
    return first(await x);
  }
  function third() {}
  return told;
})();
`;

  test('becomes a variable at the top of the function that it is in, behind directives, and so does one inside of it', () => {
    const first = /function first.*?\n {2}\}/s.exec(CODE)?.[0] ?? '';
    const second = /function second.*?\n {2}\}/s.exec(CODE)?.[0] ?? '';
    expect(withCalled(CODE, first, second, 'y => y + 1')).toBe(`
(() => {
  "use strict";
  var first = (function first(x) {
    return [x].map((y => y + 1));
  });
  var second = (async function second(x) {
    return first(await x);
  });
  const told = second(1);
  function third() {}
  return told;
})();
`);
  });

  test('does what it did', async () => {
    const first = /function first.*?\n {2}\}/s.exec(CODE)?.[0] ?? '';
    const second = /function second.*?\n {2}\}/s.exec(CODE)?.[0] ?? '';
    expect(await runInNewContext(CODE)).toEqual([2]);
    expect(await runInNewContext(withCalled(CODE, first, second))).toEqual([2]);
  });

  test.each([
    ['outside of all functions', 'f();\nfunction f() {}\n'],
    ['in a block inside of one', '(() => { if (a) { f(); function f() {} } })();'],
  ])('stays where it is %s', (_, code) => {
    expect(withCalled(code, 'function f() {}')).toBe(code);
  });
});

test('dist/ has all in brackets that a plain run calls', async () => {
  const called = await calledFunctions('dist');
  expect([...called.keys()].sort()).toEqual(['index.js', 'page.js']);
  for (const [name, functions] of called) {
    expect(functions.length).toBeGreaterThan(20);
    const code = readFileSync(join('dist', name), 'utf8');
    expect(bracketed(code, functions)).toBe(code);
  }
});
