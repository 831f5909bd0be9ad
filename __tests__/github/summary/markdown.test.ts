import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inMarkdown, statusInMermaid } from '../../../src/github/summary/markdown.ts';
import { printable } from '../../../src/text.ts';

const characters = fc.string({ unit: fc.constantFrom(...'|`*_[]()<>!#:@$&;%{}~^\\"\'/=+-. \n\tafw09'), maxLength: 60 });
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), characters);

/** What a reader sees of the Markdown, if all that is in it are elements without attributes and character references. */
function seen(markdown: string): string {
  return markdown
    .replace(/<\/?span>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

describe('in Markdown', () => {
  test('a text is seen as it is', () => {
    fc.assert(fc.property(anyText, (text) => expect(seen(inMarkdown(text, 500))).toBe(printable(text, 500))));
  });

  test('nothing of it acts: outside of its spans are only letters, digits and harmless characters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(inMarkdown(text).replaceAll(/<span>(&#\d+;)?<\/span>/g, '·')).toMatch(/^[^!#-&*+\-/:-@[-`{-~\p{Cc}]*$/u);
      }),
    );
  });

  test.each([
    ['deadbeefcafe', /\b[0-9a-f]{7,40}\b/],
    ['1234567', /\b[0-9a-f]{7,40}\b/],
    ['https://evil.example', /https?:/],
    ['WWW.evil.example', /www\./i],
    ['a@evil.example', /@/],
    ['@octocat', /@\w/],
    ['#123', /#\d/],
    ['GH-12', /[A-Z]-\d/],
    [':x:', /:\w/],
    ['$x$', /\$./],
  ])('GitHub finds nothing to link or draw in %s', (text, sought) => {
    expect(text).toMatch(sought);
    const stretches = inMarkdown(text)
      .split(/<[^>]*>/)
      .map(seen);
    expect(stretches.join('')).toBe(text);
    // An @ that stands alone is an @.
    for (const stretch of stretches.filter(({ length }) => length > 1)) expect(stretch).not.toMatch(sought);
  });

  test('it is cut, and said to be cut', () => {
    expect(seen(inMarkdown('x'.repeat(900)))).toBe(`${'x'.repeat(60)}… (cut, 900 characters in all)`);
  });

  test('plain words stay plain', () => {
    expect(inMarkdown('The API said "no", twice (404).')).toBe('The API said "no", twice (404).');
  });
});

describe('a status in a diagram', () => {
  test.each(['idle', 'running', 'pending_stoppage', 'pending_terminate', 'stopped'])(
    '%s is shown by its name',
    (status) => {
      expect(statusInMermaid(status)).toBe(status);
    },
  );

  test.each(['section', 'title x', 'gantt', 'click a', 'running2', ''])(
    'that nobody knows stands in quotation marks: %j',
    (status) => {
      expect(statusInMermaid(status)).toBe(`“${status}”`);
    },
  );

  test('has no character that means anything to Mermaid', () => {
    expect(statusInMermaid('%%{init: {"a": 1}}%%;#35; x-y_z.')).toBe(
      '“％％｛init： ｛＂a＂： 1｝｝％％；＃35； x-y_z.”',
    );
    fc.assert(fc.property(anyText, (text) => expect(statusInMermaid(text)).toMatch(/^[^!-,/:-@[-^`{-~\p{Cc}ﬂ°¶]*$/u)));
  });
});
