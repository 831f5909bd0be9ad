/** The entries of docs/troubleshooting.md, and the outcomes that they are about. */
const ENTRIES: readonly (readonly [about: RegExp, entry: string])[] = [
  [/^API key rejected/, 'API key rejected'],
  [/^billing problem/, 'Billing problem'],
  [/^not permitted/, 'Not permitted'],
  [/^not found/, 'Not found'],
  [/^rate limit reached/, 'Rate limit reached'],
  [/^(refused by the API|the API failed)/, 'Refused by the API'],
  [/^cannot reach/, 'Cannot reach the API'],
  [/not from the API$/, 'Not from the API'],
  [/^response not understood/, 'Response not understood'],
  [/^redirected/, 'Redirected'],
  [/^(outcome unknown|connection lost)/, 'Outcome unknown'],
  [/^timed out/, 'Timed out'],
  [/^cancelled/i, 'Cancelled'],
  [/^invalid input/i, 'Invalid input'],
  [/^invalid job ID/i, 'Invalid job ID'],
  [/^no job matched/i, 'No job matched'],
  [/^unexpected error/i, 'Unexpected error'],
];

/** The entry of docs/troubleshooting.md about an outcome. */
export function troubleshootingEntry(summary: string): string {
  const [, entry = 'Unexpected error'] = ENTRIES.find(([about]) => about.test(summary)) ?? [];
  return entry;
}

/** @param docsUrl where docs/ is, with a slash at the end; undefined where that is not known */
export function troubleshootingUrl(entry: string, docsUrl: string | undefined): string | undefined {
  return docsUrl && `${docsUrl}troubleshooting.md#${entry.toLowerCase().replaceAll(' ', '-')}`;
}
