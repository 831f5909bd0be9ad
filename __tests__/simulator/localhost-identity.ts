import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', '..', 'simulator', 'certificate');

/** The simulator's own certificate for localhost, and its key. */
export const LOCALHOST = {
  key: readFileSync(join(FOLDER, 'key.pem'), 'utf8'),
  cert: readFileSync(join(FOLDER, 'certificate.pem'), 'utf8'),
};
