/** The entries of docs/troubleshooting.md, with the summaries that each is about. */
const ENTRIES: readonly (readonly [about: RegExp, entry: string])[] = [
  [/^API key rejected/, 'API key rejected'],
  [/^billing problem/, 'Billing problem'],
  [/^not permitted/, 'Not permitted'],
  [/^not found/, 'Not found'],
  [/^rate limit reached/, 'Rate limit reached'],
  [/^refused by the API/, 'Refused by the API'],
  [/^the API failed/, 'The API failed'],
  [/^cannot reach/, 'Cannot reach the API'],
  [/^connection lost/, 'Connection lost'],
  [/not from the API$/, 'Not from the API'],
  [/^response not understood/, 'Response not understood'],
  [/^redirected/, 'Redirected'],
  [/^outcome unknown/, 'Outcome unknown'],
  [/^timed out/, 'Timed out'],
  [/^cancelled/i, 'Cancelled'],
  [/^Invalid input/, 'Invalid input'],
  [/^Invalid job ID/i, 'Invalid job ID'],
  [/^No job matched/, 'No job matched'],
];
const OTHER_ENTRY = 'Unexpected error';

/** The titles of docs/troubleshooting.md. */
export const TROUBLESHOOTING_ENTRIES: readonly string[] = [...ENTRIES.map(([, entry]) => entry), OTHER_ENTRY];

/**
 * Where to read about an outcome.
 *
 * @param summary what happened, as a heading says it
 * @param docsUrl where docs/ is, with a slash at the end; undefined where that is not known
 */
export function helpFor(summary: string, docsUrl: string | undefined): { entry: string; url: string | undefined } {
  const cause = summary.replace(/^Cannot list jobs: /, '');
  const entry = ENTRIES.find(([about]) => about.test(cause))?.[1] ?? OTHER_ENTRY;
  const anchor = entry.toLowerCase().replaceAll(' ', '-');
  return { entry, url: docsUrl && `${docsUrl}troubleshooting.md#${anchor}` };
}

/** The same for a line of the log. */
export function helpText(summary: string, docsUrl: string | undefined): string {
  const { entry, url } = helpFor(summary, docsUrl);
  return `Help: ${url ?? `"${entry}" in docs/troubleshooting.md`}`;
}

/** The same for the job summary. */
export function helpLink(summary: string, docsUrl: string | undefined): string {
  const { entry, url } = helpFor(summary, docsUrl);
  return url === undefined ? `Help: “${entry}” in docs/troubleshooting.md` : `[Help: ${entry}](${url})`;
}
