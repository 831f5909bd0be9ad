import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import type { RunReport } from '../../src/github/summary/run-report.ts';
import { renderSummary } from '../../src/github/summary/summary.ts';
import { printable } from '../../src/text.ts';
import { type Shown, show, startBrowser } from './browser.ts';
import type { Theme } from './github.ts';
import { HOSTILE } from './hostile.ts';
import * as runs from './runs.ts';

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

async function shown(run: RunReport, check: (page: Page, shown: Shown) => Promise<void>, theme?: Theme): Promise<void> {
  const it = await show(browser, renderSummary(run), theme);
  await check(it.page, it);
  assert.deepEqual(it.misdeeds, []);
  await it.close();
}

const texts = (page: Page, selector: string) => page.locator(selector).allTextContents();
const idsOf = (run: RunReport) => run.jobs.map(({ ref }) => `${ref.id}`);

describe('each kind of summary has what belongs in it', () => {
  const kinds: readonly {
    name: string;
    run: RunReport;
    heading: string;
    rows?: number;
    /** Links to pages of jobs, in the table and in the reasons. */
    jobLinks?: number;
    /** Links to the documentation, by what they say. */
    help?: readonly string[];
    /** As many as links to the documentation, unless told. */
    reasons?: number;
    /** Bars of the diagram, by job. */
    bars?: readonly number[];
  }[] = [
    { name: 'one job', run: runs.one, heading: '✅ Job 305: stopped', rows: 1, jobLinks: 1, bars: [2] },
    {
      name: 'several jobs',
      run: runs.several,
      heading:
        '❌ 6 jobs: 1 not permitted (403); 1 timed out, still stopping; 1 completed before it could be stopped; 3 stopped',
      rows: 6,
      jobLinks: 8,
      help: ['Help: Not permitted', 'Help: Timed out'],
      bars: [2, 2, 2, 1, 2],
    },
    {
      name: 'fifty jobs',
      run: runs.fifty,
      heading: '⚠️ 50 jobs: 1 failed before it could be stopped; 1 completed before it could be stopped; 48 stopped',
      rows: 50,
      jobLinks: 50,
      bars: Array(20).fill(2),
    },
    { name: 'nobody waited', run: runs.notWaited, heading: '⏳ Job 305: stop requested', rows: 1, jobLinks: 1 },
    {
      name: 'a dry run',
      run: runs.dryRun,
      heading: '🔎 Dry run · 3 jobs: all would be terminated',
      rows: 3,
      jobLinks: 3,
    },
    {
      name: 'nothing found',
      run: runs.nothing,
      heading: 'ℹ️ No job matched',
      help: ['Help: No job matched'],
      reasons: 0,
    },
    { name: 'an error', run: runs.error, heading: '❌ Job 305: not found (404)', rows: 1, help: ['Help: Not found'] },
    {
      name: 'a cancelled wait',
      run: runs.cancelled,
      heading: '❌ 2 jobs: 1 cancelled, still stopping; 1 cancelled, not terminated',
      rows: 2,
      jobLinks: 2,
      help: ['Help: Cancelled', 'Help: Cancelled'],
      bars: [2],
    },
    {
      name: '150 jobs',
      run: runs.many,
      heading: '❌ 150 jobs: 2 not found (404); 148 stopped',
      rows: 100,
      jobLinks: 100,
      help: ['Help: Not found'],
      bars: Array(20).fill(2),
    },
  ];

  for (const theme of ['light', 'dark'] as const)
    for (const { name, run, heading, rows = 0, jobLinks = 0, help = [], reasons = help.length, bars = [] } of kinds)
      test(`${name}, ${theme}`, () =>
        shown(
          run,
          async (page) => {
            assert.deepEqual(await texts(page, 'h3'), [heading]);
            assert.equal(await page.locator('table').count(), rows === 0 ? 0 : 1);
            assert.deepEqual(await texts(page, 'tbody td:first-child'), idsOf(run).slice(0, rows));
            assert.deepEqual(await texts(page, 'a[href^="https://github.com/"]'), help);
            const links = await page.locator('a[href^="https://dashboard.xplenty.com/"]').all();
            assert.equal(links.length, jobLinks);
            assert.equal(await page.locator('a').count(), jobLinks + help.length);
            for (const link of links) {
              const id = await link.textContent();
              assert.equal(await link.getAttribute('href'), `https://dashboard.xplenty.com/xplenation/jobs/${id}`);
            }
            assert.equal(await page.locator('li').count(), reasons);
            assert.equal(await page.locator('svg').count(), bars.length === 0 ? 0 : 1);
            assert.equal(await page.locator('.sectionTitle').count(), bars.length);
            const ofJob = await barsBySection(page);
            assert.deepEqual(ofJob, bars);
            assert.equal(
              await page.getByText('Only the first 100 of 150 jobs are shown.').count(),
              rows === 100 ? 1 : 0,
            );
            assert.doesNotMatch(
              (await page.locator('article').textContent()) ?? '',
              /InputPath|not for the page|```|\*\*|<span/,
            );
          },
          theme,
        ));
});

describe('the summary can be read', () => {
  for (const theme of ['light', 'dark'] as const)
    test(`its text stands out from its ground, ${theme}`, () =>
      shown(
        runs.several,
        async (page) => {
          for (const selector of ['h3', 'p', 'td', 'td a', 'li'])
            assert.ok((await contrast(page, selector)) > 4.5, `${selector}: ${await contrast(page, selector)}`);
        },
        theme,
      ));

  test('the table is no wider than the page', () =>
    shown(runs.several, async (page) => {
      const width = await page.locator('table').evaluate((table) => table.scrollWidth - table.clientWidth);
      assert.equal(width, 0);
    }));

  test('the bars of the diagram lie where the times say', () =>
    shown(runs.one, async (page) => {
      const bars = await page.locator('rect.task').all();
      const [first, second] = await Promise.all(bars.map((bar) => bar.boundingBox()));
      assert.ok(first && second);
      // 12.18 s of pending_stoppage, then 35.5 s of stopping.
      assert.ok(Math.abs(second.x - first.x - first.width) < 4);
      assert.ok(Math.abs(second.width / first.width - 35.5 / 12.18) < 0.1, `${second.width / first.width}`);
      const labels = await texts(page, 'text[class*=taskText]');
      assert.deepEqual(
        labels.map((label) => label.trim()),
        ['pending_stoppage for 12 s', 'stopping for 36 s, then stopped'],
      );
    }));
});

test('what a summary does wrong is noticed', async () => {
  const complete = HOSTILE.filter((text) => !/<!--|<details|```/.test(text));
  const { page, misdeeds, close } = await show(browser, complete.join('\n\n'));
  await page.waitForTimeout(200);
  assert.ok(misdeeds.includes('request: https://image.evil.example/x.png'), misdeeds.join('\n'));
  const { A: links = 0, IMG: images = 0, H1: headings = 0, STRONG: strong = 0 } = await countElements(page);
  assert.ok(links > 10 && images > 0 && headings > 0 && strong > 0);
  await close();
});

describe('a summary full of hostile texts', () => {
  const reason = (word: string, index: number) => `${word} ${'x'.repeat(index + 1)}`;

  /** A run in which every word of the service is this one. */
  const runWith = (words: readonly string[]) =>
    runs.run(
      words.map((word, index) =>
        runs.job(
          305 + index,
          [
            ['running', 300],
            [word, 900],
          ],
          {
            package_id: word,
            cluster_id: word,
            html_url: index % 2 === 0 || /^https:/.test(word) ? word : `https://dashboard.xplenty.com/${word}`,
            runtime_in_seconds: word,
            progress: word,
          },
          // A reason of its own for each job.
          [word, reason(word, index)],
        ),
      ),
    );
  const chunks = Array.from({ length: Math.ceil(HOSTILE.length / 20) }, (_, at) =>
    HOSTILE.slice(at * 20, at * 20 + 20),
  );

  for (const [at, words] of chunks.entries())
    test(`has the elements of a harmless one, and does nothing: ${at * 20 + 1} to ${at * 20 + words.length}`, async () => {
      let harmless: Record<string, number> = {};
      let harmlessLinks = 0;
      await shown(runWith(words.map(() => 'harmless')), async (page) => {
        ({ A: harmlessLinks = 0, ...harmless } = await countElements(page));
        // Half of the harmless texts made a good address, and each reason has a link to the documentation.
        assert.equal(harmlessLinks, 2 * Math.floor(words.length / 2) + words.length);
      });
      await shown(runWith(words), async (page) => {
        const { A: links = 0, ...elements } = await countElements(page);
        assert.deepEqual(elements, harmless);
        assert.ok(links <= harmlessLinks);
        for (const link of await page.locator('a').all())
          assert.match(
            (await link.getAttribute('href')) ?? '',
            /^https:\/\/(dashboard\.xplenty\.com|github\.com\/octocat)\//,
          );
        await page.waitForTimeout(200);
      });
    });

  test('every text is visible, as text', () =>
    shown(runWith(HOSTILE), async (page) => {
      for (const [index, word] of HOSTILE.entries()) {
        const cells = await page.locator('tbody tr').nth(index).locator('td').allTextContents();
        assert.equal(cells[1], `❌ ${printable(word, 60)}`);
        assert.deepEqual(cells.slice(-2), [printable(word, 60), printable(word, 60)]);
        const shown = await page.locator('li').nth(index).textContent();
        const expected = `Job ${305 + index}: ${printable(word, 60)}. ${printable(reason(word, index), 1_000)} Help: `;
        assert.ok(shown?.startsWith(expected), `${shown}\n${expected}`);
      }
    }));

  test('the diagram has our sections and bars, and no others', () =>
    shown(runWith(HOSTILE.slice(-20)), async (page) => {
      assert.deepEqual(
        await texts(page, '.sectionTitle'),
        HOSTILE.slice(-20).map((_, index) => `Job ${305 + index}`),
      );
      assert.deepEqual(await barsBySection(page), Array(20).fill(2));
      assert.equal(await page.locator('.titleText').textContent(), '');
      assert.equal(await page.locator('svg title, svg desc, svg a, svg image, svg foreignObject').count(), 0);
    }));

  test('GitHub finds no mention, reference, commit, address, emoji code or formula in it', () =>
    shown(runWith(HOSTILE), async (page) => {
      const stretches = await stretchesOfText(page);
      for (const sought of [
        /(^|\W)@\w/,
        /(^|\W)#\d/,
        /\b[A-Z]+-\d/,
        /\b[0-9a-f]{7,40}\b/i,
        /\w+:\/\//,
        /\bwww\./i,
        /\S@\S/,
        /:\w+:/,
        /\$[^$]/,
        /[^$]\$/,
      ])
        assert.deepEqual(
          stretches.filter((text) => sought.test(text)),
          [],
          String(sought),
        );
    }));

  test('Mermaid draws whatever a status is called', async () => {
    const signs = fc.constantFrom(...'%{}:;,#"\'`<>|&$\n\\/[]()-_ =~abx0é°¶ﬂ');
    const words = fc.sample(fc.oneof(fc.string({ unit: signs }), fc.string({ unit: 'binary' })), {
      numRuns: 200,
      seed: 7,
    });
    for (let at = 0; at < words.length; at += 20)
      await shown(runWith(words.slice(at, at + 20)), async (page) => {
        assert.deepEqual(await barsBySection(page), Array(20).fill(2));
        assert.equal(await page.locator('tbody tr').count(), 20);
        assert.equal(await page.locator('li').count(), 20);
      });
  });
});

/** How many bars each section of the diagram holds, from top to bottom. */
function barsBySection(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const middle = (element: Element) => element.getBoundingClientRect().y + element.getBoundingClientRect().height / 2;
    const titles = [...document.querySelectorAll('.sectionTitle')].map(middle);
    const counts = titles.map(() => 0);
    for (const bar of document.querySelectorAll('rect.task')) {
      const distances = titles.map((title) => Math.abs(title - middle(bar)));
      const nearest = distances.indexOf(Math.min(...distances));
      counts[nearest] = (counts[nearest] ?? 0) + 1;
    }
    return counts;
  });
}

/** How many elements of each kind there are, and attributes; spans without attributes are not counted. */
function countElements(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const counts: Record<string, number> = {};
    const count = (name: string) => {
      counts[name] = (counts[name] ?? 0) + 1;
    };
    for (const element of document.querySelectorAll('article *')) {
      if (element.tagName !== 'SPAN' || element.attributes.length > 0) count(element.tagName);
      if (element.closest('svg') === null)
        for (const { name } of element.attributes) if (element.tagName !== 'A') count(`${element.tagName} ${name}`);
    }
    return counts;
  });
}

/** The texts that GitHub's filters look at, one by one: those outside of links, code and diagrams. */
function stretchesOfText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.querySelector('article') as Element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.parentElement?.closest('a, code, pre, svg') === null) found.push(node.textContent ?? '');
    return found;
  });
}

/** The contrast of an element's text with the page, as WCAG counts it. */
function contrast(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const luminance = (color: string) => {
        const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
          const share = Number(part) / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const [dark = 0, light = 0] = [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor]
        .map(luminance)
        .sort((one, other) => one - other);
      return (light + 0.05) / (dark + 0.05);
    });
}
