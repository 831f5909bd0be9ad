import { isDeepStrictEqual } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ACTIVE_STATUSES } from '../../src/api/job.ts';
import { type Inputs, InvalidInputsError, loadInputs } from '../../src/inputs.ts';
import { matches } from '../../src/jobs/matches.ts';
import { aJob } from '../a-job.ts';
import { ACTION_INPUTS, clearInputs, setInputs } from '../action-inputs.ts';

afterEach(clearInputs);

const SECRETS = { add: () => undefined, mask: () => undefined, redact: String };
const ENOUGH = { 'api-key': 'key', 'account-id': 'xplenation' };

function load(
  inputs: Record<string, string | undefined>,
  environment: Record<string, string> = {},
): Inputs | undefined {
  setInputs({ ...ENOUGH, ...inputs }, environment);
  try {
    return loadInputs(SECRETS);
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    return undefined;
  }
}

/** What somebody wants terminated, before it is written into a workflow. What is undefined leaves every job in. */
interface Wish {
  readonly ids: readonly number[] | undefined;
  readonly packageId: number | undefined;
  readonly clusterId: number | undefined;
  readonly variables: readonly (readonly [string, string])[] | undefined;
  readonly longerThanSeconds: number | undefined;
  readonly statuses: readonly string[] | undefined;
  readonly dryRun: boolean;
}

type Job = ReturnType<typeof aJob>;

/** Whether a job is wished to be terminated: the plain reading of the contract, one reason after the other. */
function isWished({ id, status, fields }: Job, wish: Wish): boolean {
  if (wish.dryRun) return false;
  if (wish.ids !== undefined) return wish.ids.includes(id);
  if (!(wish.statuses ?? ACTIVE_STATUSES).includes(status as never)) return false;
  if (wish.packageId !== undefined && fields.package_id !== wish.packageId) return false;
  if (wish.clusterId !== undefined && fields.cluster_id !== wish.clusterId) return false;
  if (wish.longerThanSeconds !== undefined && !(Number(fields.runtime_in_seconds) > wish.longerThanSeconds))
    return false;
  const stored = Object.entries(fields.variables as object).map(([name, value]) => ({
    name: name.normalize(),
    value: `${value}`.normalize().replace(/^'(.*)'$/, '$1'),
  }));
  return (wish.variables ?? []).every(([name, value]) => {
    const ofThatName = stored.filter((one) => one.name === name);
    return ofThatName.length > 0 && ofThatName.every((one) => one.value === value);
  });
}

// Few values, so that they meet, and IDs that are parts of others.
const id = fc.constantFrom(1, 2, 12, 345, 305, 306, 12345);
const number = fc.constantFrom(1, 10, 103, 110);
const value = fc.constantFrom('1', 'caf\u00e9', '#7', 'b, c=d');
const name = fc.constantFrom('stage', 'gr\u00f6\u00dfe');
const stored = fc.oneof(
  value,
  value.map((text) => `'${text}'`),
  value.map((text) => text.normalize('NFD')),
  fc.constant(1),
);
const job = fc
  .record({
    id,
    status: fc.constantFrom(...ACTIVE_STATUSES, 'running', 'running', 'stopping', 'completed'),
    package_id: number,
    cluster_id: number,
    runtime_in_seconds: fc.constantFrom(0, 59, 61, 601),
    variables: fc.dictionary(
      fc.oneof(
        name,
        name.map((text) => text.normalize('NFD')),
      ),
      stored,
      { maxKeys: 3 },
    ),
  })
  .map(({ id, status, ...fields }) => aJob(id, status, fields));
const jobs = fc.uniqueArray(job, { minLength: 5, maxLength: 7, selector: ({ id }) => id });

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const wish: fc.Arbitrary<Wish> = fc
  .record({
    ids: optional(fc.uniqueArray(id, { minLength: 1, maxLength: 3 })),
    packageId: optional(number),
    clusterId: optional(number),
    variables: optional(fc.uniqueArray(fc.tuple(name, value), { minLength: 1, maxLength: 2, selector: ([n]) => n })),
    longerThanSeconds: optional(fc.constantFrom(60, 600)),
    statuses: optional(fc.subarray([...ACTIVE_STATUSES], { minLength: 1 })),
    dryRun: fc.boolean(),
  })
  .map(({ ids, ...filters }) =>
    ids === undefined
      ? { ids, ...filters }
      : {
          ...filters,
          ids,
          packageId: undefined,
          clusterId: undefined,
          variables: undefined,
          longerThanSeconds: undefined,
          statuses: undefined,
        },
  );

