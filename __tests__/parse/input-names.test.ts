import { expect, test } from '@jest/globals';
import { INPUTS } from '../../src/inputs.ts';
import { closestName } from '../../src/parse/input-names.ts';

const KNOWN = Object.keys(INPUTS);

test.each([
  // Case, `_` and `-`.
  ['dry_run', 'dry-run'],
  ['dryrun', 'dry-run'],
  ['DryRun', 'dry-run'],
  ['package_id', 'package-id'],
  ['wait_for_stopped', 'wait-for-stopped'],
  ['running_longer_than_seconds', 'running-longer-than-seconds'],
  ['job--id', 'job-id'],
  // A plural, and none.
  ['job-ids', 'job-id'],
  ['jobs-id', 'job-id'],
  ['jobs', 'job-id'],
  ['packages', 'package-id'],
  ['variable', 'variables'],
  ['status', 'statuses'],
  ['timeout-second', 'timeout-seconds'],
  // One or two letters.
  ['job-di', 'job-id'],
  ['pakage-id', 'package-id'],
  ['cluster-ids', 'cluster-id'],
  ['acount-id', 'account-id'],
  ['dry-runn', 'dry-run'],
  ['varialbes', 'variables'],
  ['wait-for-stoped', 'wait-for-stopped'],
  ['pakage', 'package-id'],
  ['pakcage', 'package-id'],
  // The last words.
  ['package', 'package-id'],
  ['cluster', 'cluster-id'],
  ['account', 'account-id'],
  ['wait', 'wait-for-stopped'],
  ['wait-for', 'wait-for-stopped'],
  ['wait-for-stop', 'wait-for-stopped'],
  ['timeout', 'timeout-seconds'],
  ['timeout-secs', 'timeout-seconds'],
  ['poll-interval', 'poll-interval-seconds'],
  ['running-longer-than', 'running-longer-than-seconds'],
  ['job', 'job-id'],
  ['api', 'api-key'],
])('%s was meant for %s', (name, known) => {
  expect(closestName(name, KNOWN)).toBe(known);
});

test.each([
  'name',
  'token',
  'id',
  'ref',
  'who-to-greet',
  'repository',
  'path',
  'github_token',
  'version',
  'passage',
  'pakxage',
  'paxcage',
  'pakcgae',
  'pull',
  'a',
  '',
])('a name that is close to none is none of ours: %s', (name) => {
  expect(closestName(name, KNOWN)).toBeUndefined();
});

test('a name of 90 kB is none of ours', () => {
  expect(closestName('x'.repeat(9e4), KNOWN)).toBeUndefined();
});

test('each name is closest to itself', () => {
  for (const name of KNOWN) expect(closestName(name, KNOWN)).toBe(name);
});
