import { LARGEST, sizesOf } from '../check-size.ts';
import { atMost, bytes, count, type Row, rowsOf } from './figures.ts';
import { REPOSITORY } from './run.ts';

/** What a runner downloads. `npm run check` has the same limits. */
export function sizes(): Row[] {
  const { dist, archive, undici } = sizesOf(REPOSITORY);
  const ofArchive =
    archive === undefined ? { measured: 'no clone, or no git' } : atMost(archive, LARGEST.archive, bytes);
  return rowsOf('Download', {
    'dist/': atMost(dist, LARGEST.dist, bytes),
    'the archive of HEAD': ofArchive,
    'files of dist/ with undici': atMost(undici.length, 0, count),
  });
}
