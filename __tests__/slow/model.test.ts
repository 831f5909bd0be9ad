import { beforeAll, expect, jest, test } from '@jest/globals';
import { check, faultsOf } from '../model/check.ts';
import { KINDS } from '../model/kinds.ts';
import { checkListPolling } from '../model/list-polling.ts';
import { plansFor } from '../model/plans.ts';
import { checkSelection } from '../model/selection.ts';

/** One of each kind that is handled differently, where all of them would be too many. */
const FEW_KINDS = KINDS.filter(({ name }) =>
  /^(pending_|running|completed|401|404|422|500|not delivered$|lost)/.test(name),
);

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

const TIMEOUT_MS = 3_600_000;

test(
  'one job: every sequence of four responses',
  async () => {
    const result = await check(plansFor({ jobIds: [305], length: 4 }, 4));
    expect(faultsOf(result)).toEqual([]);
    expect(result.sequences).toBeGreaterThan(500_000);
  },
  TIMEOUT_MS,
);

test.each([305, 306])(
  'two jobs at once, of which %i is slower: every sequence of two responses each',
  async (slowJobId) => {
    const jobs = { jobIds: [305, 306], length: 2, slowJobId };
    const undisturbed = await check([false, true].map((waits) => ({ ...jobs, waits, timeoutMs: 100_000 })));
    expect(faultsOf(undisturbed)).toEqual([]);
    const disturbed = await check(plansFor({ ...jobs, kinds: FEW_KINDS }, 4));
    expect(faultsOf(disturbed)).toEqual([]);
    expect(undisturbed.sequences + disturbed.sequences).toBeGreaterThan(100_000);
  },
  TIMEOUT_MS,
);

test.each([true, false])(
  'a list that changes before each of four requests (names the next page: %s)',
  async (namesNextPage) => {
    expect((await checkSelection(4, namesNextPage)).broken.slice(0, 5)).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  'jobs that are waited for by list, and move before each of four requests',
  async () => {
    expect((await checkListPolling(4)).broken.slice(0, 5)).toEqual([]);
  },
  TIMEOUT_MS,
);
