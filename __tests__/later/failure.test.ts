import { describe, expect, test } from '@jest/globals';
import {
  Cancelled,
  Failed,
  InvalidInputs,
  NotChosen,
  NotOver,
  NotSeen,
  NotTerminated,
  OutOfSight,
} from '../../src/errors.ts';
import { inWords, tellFailure } from '../../src/later/failing/failing.ts';
import { ApiRefusal, DeadlinePassed, GaveUp, Interrupted } from '../../src/xplenty/errors.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { aJob } from '../a-job.ts';
import { printedBy } from '../printed.ts';

const REF = { accountId: 'xplenation', id: 305 };
const REFUSED = new ApiRefusal(422, 'Job is not running');
const LOST = new GaveUp(6, 31_400, new DeadlinePassed(30_000));
const LOST_IN_WORDS = 'tried 6 times in 31.4 s; at the last try there was no whole answer within 30 s';

function annotationsOf(failure: unknown) {
  const { commands } = separate(printedBy(() => tellFailure(failure)));
  return commands
    .filter(({ name }) => name === 'error')
    .map(({ properties, text }) => ({ title: properties.title, text }));
}

test.each<[string, Error, string, string]>([
  [
    'a refusal, and the job still runs',
    new NotTerminated(REF, REFUSED, { job: aJob(305, 'running') }),
    'Job 305 was not terminated',
    'Job 305 was not terminated: the API answered 422 "Job is not running". A look shows that it is still running.',
  ],
  [
    'a refusal, and the job cannot be seen',
    new NotTerminated(REF, new ApiRefusal(404, 'no such job'), { look: new ApiRefusal(404, 'no such job') }),
    'Job 305 was not terminated',
    'Job 305 was not terminated: the API answered 404 "no such job". A look does not show the job: the API answered 404 ' +
      '"no such job". Check job-id and account-id: with this key no such job can be seen in the account.',
  ],
  [
    'answers that got lost',
    new NotTerminated(REF, LOST, { look: new DeadlinePassed(30_000), isOpen: true }),
    'Job 305 may still be running',
    `It is not known whether job 305 was terminated: ${LOST_IN_WORDS}. A look at it failed as well: there was no whole ` +
      'answer within 30 s. Look at the job at the service, or run this step again: terminating a job twice does no harm.',
  ],
  [
    'a refusal, and a look that is refused as well',
    new NotTerminated(REF, REFUSED, { look: new ApiRefusal(400, 'odd'), isOpen: true }),
    'Job 305 may still be running',
    'It is not known whether job 305 was terminated: the API answered 422 "Job is not running". A look does not show the ' +
      'job: the API answered 400 "odd". Look at the job at the service, or run this step again: terminating a job twice ' +
      'does no harm.',
  ],
  [
    'a look of a dry run that failed',
    new NotSeen(REF, LOST),
    'Job 305 could not be looked at',
    `Job 305 could not be looked at: ${LOST_IN_WORDS}.`,
  ],
  [
    'a timeout',
    new NotOver(aJob(305, 'stopping'), 600_000, undefined),
    'Job 305 has not stopped yet',
    'Job 305 has not stopped within 10 min 0 s: when last seen it was stopping. ' +
      'The termination goes on at the service. If its jobs take longer to stop, raise timeout-seconds.',
  ],
  [
    'a timeout with a fault',
    new NotOver(aJob(305, 'stopping'), 600_000, new ApiRefusal(503, 'busy')),
    'Job 305 has not stopped yet',
    'Job 305 has not stopped within 10 min 0 s: when last seen it was stopping. The last look failed: ' +
      'the API answered 503 "busy". The termination goes on at the service. If its jobs take longer to stop, raise ' +
      'timeout-seconds.',
  ],
  [
    'a job that cannot be seen any more',
    new OutOfSight(aJob(305, 'stopping'), new ApiRefusal(401, 'no')),
    'Job 305 cannot be seen any more',
    'The termination of job 305 is under way, but whether it has stopped is not known: the API answered 401 "no". ' +
      'When last seen it was stopping. Check api-key: the service does not know this key.',
  ],
  [
    'a cancel during the wait',
    new Cancelled(305, aJob(305, 'stopping')),
    'The termination of job 305 is under way',
    'Cancelled. The termination of job 305 is under way: when last seen it was stopping. It was not waited for.',
  ],
  [
    'a cancel before the call',
    new Cancelled(305, undefined),
    'Job 305 was not terminated',
    'Cancelled before there was time for it: job 305 was not terminated.',
  ],
  [
    'a cancel during the call',
    new Cancelled(305, undefined, new Interrupted()),
    'Job 305 may still be running',
    'Cancelled before the API had answered: it is not known whether job 305 was terminated (it was broken off before the ' +
      'answer had come). Look at the job at the service, or run this step again: terminating a job twice does no harm.',
  ],
  [
    'a list that was refused',
    new NotChosen(new ApiRefusal(403, 'no'), false),
    'Nothing was terminated: the jobs could not be chosen',
    'The jobs could not be chosen: the API answered 403 "no". The user of this key may not do this in this account. ' +
      'Use the key of a user who may. Nothing was terminated.',
  ],
  [
    'a cancel while jobs were chosen',
    new NotChosen(new Interrupted(), true),
    'Nothing was terminated: the jobs could not be chosen',
    'Cancelled while the jobs were being chosen. Nothing was terminated.',
  ],
])('%s is told with a title that stands alone, and a text that says what to do', (_, failure, title, text) => {
  expect(annotationsOf(failure)).toEqual([{ title, text }]);
  expect(inWords(failure)).toBe(text);
});