/** How a wish is written down: as README has it. */
interface Style {
  readonly separator: string;
  readonly number: (text: string) => string;
  readonly line: (name: string, value: string) => string;
  readonly lines: (lines: string[]) => string;
  readonly boolean: (text: string) => string;
}

const same = (text: string) => text;
const right: fc.Arbitrary<Style> = fc.record({
  separator: fc.constantFrom(',', ' ', '\n', ', ', '\t', '\r\n', ' ,\n'),
  number: fc.constantFrom(
    same,
    (text: string) => `${text}.0`,
    (text: string) => `0${text}`,
    (text: string) => ` ${text}\n`,
  ),
  line: fc.constantFrom(
    (name: string, value: string) => `${name}="${value}"`,
    (name: string, value: string) => `  ${name} = '${value}'`,
    (name: string, value: string) => (/[\s,]\w+=/.test(value) ? `${name}="${value}"` : `${name}=${value}`),
    (name: string, value: string) => `${name.normalize('NFD')}="${value.normalize('NFD')}"`,
  ),
  lines: fc.constantFrom(
    (lines: string[]) => lines.join('\n'),
    (lines: string[]) => `# a=b\r\n${lines.join('\r\n  # c=d\r\n\r\n')}\r\n`,
  ),
  boolean: fc.constantFrom(same, (text: string) => text.toUpperCase()),
});
/** Mostly the first, now and then one of the others. */
const mostly = <T>(first: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** As it comes out of forms, shells, copied texts and misspelt expressions: some of it right, some of it not. */
const anyhow: fc.Arbitrary<Style> = right.chain((style) =>
  fc.record({
    separator: mostly(style.separator, '\u202f', '\u00a0', ';', '|', '\\n', '%0A'),
    number: mostly(
      style.number,
      (text: string) => `"${text}"`,
      (text: string) => [...text].join('\u202f'),
      (text: string) => [...text].join('\u200b'),
      (text: string) => `#${text}`,
      (text: string) => `$${text}`,
      (text: string) => `${text}?tab=1,2`,
      (text: string) => `https://xplenty.com/xplenation/jobs/${text}?tab=1,2`,
      (text: string) => `${text}.5`,
      () => 'null',
      () => '',
    ),
    line: mostly(
      style.line,
      (name: string, value: string) => `${name}=${value}`,
      (name: string, value: string) => `#${name}=${value}`,
    ),
    lines: mostly(
      style.lines,
      (lines: string[]) => lines.join(' '),
      (lines: string[]) => lines.join(', '),
      (lines: string[]) => lines.join('\\n'),
      (lines: string[]) => lines.join('%0A'),
      () => '',
    ),
    boolean: mostly(
      style.boolean,
      () => '',
      (text: string) => `${text} `,
      (text: string) => text.slice(0, 1),
      () => 'yes',
    ),
  }),
);

function inputsFor(wish: Wish, style: Style): Record<string, string> {
  const { ids, packageId, clusterId, variables, longerThanSeconds, statuses, dryRun } = wish;
  const given: Record<string, string | undefined> = {
    'job-id': ids?.map((one) => style.number(String(one))).join(style.separator),
    'package-id': packageId === undefined ? undefined : style.number(String(packageId)),
    'cluster-id': clusterId === undefined ? undefined : style.number(String(clusterId)),
    variables: variables && style.lines(variables.map(([name, value]) => style.line(name, value))),
    'running-longer-than-seconds':
      longerThanSeconds === undefined ? undefined : style.number(String(longerThanSeconds)),
    statuses: statuses?.join(style.separator),
    'dry-run': style.boolean(String(dryRun)),
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** What the action would terminate of these jobs. */
function terminatedBy(inputs: Inputs | undefined, jobs: readonly Job[]): number[] {
  if (inputs === undefined || inputs.dryRun) return [];
  const { selection } = inputs;
  if (selection === undefined) return jobs.map(({ id }) => id).filter((id) => inputs.jobs.some((ref) => ref.id === id));
  return jobs.filter((one) => matches(one, selection.filter)).map(({ id }) => id);
}

function wishedOf(wish: Wish, jobs: readonly Job[]): number[] {
  return jobs.filter((one) => isWished(one, wish)).map(({ id }) => id);
}

test('a wish that is written as README has it is what is terminated', () => {
  let [accepted, hits] = [0, 0];
  const property = fc.property(wish, right, jobs, (wish, style, jobs) => {
    const inputs = load(inputsFor(wish, style));
    // Without a filter, and with a runtime that no job can have, the step is refused.
    if (inputs === undefined) return;
    accepted++;
    const terminated = terminatedBy(inputs, jobs);
    hits += terminated.length;
    expect(terminated).toEqual(wishedOf(wish, jobs));
  });
  fc.assert(property, { numRuns: 1_000 });
  expect(accepted).toBeGreaterThan(500);
  expect(hits).toBeGreaterThan(100);
});

/** What happens to inputs on their way: names that are close to known ones, and variables that a shell drops. */
const way = mostly<(given: Record<string, string>) => Record<string, string | undefined>>(
  (given) => given,
  (given) => rename(given, (name) => name.replaceAll('-', '_')),
  (given) => rename(given, (name) => name.replaceAll('-', '')),
  (given) => rename(given, (name) => name.split('-')[0] ?? ''),
  (given) => rename(given, (name) => `${name}s`),
  (given) => rename(given, (name) => name.replace(/(.)(.)$/, '$2$1')),
  (given) => ({
    ...given,
    ...Object.fromEntries(
      Object.keys(ACTION_INPUTS).map((name) => [name, name.includes('-') ? undefined : (given[name] ?? '')]),
    ),
    statuses: given.statuses ?? ACTION_INPUTS.statuses?.default,
    variables: given.variables ?? 'any',
  }),
);

function rename(given: Record<string, string>, change: (name: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, text]) => [change(name), text]));
}

