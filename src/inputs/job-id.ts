import { shown, wholeNumber, words } from './values.ts';

/** A job as it was given: by its number, or by its address, which names the account too. */
export interface GivenJob {
  readonly id: number;
  readonly accountId: string | undefined;
}

/**
 * Reads jobs that are named, separated by commas, spaces or lines: each by its number or by its address in the API. What
 * comes out can never change the path that is called: one segment beside it sit calls that tear down a cluster.
 *
 * @param apiUrl the only place whose addresses are taken; undefined where that is not known
 * @throws Error where any is neither a whole number above 0 in ASCII digits nor an address of `apiUrl` that ends in
 *   `/<account>/api/jobs/<number>`, with all that are wrong; or where there is none
 */
export function parseJobIds(text: string, apiUrl: URL | undefined): GivenJob[] {
  const mistakes: string[] = [];
  const given: GivenJob[] = [];
  for (const word of words(text)) {
    try {
      given.push(word.includes('/') ? parseAddress(word, apiUrl) : { id: parseNumber(word), accountId: undefined });
    } catch (error) {
      mistakes.push((error as Error).message);
    }
  }
  if (mistakes.length > 0) throw new Error([...new Set(mistakes)].join(' '));
  if (given.length > 0) return given;
  throw new Error(
    'nothing was given. Give the number of the job to terminate (digits only, above 0) or its address in the API, ' +
      'or choose jobs with package-id, cluster-id, variables or running-longer-than-seconds.',
  );
}

function parseNumber(text: string): number {
  const id = wholeNumber(text);
  if (id !== undefined) return id;
  throw new Error(
    `${shown(text)} is not a job's number. Give the number of the job (digits only, above 0) or its address in the API.`,
  );
}

function parseAddress(text: string, apiUrl: URL | undefined): GivenJob {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const base = apiUrl?.pathname.replace(/\/$/, '') ?? '';
  // The path as it was written: URL resolves dots, slashes and escapes on its own.
  const path = /^https?:\/\/[^/?#\\]+(\/[^?#\\]*)$/i.exec(text)?.[1] ?? '';
  const match = /^\/([A-Za-z0-9_-]+)\/api\/jobs\/([0-9]+)$/.exec(path.startsWith(base) ? path.slice(base.length) : '');
  if (url === undefined || url.pathname !== path || url.username !== '' || url.password !== '' || match === null) {
    throw new Error(
      `${shown(text)} is not the address of a job in the API. ` +
        "Give the number of the job, or an address like https://api.xplenty.com/ACCOUNT/api/jobs/305 (the answer's url).",
    );
  }
  if (apiUrl !== undefined && url.origin !== apiUrl.origin) {
    throw new Error(
      `${shown(text)} is not on ${apiUrl.origin}, the place that api-url names. The key is sent nowhere else.`,
    );
  }
  return { id: parseNumber(match[2] ?? ''), accountId: match[1] };
}
