import { describe, expect, test } from '@jest/globals';
import { helpFor, TROUBLESHOOTING_ENTRIES } from '../../src/github/links.ts';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import { anchor, headings, page, REPOSITORY } from './markdown.ts';

const PAGE = page('docs/troubleshooting.md');
const [, ...ENTRIES] = headings(PAGE);

describe('docs/troubleshooting.md', () => {
  test('has an entry for each title that a failure can name, and no other', () => {
    expect([...ENTRIES].sort()).toEqual([...TROUBLESHOOTING_ENTRIES].sort());
  });

  test.each(ENTRIES)('%s is where its link leads', (entry) => {
    const summaries = [entry, `${entry.charAt(0).toLowerCase()}${entry.slice(1)}`];
    const urls = summaries.map((summary) => helpFor(summary, 'docs/')).filter((help) => help.entry === entry);
    expect(urls[0]?.url).toBe(`docs/troubleshooting.md${anchor(entry)}`);
  });

  test('can be read in a few minutes', () => {
    expect(PAGE.text.split(/\s+/).length).toBeLessThan(1_500);
  });

  test('names only inputs that there are', () => {
    const { inputs } = readActionMetadata(REPOSITORY);
    const named = [...PAGE.text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name]) => name ?? '');
    const others = ['timeout-minutes'];
    expect(named.filter((name) => !(name in inputs) && !others.includes(name))).toEqual([]);
  });
});
