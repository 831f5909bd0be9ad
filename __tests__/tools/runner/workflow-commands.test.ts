import { notice } from '@actions/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { REGISTERED_COMMANDS, separate } from '../../../tools/runner/workflow-commands.ts';

/** The only command in a line, in short. */
function commandIn(line: string) {
  const { lines, commands } = separate(line);
  expect(lines).toEqual([]);
  expect(commands).toHaveLength(1);
  const { name, properties, text } = commands[0] ?? {};
  return { name, properties, text };
}

function expectText(line: string) {
  expect(separate(line)).toEqual({ lines: [line], commands: [] });
}

describe('a line that begins with ::', () => {
  test('is a command with its properties and its text', () => {
    expect(commandIn('::error title=Xplenty said no,file=a.ts::the job is gone')).toEqual({
      name: 'error',
      properties: { title: 'Xplenty said no', file: 'a.ts' },
      text: 'the job is gone',
    });
  });

  test.each(['  ::error::x', '\t::error::x', '\u00a0\u3000\u0085::error::x', '\v\f::error::x'])(
    'is a command after white space, too: %j',
    (line) => {
      expect(commandIn(line).text).toBe('x');
    },
  );

  test.each(['\u200b::error::x', '.::error::x', 'error ::error::x', ':: error::x', '::error:x', '::error', '::'])(
    'is text when anything else stands in front, or no second :: behind: %j',
    (line) => {
      expectText(line);
    },
  );

  test.each(REGISTERED_COMMANDS)('is a command with the name %s, in capitals as well', (name) => {
    const { commands } = separate(`::${name}::first-token\n`);
    expect(commands[0]?.name).toBe(name);
    expect(separate(`::${name.toUpperCase()}::first-token\n`).commands[0]?.name).toBe(name);
  });

  test.each(['::unknown::x', '::errors::x', '::set-repo-path::x', '::internal-set-repo-path::x', '::::x'])(
    'is text when nobody has registered its name: %s',
    (line) => {
      expectText(line);
    },
  );

  test('keeps every :: behind the second one in its text', () => {
    expect(commandIn('::warning::a::b::').text).toBe('a::b::');
  });

  test('has its text unescaped in the order that keeps an escaped percent sign', () => {
    expect(commandIn('::error::100%25 of%0Atwo%0D lines, %250A, %3A, %0a').text).toBe(
      '100% of\ntwo\r lines, %0A, %3A, %0a',
    );
  });

  test('has its property values unescaped, colon and comma as well', () => {
    expect(commandIn('::error title=a%3A b%2C 50%25%0Ac::x').properties).toEqual({ title: 'a: b, 50%\nc' });
  });

  test.each([
    ['title=a=b', { title: 'a=b' }],
    ['title==a', { title: 'a' }],
    ['title=', {}],
    ['=a', {}],
    ['title', {}],
    [',,title=a,,', { title: 'a' }],
    ['  title=a  ', { title: 'a' }],
    ['title=a, file=b', { title: 'a', ' file': 'b' }],
    ['TITLE=a', { title: 'a' }],
    ['title=a,title=b', { title: 'b' }],
  ])('takes its properties apart as .NET does: %j', (written, properties) => {
    expect(commandIn(`::error ${written}::x`).properties).toEqual(properties);
  });

  test('is read as the toolkit wrote it, whatever text it was given', () => {
    const write = process.stdout.write;
    let printed = '';
    const anyText = fc.string({ unit: 'binary' });
    try {
      process.stdout.write = (chunk) => {
        printed += chunk;
        return true;
      };
      fc.assert(
        fc.property(anyText, anyText, (title, text) => {
          printed = '';
          notice(text, { title: `t${title}` });
          const { lines, commands } = separate(printed);
          expect(lines).toEqual([]);
          expect(commands.map((command) => command.text)).toEqual([text]);
        }),
      );
    } finally {
      process.stdout.write = write;
    }
  });
});

describe('a line that holds ##[', () => {
  test('is a command wherever that stands', () => {
    expect(commandIn('the service says: ##[set-output name=status]stopped')).toEqual({
      name: 'set-output',
      properties: { name: 'status' },
      text: 'stopped',
    });
  });

  test('has its properties parted by semicolons, and its own way to escape', () => {
    expect(commandIn('##[error title=a%3Bb%5D;file=c,d]50%25 %3A%0Ax')).toEqual({
      name: 'error',
      properties: { title: 'a;b]', file: 'c,d' },
      text: '50% %3A\nx',
    });
  });

  test.each(['##[unknown]x', '##[ error]x', '##[error', '#[error]x', '[command]x', '##[]x', ']##[error'])(
    'is text with an unknown name or no end: %s',
    (line) => {
      expectText(line);
    },
  );

  test('is text when only its second ##[ is a command', () => {
    expectText('##[x] ##[error]y');
  });

  test('is the :: command where it is both', () => {
    expect(commandIn('::warning::see ##[error]y')).toMatchObject({ name: 'warning', text: 'see ##[error]y' });
    expect(commandIn('::nothing::see ##[error]y')).toMatchObject({ name: 'error', text: 'y' });
  });
});

describe('lines', () => {
  test('end at LF, CR LF and CR alone, so that a CR can begin a command', () => {
    const { lines, commands } = separate('a\r\nb\rc\n\n50 %\r::error::x\rlast');
    expect(lines).toEqual(['a', 'b', 'c', '', '50 %', 'last']);
    expect(commands.map(({ text }) => text)).toEqual(['x']);
  });

  test('end nowhere else', () => {
    expectText('a\u0085b\u2028::error::x\u2029c\vd\fe\0f');
  });
});
