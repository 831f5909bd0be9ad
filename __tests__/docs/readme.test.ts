import { describe, expect, test } from '@jest/globals';
import { headings, page } from './markdown.ts';

const README = page('README.md');

/** A section of the page, from its heading to the next of the same level. */
function section(heading: string): string {
  const [, text = ''] = README.text.split(`\n## ${heading}\n`);
  return text.split('\n## ')[0] ?? '';
}

/** Sentences of a text, without its code, its tables and its links' addresses. */
function sentences(markdown: string): string[] {
  const text = markdown
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/^[|#].*$/gm, '')
    .replace(/\]\([^)]*\)/g, ']');
  return text.split(/(?<=[.!?:])\s+|\n\n|\n- /).map((sentence) => sentence.replace(/\s+/g, ' ').trim());
}

describe('README', () => {
  test('goes from what it does to how it is developed', () => {
    const sections = README.text.match(/^## .*$/gm)?.map((line) => line.slice(3));
    expect(sections).toEqual([
      'Before you begin',
      'A whole workflow',
      'Common uses',
      'Inputs',
      'Outputs',
      'Outcomes',
      'Selecting jobs',
      'Where it runs',
      'Versions',
      'Permissions',
      'What was verified',
      'Troubleshooting',
      'See it work',
      'Developing',
    ]);
  });

  test('lists its sections at the top', () => {
    const contents = README.text.split('**Contents:**')[1]?.split('\n\n')[0] ?? '';
    const sections = README.text.match(/^## .*$/gm)?.map((line) => line.slice(3));
    expect([...contents.matchAll(/\[([^\]]+)\]\(#/g)].map(([, name]) => name)).toEqual(sections);
    expect(headings(README)).toContain('Stop the job when the workflow is cancelled');
  });

  test('says what people do most in sentences of 25 words at most', () => {
    const long = sentences(section('Common uses')).filter((sentence) => sentence.split(' ').length > 25);
    expect(long).toEqual([]);
  });
});
