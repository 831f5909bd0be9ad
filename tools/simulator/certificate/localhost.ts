import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The simulator's own certificate, for NODE_EXTRA_CA_CERTS and the like. */
export const CERTIFICATE_FILE = join(import.meta.dirname, 'certificate.pem');

/** The same certificate for localhost, and its key. */
export const LOCALHOST = {
  key: readFileSync(join(import.meta.dirname, 'key.pem'), 'utf8'),
  cert: readFileSync(CERTIFICATE_FILE, 'utf8'),
};
