import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { REPOSITORY } from './workflow-files.ts';

// The other files that GitHub reads of a repository. GitHub tells of a mistake in them to nobody but their author.

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly unknown[] };
}

interface Update {
  readonly 'package-ecosystem': string;
  readonly directory?: string;
  readonly directories?: readonly string[];
}

test('the form for a bug asks for the debug log, and for no secrets', () => {
  const form = read('.github/ISSUE_TEMPLATE/bug.yml');
  const fields: Field[] = form.body;
  expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
  const questions = fields.filter(({ type }) => type !== 'markdown');
  expect(
    fields.filter(({ type }) => !['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'].includes(type)),
  ).toEqual([]);
  expect(questions.filter(({ id, attributes }) => !/^[\w-]+$/.test(id ?? '') || !attributes.label)).toEqual([]);
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  expect(questions.find(({ id }) => id === 'log')).toMatchObject({ validations: { required: true } });
  expect(questions.find(({ id }) => id === 'secrets')).toMatchObject({ attributes: { options: [{ required: true }] } });
});

test('the form names only files that are there', () => {
  const text = readFileSync(join(REPOSITORY, '.github/ISSUE_TEMPLATE/bug.yml'), 'utf8');
  const named = [...text.matchAll(/`([\w./]+\.md)`/g)].map(([, file]) => file ?? '');
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((file) => !existsSync(join(REPOSITORY, file)))).toEqual([]);
});

test('Dependabot looks after everything that can age, and in groups', () => {
  const { updates } = read('.github/dependabot.yml');
  const cared = updates.flatMap((update: Update) =>
    (update.directories ?? [update.directory]).map((folder) => `${update['package-ecosystem']} ${folder}`),
  );
  expect(cared).toEqual(expect.arrayContaining(['npm /', 'github-actions /']));
  for (const { groups, schedule } of updates) {
    expect(Object.values(groups)).toEqual([{ patterns: ['*'] }]);
    expect(schedule).toEqual({ interval: 'weekly' });
  }
});

test('CHANGELOG.md begins with the version in package.json, which has a date once it is released', () => {
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
  const [, latest, date] = /^## (\S+) \((.*)\)$/m.exec(readFileSync(join(REPOSITORY, 'CHANGELOG.md'), 'utf8')) ?? [];
  expect(latest).toBe(version);
  expect(date).toMatch(/^(unreleased|\d{4}-\d\d-\d\d)$/);
});

function read(path: string) {
  return parse(readFileSync(join(REPOSITORY, path), 'utf8'));
}
