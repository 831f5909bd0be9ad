import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { documentOf, MERMAID, type Theme, toHtml } from './github.ts';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const ADDRESS = 'https://summary.test/';

/** Starts the machine's own Chromium. */
export function startBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) throw new Error('No Chromium found. Install it, or name it in CHROMIUM.');
  return chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
}

/** A page that is shown, and everything it did that it should not have done. */
export interface Shown {
  readonly page: Page;
  /** Requests for anything but the page itself, dialogues, windows, script errors. */
  readonly misdeeds: string[];
  close(): Promise<void>;
}

/** Shows Markdown as GitHub would, its diagrams drawn. */
export async function show(browser: Browser, markdown: string, theme: Theme = 'light', scale = 1): Promise<Shown> {
  const context = await browser.newContext({
    viewport: { width: 960, height: 600 },
    colorScheme: theme,
    deviceScaleFactor: scale,
    timezoneId: 'UTC',
  });
  const misdeeds: string[] = [];
  await context.route('**', (route) => {
    const url = route.request().url();
    if (url === ADDRESS) return route.fulfill({ contentType: 'text/html', body: documentOf(toHtml(markdown), theme) });
    misdeeds.push(`request: ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  context.on('page', (opened) => misdeeds.push(`window: ${opened.url()}`));
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialogue: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  await page.goto(ADDRESS);
  if ((await page.locator('code.language-mermaid').count()) > 0) {
    await page.addScriptTag({ path: MERMAID });
    await page.evaluate(drawDiagrams, theme);
  }
  return { page, misdeeds, close: () => context.close() };
}

declare const mermaid: {
  initialize(config: object): void;
  render(id: string, text: string): Promise<{ svg: string }>;
};

/** Runs in the page: puts each diagram in the place of its text, as GitHub does in a frame of its own. */
async function drawDiagrams(theme: Theme): Promise<void> {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: theme === 'dark' ? 'dark' : 'default' });
  for (const [index, code] of [...document.querySelectorAll('code.language-mermaid')].entries()) {
    const drawn = document.createElement('div');
    code.parentElement?.replaceWith(drawn);
    drawn.innerHTML = (await mermaid.render(`diagram-${index}`, code.textContent ?? '')).svg;
  }
}