test.each([
  [401, 'Check api-key'],
  [402, 'billing'],
  [403, 'Use the key of a user who may'],
  [404, 'Check job-id and account-id'],
  [429, 'hourly allowance'],
])('a refusal with %i comes with a hint, also after many tries', (statusCode, hint) => {
  const refusal = new ApiRefusal(statusCode, 'no');
  expect(inWords(new NotTerminated(REF, refusal))).toContain(hint);
  expect(inWords(new NotTerminated(REF, new GaveUp(6, 1_000, refusal)))).toContain(hint);
});

test.each([409, 422, 500, 503])('a refusal with %i comes without one', (statusCode) => {
  const failure = new NotTerminated(REF, new ApiRefusal(statusCode, 'no'), { job: aJob(305, 'running') });
  expect(inWords(failure)).toMatch(/it is still running\.$/);
});

describe('several failures', () => {
  function failures(count: number): Failed {
    return new Failed(
      Array.from({ length: count }, (_, index) => new NotTerminated({ ...REF, id: index + 1 }, REFUSED)),
    );
  }

  test('are each an annotation of its own, up to ten', () => {
    const annotations = annotationsOf(failures(10));
    expect(annotations.map(({ title }) => title)).toEqual(
      Array.from({ length: 10 }, (_, index) => `Job ${index + 1} was not terminated`),
    );
  });

  test('past ten are nine and a count, and the log names the others with their reasons', () => {
    expect(annotationsOf(failures(12))).toHaveLength(10);
    expect(annotationsOf(failures(12)).at(-1)).toEqual({
      title: '3 more jobs',
      text: '3 more jobs were not stopped. The log names each with its reason.',
    });
    const { lines, commands } = separate(printedBy(() => tellFailure(failures(12))));
    expect(lines.map((line) => /^Job \d+ was not terminated: the API/.test(line))).toEqual([true, true, true]);
    expect(commands.find(({ name }) => name === 'group')?.text).toBe('Why 3 more jobs were not stopped');
  });
});

test('mistakes in inputs are each an annotation of its own', () => {
  expect(annotationsOf(new InvalidInputs(['job-id: x', 'api-key: y']))).toEqual([
    { title: 'Nothing was terminated: an input is wrong', text: 'job-id: x' },
    { title: 'Nothing was terminated: an input is wrong', text: 'api-key: y' },
  ]);
});

test.each([new TypeError('x is not a function'), 'a text that was thrown', undefined])(
  'what nobody thought of is told as a defect, its stack in the debug log only: %s',
  (thrown) => {
    const { lines, commands } = separate(printedBy(() => tellFailure(thrown)));
    expect(lines).toEqual([]);
    expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['debug', 'error']));
    expect(annotationsOf(thrown)[0]?.title).toBe('The action has a defect');
    expect(annotationsOf(thrown)[0]?.text).toContain(thrown instanceof Error ? thrown.message : String(thrown));
  },
);

test('words of the service are only words in them', () => {
  const hostile = 'a"\n::error::x ##[error]y \u202e';
  const failure = new NotTerminated(REF, new ApiRefusal(422, hostile), { job: aJob(305, hostile) });
  const { lines, commands } = separate(printedBy(() => tellFailure(failure)));
  expect(lines).toEqual([]);
  expect(commands).toHaveLength(1);
  expect(commands[0]?.text).not.toMatch(/\n|##\[|\u202e/);
});
