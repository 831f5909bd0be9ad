import { wholeNumber } from './scalars.ts';
import { type Problem, placeholder } from './words.ts';

/** A job as it was given: by its ID, or by its URL, which names the account too. */
export interface GivenJob {
  readonly id: number;
  readonly accountId: string | undefined;
}

const DEFAULT_API = 'https://api.xplenty.com/';

const NOT_A_JOB_URL: Problem = {
  one: 'is not the URL of a job',
  many: 'are not URLs of jobs',
  advice:
    'Give the job ID, or a URL like https://api.xplenty.com/ACCOUNT/api/jobs/305 or https://xplenty.com/ACCOUNT/jobs/305.',
};

/**
 * Takes the account and the ID out of the URL of a job: that of the API, or that of its page in the browser.
 *
 * @param apiUrl the only place whose URLs are taken; undefined where that is not known. Pages belong to the default one
 * @returns what is wrong with it where it ends neither in `/<account>/api/jobs/<ID>` nor in `/<account>/jobs/<ID>`, or
 *   is of another origin
 */
export function parseJobUrl(text: string, apiUrl: URL | undefined): GivenJob | Problem {
  const page = parsePageUrl(text);
  if (page !== undefined) return apiUrl === undefined || apiUrl.href === DEFAULT_API ? page : notOn(apiUrl);
  const base = apiUrl?.pathname.replace(/\/$/, '') ?? '';
  const path = pathAsWritten(text);
  const job = jobOf(path.startsWith(base) ? path.slice(base.length) : '', /^\/([\w-]+)\/api\/jobs\/([0-9]+)$/);
  if (job === undefined) return NOT_A_JOB_URL;
  return apiUrl === undefined || new URL(text).origin === apiUrl.origin ? job : notOn(apiUrl);
}

/** The page of a job is on any host of the service. */
function parsePageUrl(text: string): GivenJob | undefined {
  const withoutQuery = text.replace(/[?#].*$/s, '');
  const job = jobOf(pathAsWritten(withoutQuery), /^\/([\w-]+)\/jobs\/([0-9]+)$/);
  if (job === undefined) return undefined;
  const { protocol, hostname, port } = new URL(withoutQuery);
  const isPage = protocol === 'https:' && port === '' && /^(.+\.)?(xplenty\.com|integrate\.io)$/.test(hostname);
  return isPage ? job : undefined;
}

/** The path as it was written, for URL resolves dots, slashes and escapes; empty where the text is no plain http URL. */
function pathAsWritten(text: string): string {
  const path = /^https?:\/\/[^/?#\\]+(\/[^?#\\]*)$/i.exec(text)?.[1] ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.pathname === path && url.username === '' && url.password === '' ? path : '';
}

function jobOf(path: string, form: RegExp): GivenJob | undefined {
  const [, accountId = '', digits = ''] = form.exec(path) ?? [];
  const id = wholeNumber(digits);
  return id === undefined || placeholder(accountId) !== undefined ? undefined : { id, accountId };
}

function notOn({ origin }: URL): Problem {
  return {
    one: `is not on ${origin}`,
    many: `are not on ${origin}`,
    advice: 'The key is sent to api-url alone. Set that if the job is elsewhere.',
  };
}
