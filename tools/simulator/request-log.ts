import type { RecordedRequest } from './recorded-request.ts';

const LONGEST_PATH = 200;

/** One line about a request. What a client sends can neither end the line nor steer the terminal. */
export function requestLine({ method, path, status, fault }: RecordedRequest): string {
  const shown = path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)} … (cut)` : path;
  const answered = status === undefined ? 'no answer' : String(status);
  return printable(`${method} ${hideKey(shown)} ${answered}${fault === undefined ? '' : ` (${fault})`}`);
}

/** The key may come as a parameter of the address. */
function hideKey(path: string): string {
  return path.replace(/([?&]key=)[^&]*/g, '$1***');
}

/** Everything but printable ASCII as `\xe9`. The reader has one character for each byte on the wire. */
function printable(text: string): string {
  return text.replace(/[^ -~]/g, (character) =>
    character === '…' ? '...' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
