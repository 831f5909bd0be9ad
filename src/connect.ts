import { AT_ONCE } from './concurrently.ts';
import type { Inputs } from './inputs.ts';
import * as journal from './report/journal.ts';
import { redact } from './report/secrets.ts';
import { VERSION } from './version.ts';
import { Client } from './xplenty/client.ts';
import { Transport } from './xplenty/transport.ts';

/** The API, as the inputs say where it is and who asks. Every exchange leaves a debug line. */
export function connect(inputs: Inputs): Client {
  const { apiUrl, apiKey, requestTimeoutMs } = inputs;
  let isUsedUpTold = false;
  const transport = new Transport({
    apiUrl,
    // As documented: the key is the user name, the password is empty.
    headers: {
      Accept: 'application/vnd.xplenty+json',
      Authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
      'User-Agent': `terminate-xplenty-job/${VERSION}`,
    },
    requestTimeoutMs,
    connections: AT_ONCE,
    onExchange: (exchange) => {
      journal.tellExchange(exchange);
      if (exchange.credits?.remaining !== 0 || isUsedUpTold) return;
      isUsedUpTold = true;
      journal.tellNoCredits(exchange.credits.limit);
    },
  });
  return new Client(transport, redact);
}
