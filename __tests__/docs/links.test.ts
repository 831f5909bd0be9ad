import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { anchor, headings, links, PAGES, page, REPOSITORY } from './markdown.ts';

test('the pages that people look for are there', () => {
  const paths = PAGES.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/troubleshooting.md']),
  );
});

describe.each(PAGES.map((one) => [one.path, one] as const))('%s', (path, one) => {
  test('links only to what is there', () => {
    const inside = links(one).filter((target) => !/^https:\/\//.test(target));
    const broken = inside.filter((target) => {
      const [file = '', fragment] = target.split('#');
      const linked = file === '' ? path : join(dirname(path), file).replaceAll('\\', '/');
      if (!existsSync(join(REPOSITORY, linked))) return true;
      return fragment !== undefined && !headings(page(linked)).map(anchor).includes(`#${fragment}`);
    });
    expect(broken).toEqual([]);
  });

  test('names only commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
    const named = [...one.text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('an anchor is what GitHub makes of a heading', () => {
  expect(anchor('Nothing was terminated: an input is wrong')).toBe('#nothing-was-terminated-an-input-is-wrong');
  expect(anchor('`job-id`, and more')).toBe('#job-id-and-more');
});
