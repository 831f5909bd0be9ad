import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { runStep } from '../../tools/runner/run-step.ts';
import { type FaultRule, type JobSeed, startSimulator } from '../../tools/simulator/simulator.ts';
import { show, startBrowser } from './browser.ts';
import { type Pixels, smallPng } from './small-png.ts';

// Takes the pictures that README shows, into docs/ or the folder given: each of the summary of a real run of dist/ against
// the simulator. The icons need a font with emoji, such as fonts-noto-color-emoji.

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'docs');

/** A job that has run for a while, and takes its time to stop. */
function runningJob(id: number, stoppingSeconds: number, more: JobSeed = {}): JobSeed {
  const seconds = { pending_stoppage: 2, stopping: stoppingSeconds, running: 3_000 };
  const fields = { cluster_id: 176, package_id: 103, runtime_in_seconds: 7 * id, progress: 0.64 };
  return { id, status: 'running', ...fields, ...more, simulate: { seconds, ...more.simulate } };
}

/** The summary of a run that terminates these jobs, and waits until they have stopped. */
async function summaryOf(jobs: readonly JobSeed[], inputs: Record<string, string>, rules: readonly FaultRule[] = []) {
  const simulator = await startSimulator({ port: 8080, unversioned: 2, jobs });
  for (const rule of rules) simulator.faults.add(rule);
  try {
    const { summary } = await runStep({
      inputs: {
        'job-id': jobs.map(({ id }) => id).join(' '),
        'api-url': 'http://localhost:8080',
        'api-key': simulator.apiKey,
        'account-id': simulator.accountId,
        'wait-for-stopped': 'true',
        'poll-interval-seconds': '0.5',
        ...inputs,
      },
    });
    return summary;
  } finally {
    await simulator.close();
  }
}

const pictures = {
  'summary-one-job': await summaryOf([runningJob(305, 6)], {}),
  'summary-several-jobs': await summaryOf(
    [
      runningJob(305, 3),
      runningJob(306, 4.5),
      runningJob(307, 6, { package_id: 104 }),
      runningJob(308, 6, { package_id: 105, simulate: { stopEnds: 'completed' } }),
      runningJob(309, 6),
      runningJob(310, 60, { package_id: 104 }),
    ],
    { 'timeout-seconds': '12' },
    [
      {
        method: 'DELETE',
        path: '/xplenation/api/jobs/309',
        fault: { kind: 'refusal', status: 403, message: 'You are not permitted to stop this job' },
      },
    ],
  ),
};

const browser = await startBrowser();
for (const [name, summary] of Object.entries(pictures)) {
  const { page, close } = await show(browser, summary, 'light', 1.5);
  const picture = await page.locator('article').screenshot();
  writeFileSync(join(folder, `${name}.png`), smallPng(await pixelsOf(picture, page)));
  await close();
}
await browser.close();

/** Lets the browser decode what it encoded. */
async function pixelsOf(picture: Buffer, page: Page): Promise<Pixels> {
  const { base64, ...size } = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data } = context?.getImageData(0, 0, width, height) ?? { data: new Uint8ClampedArray() };
      let bytes = '';
      for (const byte of data) bytes += String.fromCharCode(byte);
      return { width, height, base64: btoa(bytes) };
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
  return { ...size, rgba: Buffer.from(base64, 'base64') };
}