test('whatever becomes of a wish on its way, no job is terminated that was not wished', () => {
  let [accepted, refused] = [0, 0];
  const property = fc.property(wish, anyhow, way, jobs, (wish, style, way, jobs) => {
    const inputs = load(way(inputsFor(wish, style)), { XPLENTY_API_KEY: 'key', XPLENTY_ACCOUNT_ID: 'xplenation' });
    if (inputs === undefined) refused++;
    else accepted++;
    const wished = wishedOf(wish, jobs);
    expect(terminatedBy(inputs, jobs).filter((id) => !wished.includes(id))).toEqual([]);
  });
  fc.assert(property, { numRuns: 3_000 });
  expect(accepted).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
});

test('an input that was given is never silently ignored', () => {
  const texts: Readonly<Record<string, readonly string[]>> = {
    'job-id': ['305', '305,306', 'https://api.xplenty.com/acme/api/jobs/305', '#', 'x'],
    'package-id': ['103', '1', 'x', '0'],
    'cluster-id': ['176', 'x'],
    variables: ['a=1', '# a=1', 'a', 'a=1 b=2'],
    'running-longer-than-seconds': ['60', 'x'],
    statuses: ['idle', 'running', 'idle,queued', ','],
    'dry-run': ['true', 'TRUE', 'x'],
    'account-id': ['acme', 'null', ''],
    'wait-for-stopped': ['true', 'x'],
    'timeout-seconds': ['5', '1e9', 'x'],
    'poll-interval-seconds': ['5', '0.01', 'x'],
    'request-timeout-seconds': ['5', 'x'],
    'api-url': ['https://proxy.example', 'x'],
  };
  const given = fc
    .subarray(Object.keys(texts), { minLength: 1, maxLength: 4 })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, fc.constantFrom(...(texts[name] ?? []))]))),
    );
  let accepted = 0;
  const property = fc.property(given, (given) => {
    const inputs = load(given);
    if (inputs === undefined) return;
    accepted++;
    for (const name of Object.keys(given)) {
      const { [name]: _, ...others } = given;
      expect({ name, isIgnored: isDeepStrictEqual(load(others), inputs) }).toEqual({ name, isIgnored: false });
    }
  });
  fc.assert(property, { numRuns: 1_000 });
  expect(accepted).toBeGreaterThan(50);
});
