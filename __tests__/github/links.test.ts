import { describe, expect, test } from '@jest/globals';
import { HttpError, InvalidResponseError, NetworkError, RedirectError } from '../../src/api/errors.ts';
import { helpFor, helpLink, helpText } from '../../src/github/links.ts';
import * as jobErrors from '../../src/jobs/job-error.ts';
import { aJob } from '../a-job.ts';

const DOCS = 'https://github.com/octocat/action/blob/v1/docs/';
const REF = { accountId: 'acme', id: 305 };
const UNREACHED = new NetworkError('api.xplenty.com', { text: 'connection refused' }, false);
const LOST = new NetworkError('api.xplenty.com', { text: 'connection reset' }, true);

describe('the help', () => {
  test.each([
    ...[401, 402, 403, 404, 410, 422, 429, 500].map((code) => new HttpError(code)),
    new HttpError(502, { foreignBody: 'an HTML page' }),
    new InvalidResponseError('no ID'),
    new InvalidResponseError('an HTML page', false),
    new RedirectError(302, 'no address'),
    UNREACHED,
    LOST,
  ])('about a failed request is an entry of its own: $summary', (error) => {
    const { entry } = helpFor(error.summary, DOCS);
    expect(entry).not.toBe('Unexpected error');
    expect(helpFor(jobErrors.notSelected(error, false).summary, DOCS).entry).toBe(entry);
  });

  test.each([
    [jobErrors.outcomeUnknown(REF, LOST), 'Outcome unknown'],
    [jobErrors.timedOut(REF, undefined, 1), 'Timed out'],
    [jobErrors.timedOut(REF, aJob(305, 'not found'), 1), 'Timed out'],
    [jobErrors.timedOutBeforeCall(REF, 1), 'Timed out'],
    [jobErrors.cancelledWhileStopping(REF, aJob(305)), 'Cancelled'],
    [jobErrors.cancelledBeforeCall(REF), 'Cancelled'],
    [jobErrors.notSelected(LOST, true), 'Cancelled'],
  ])('about a job is an entry of its own: %s', ({ summary }, entry) => {
    expect(helpFor(summary, DOCS).entry).toBe(entry);
  });

  test('about what nobody thought of is an entry too', () => {
    expect(helpFor('Unexpected error', DOCS).entry).toBe('Unexpected error');
  });

  test('is a link where the address of the documentation is known, else a title', () => {
    expect(helpText('not found (404)', DOCS)).toBe(`Help: ${DOCS}troubleshooting.md#not-found`);
    expect(helpLink('not found (404)', DOCS)).toBe(`[Help: Not found](${DOCS}troubleshooting.md#not-found)`);
    expect(helpText('not found (404)', undefined)).toBe('Help: "Not found" in docs/troubleshooting.md');
    expect(helpLink('not found (404)', undefined)).toBe('Help: “Not found” in docs/troubleshooting.md');
  });
});
