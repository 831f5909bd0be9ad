import {
  archiveBytes,
  distBytes,
  filesWithUndici,
  LARGEST_ARCHIVE_BYTES,
  LARGEST_DIST_BYTES,
  NoArchive,
} from '../check-size.ts';
import { atMost, count, type Row } from './table.ts';
import { REPOSITORY } from './terminations.ts';

const bytes = (number: number) => `${count(number)} bytes`;

/** What a runner downloads. `npm run check` holds these figures to the same limits. */
export function sizes(): Row[] {
  const undici = filesWithUndici(REPOSITORY);
  return [
    { what: 'Download: dist/', ...atMost(distBytes(REPOSITORY), LARGEST_DIST_BYTES, bytes) },
    { what: 'Download: the archive of HEAD', ...archive() },
    {
      what: 'Download: files of dist/ that have undici in them',
      measured: count(undici.length),
      target: 'none',
      met: undici.length === 0,
    },
  ];
}

function archive(): Omit<Row, 'what'> {
  try {
    return atMost(archiveBytes(REPOSITORY), LARGEST_ARCHIVE_BYTES, bytes);
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error;
    return { measured: `not known: ${error.message}`, target: `at most ${bytes(LARGEST_ARCHIVE_BYTES)}` };
  }
}
