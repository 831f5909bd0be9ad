import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RunnerFile } from '../../src/github/runner-file.ts';
import {
  hasOtherInputs,
  loadGuardState,
  saveGuardState,
  textsOf,
  withSavedInputs,
} from '../../src/guard/guard-state.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';

const ENVIRONMENT = {
  'INPUT_API-KEY': 'secret',
  'INPUT_JOB-ID': '305',
  'INPUT_ACCOUNT-ID': '',
  'INPUT_TIMEOUT-SECONDS': '240',
  XPLENTY_ACCOUNT_ID: 'mine',
  PATH: '/bin',
};
const STATE = { tag: 'guard-1', earlierIds: '', texts: textsOf(ENVIRONMENT), wasChecked: false };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guard-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the state', () => {
  test('comes back as it was saved last, with whatever stood in the file before', () => {
    const path = join(folder, 'state');
    writeFileSync(path, 'other=1\n');
    const file = new RunnerFile(path);
    const state = { ...STATE, earlierIds: 'x\nguard=1\r\n::stop-commands::a\nSTATE<<B' };
    saveGuardState(file, state);
    saveGuardState(file, { ...state, wasChecked: true });
    const { outputs, error } = parseOutputsFile(readFileSync(path, 'utf8'));
    expect(error).toBeUndefined();
    expect([...outputs.keys()]).toEqual(['other', 'guard']);
    expect(loadGuardState({ STATE_guard: outputs.get('guard') })).toEqual({ ...state, wasChecked: true });
  });

  test.each([{}, { STATE_guard: '' }])('is undefined where none was saved: %j', (environment) => {
    expect(loadGuardState(environment)).toBeUndefined();
  });

  test('has neither the key nor job-id', () => {
    expect(STATE.texts).toEqual({
      'INPUT_ACCOUNT-ID': '',
      'INPUT_TIMEOUT-SECONDS': '240',
      XPLENTY_ACCOUNT_ID: 'mine',
    });
  });
});

describe('other inputs', () => {
  test.each([
    [{}, false],
    [{ 'INPUT_API-KEY': 'other', 'INPUT_JOB-ID': '306' }, false],
    [{ XPLENTY_ACCOUNT_ID: 'other' }, false],
    [{ 'INPUT_TIMEOUT-SECONDS': '241' }, true],
    [{ 'INPUT_TIMEOUT-SECONDS': undefined }, true],
    [{ 'INPUT_TAG-VARIABLE': 'none' }, true],
    [{ 'INPUT_ACCOUNT-ID': 'other' }, true],
    [{ 'INPUT_ACCOUNT-ID': undefined }, false],
  ])('with %j: %s', (change, expected) => {
    expect(hasOtherInputs(STATE, { ...ENVIRONMENT, ...change })).toBe(expected);
  });
});

test('the post stage has the saved inputs, its own key and job-id, and no input that a later step wrote', () => {
  const later = { 'INPUT_API-KEY': 'new', 'INPUT_JOB-ID': '306', 'INPUT_TIMEOUT-SECONDS': '1', INPUT_TAG: 'x' };
  expect(withSavedInputs({ ...ENVIRONMENT, ...later, XPLENTY_ACCOUNT_ID: 'other' }, STATE)).toEqual({
    ...ENVIRONMENT,
    'INPUT_API-KEY': 'new',
    'INPUT_JOB-ID': '306',
  });
});
