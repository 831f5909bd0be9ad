import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import { headings, page, REPOSITORY } from './markdown.ts';

const PAGE = page('docs/errors.md');

describe('docs/errors.md', () => {
  test('has an entry for each title of an error, and for no other', () => {
    const titles = new Set(
      [
        ...nodesOf('src/jobs/job-error.ts').flatMap(titleOfJobError),
        ...nodesOf('src/github/report.ts').flatMap(titleOfAnnotation),
      ].map(withoutNumbers),
    );
    expect(titles.size).toBeGreaterThanOrEqual(8);
    const [, ...sections] = headings(PAGE);
    const others = ['What stood in the way', 'Status codes', 'Warnings'];
    expect(sections.filter((heading) => !others.includes(heading)).sort()).toEqual([...titles].sort());
  });

  test('says what to do about each status code that has advice', () => {
    const codes = nodesOf('src/jobs/job-error.ts').flatMap((node) =>
      ts.isPropertyAssignment(node) && ts.isNumericLiteral(node.name) ? [node.name.text] : [],
    );
    expect(codes.length).toBeGreaterThanOrEqual(5);
    expect(codes.filter((code) => !PAGE.text.includes(`\n| ${code} |`))).toEqual([]);
  });

  test('says what to do about each error of a request', () => {
    const files = ['errors', 'http', 'response', 'job'].map((name) => `src/api/${name}.ts`);
    const words = files.flatMap((file) => nodesOf(file).flatMap(beginning));
    const errors = words.filter((text) => /^(the|there|it|tried) /.test(text));
    expect(errors.length).toBeGreaterThanOrEqual(15);
    expect(errors.filter((text) => !PAGE.text.includes(text))).toEqual([]);
  });

  test('names each input and each warning', () => {
    const inputs = Object.keys(readActionMetadata(REPOSITORY).inputs);
    expect(inputs.filter((name) => !PAGE.text.includes(`\`${name}\``))).toEqual([]);
    const warnings = nodesOf('src/github/report.ts')
      .flatMap(beginning)
      .filter((text) => /^The (.* is used up|outputs|job summary)$/.test(text));
    expect(warnings).toHaveLength(3);
    expect(warnings.filter((title) => !PAGE.text.includes(title))).toEqual([]);
  });
});

/** All nodes of a source file. */
function nodesOf(path: string): ts.Node[] {
  const text = readFileSync(join(REPOSITORY, path), 'utf8');
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return nodes;
}

/** The title that a node gives to a JobError: `const title = '…'`, or the first argument of its constructor. */
function titleOfJobError(node: ts.Node): string[] {
  if (ts.isVariableDeclaration(node) && node.name.getText() === 'title') return textOf(node.initializer);
  const isJobError = ts.isNewExpression(node) && /^(Job|Selection)Error$/.test(node.expression.getText());
  return isJobError ? textOf(node.arguments?.[0]) : [];
}

/** The title that a node gives to an annotation: the second argument of `log.error`. */
function titleOfAnnotation(node: ts.Node): string[] {
  const isError = ts.isCallExpression(node) && node.expression.getText() === 'log.error';
  return isError ? textOf(node.arguments[1]) : [];
}

/** A text as it is written, with its placeholders. */
function textOf(node: ts.Node | undefined): string[] {
  if (node === undefined || !(ts.isStringLiteral(node) || ts.isTemplateLiteral(node))) return [];
  return [ts.isStringLiteral(node) ? node.text : node.getText().slice(1, -1)];
}

/** A text up to its first placeholder. */
function beginning(node: ts.Node): string[] {
  return textOf(node).map((text) => (text.split('${')[0] ?? '').replace(/[\s("]+$/, ''));
}

function withoutNumbers(title: string): string {
  return title.replace(/\$\{[^}]*\}/g, 'N');
}
