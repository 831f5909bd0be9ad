const CANNOT_REACH = 'Cannot reach the API';
const OTHER_ENTRY = 'Unexpected error';

/** The titles of docs/troubleshooting.md. A summary begins or ends with the one that is about it. */
export const TROUBLESHOOTING_ENTRIES: readonly string[] = [
  'API key rejected',
  'Billing problem',
  'Not permitted',
  'Not found',
  'Rate limit reached',
  'Refused by the API',
  'The API failed',
  CANNOT_REACH,
  'Connection lost',
  'Not from the API',
  'Response not understood',
  'Redirected',
  'Outcome unknown',
  'Timed out',
  'Cancelled',
  'Invalid input',
  'Invalid job ID',
  'No job matched',
  OTHER_ENTRY,
];

/**
 * Where to read about an outcome.
 *
 * @param summary what happened, as a heading says it
 * @param docsUrl where docs/ is, with a slash at the end; undefined where that is not known
 */
export function helpFor(summary: string, docsUrl: string | undefined): { entry: string; url: string | undefined } {
  // One that cannot reach the API names the host.
  const cause = summary
    .replace(/^Cannot list jobs: /, '')
    .replace(/^cannot reach .*/, CANNOT_REACH)
    .toLowerCase();
  const begins = (entry: string) => cause.startsWith(entry.toLowerCase());
  const ends = (entry: string) => cause.endsWith(entry.toLowerCase());
  // Its beginning counts first: it may end with the words of the service.
  const entry = TROUBLESHOOTING_ENTRIES.find(begins) ?? TROUBLESHOOTING_ENTRIES.find(ends) ?? OTHER_ENTRY;
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
