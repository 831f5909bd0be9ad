import { describe, expect, test } from '@jest/globals';
import { asText, printable } from '../../../tools/demo/markdown.ts';

describe('a job summary as text', () => {
  test('has headings, links and character references as a reader sees them', () => {
    const markdown =
      '### ✅ Job [305](https://xplenty.com/x/jobs/305) has **stopped**\n\nat 127.0.0.1<span>&#58;</span>80 &amp; `more`';
    expect(asText(markdown)).toBe('✅ Job 305 has stopped\n\nat 127.0.0.1:80 & more');
  });

  test('has tables with columns below each other, and a bar stays in its cell', () => {
    const markdown = 'Before\n\n| Job | Outcome |\n| :-- | --: |\n| 1 | a \\| b |\n| 1000 | – |\n\nAfter';
    expect(asText(markdown)).toBe('Before\n\nJob   Outcome\n1     a | b  \n1000  –      \n\nAfter');
  });

  test('has a bar for each task of a Gantt diagram, in proportion and one after the other', () => {
    const tasks = 'section Job 1\npending_stoppage for 3 s :1000, 3000ms\nstopping for 1 s :crit, 4000, 1000ms';
    const lines = asText(`\`\`\`mermaid\ngantt\ndateFormat x\n${tasks}\n\`\`\``).split('\n');
    expect(lines).toEqual([
      'Job 1',
      `${'█'.repeat(30)}${' '.repeat(10)}  pending_stoppage for 3 s`,
      `${' '.repeat(30)}${'█'.repeat(10)}  stopping for 1 s`,
    ]);
  });

  test('has other code as it is, and a diagram that it does not know without its bars', () => {
    expect(asText('```\na | b\n```')).toBe('a | b');
    expect(asText('```mermaid\ngantt\nsection Job 1\n```')).toBe('Job 1');
  });
});

test('what is printed cannot act on a terminal', () => {
  expect(printable('\u001b[31mred\u001b[0m \u0007\u202E.')).toBe('red \uFFFD\uFFFD.');
  expect(printable('x'.repeat(80), 70)).toBe(`${'x'.repeat(70)}…`);
});
