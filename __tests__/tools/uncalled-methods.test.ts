import { describe, expect, test } from '@jest/globals';
import { withoutUncalledMethods } from '../../tools/uncalled-methods.ts';

describe('a method whose name stands nowhere else', () => {
  test('is taken out, and then what only it had called', () => {
    const code = `class Client {
  constructor() {}
  used() {}
  lost() {
    return this.lostToo();
  }
  static lostToo() {}
}
new Client().used();`;
    expect(withoutUncalledMethods(code)).toBe(`class Client {
  constructor() {}
  used() {}
}
new Client().used();`);
  });

  test.each([
    ['behind a dot', 'a.b();'],
    ['behind a dot, if there is anything', 'a?.b();'],
    ['in a text', "a['b']();"],
    ['in a template', 'a[`b`]();'],
    ['where it is taken by its name', 'const { b } = a;'],
    ['where it is taken under another', 'const { b: c } = a;'],
  ])('is left where the name stands %s', (_, use) => {
    const code = `class A { b() {} }\n${use}`;
    expect(withoutUncalledMethods(code)).toBe(code);
  });

  test.each(['toString', 'toJSON', 'then', 'next', '[Symbol.iterator]', '#hidden', 'get a', 'set a'])(
    'is left where the language or nobody else could call it: %s',
    (name) => {
      const code = `class A { ${name}(${name === 'set a' ? 'x' : ''}) {} }`;
      expect(withoutUncalledMethods(code)).toBe(code);
    },
  );

  test('is left where another script names it, which may get an object of the class', () => {
    const code = 'class A { b() {} c() {} }';
    expect(withoutUncalledMethods(code, ['a.b();', 'f();'])).toBe('class A { b() {} }');
  });

  test('is left where it is no method of a class', () => {
    const code = 'const a = { b() {} };\nfunction c() {}';
    expect(withoutUncalledMethods(code)).toBe(code);
  });
});
