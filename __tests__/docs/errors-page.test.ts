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
      ['src/later/failing/failing.ts', 'src/index.ts'].flatMap(nodesOf).flatMap(titleOf).map(withoutNumbers),
    );
    expect(titles.size).toBeGreaterThanOrEqual(8);
    const [, ...sections] = headings(PAGE);
    const others = ['What stood in the way', 'Status codes', 'Warnings'];
    expect(sections.filter((heading) => !others.includes(heading)).sort()).toEqual([...titles].sort());
  });

  test('tells what to do about each status code that has a hint', () => {
    const codes = nodesOf('src/later/failing/failing.ts').flatMap((node) =>
      ts.isPropertyAssignment(node) && ts.isNumericLiteral(node.name) ? [node.name.text] : [],
    );
    expect(codes.length).toBeGreaterThanOrEqual(5);
    expect(codes.filter((code) => !PAGE.text.includes(`\n| ${code} |`))).toEqual([]);
  });

  test('tells what to do about each thing that can stand in the way', () => {
    const files = ['errors', 'client', 'job'].map((name) => `src/xplenty/${name}.ts`);
    const words = files.flatMap((file) => nodesOf(file).flatMap(beginning));
    const faults = words.filter((text) => /^(the|there|it|tried) /.test(text));
    expect(faults.length).toBeGreaterThanOrEqual(15);
    expect(faults.filter((text) => !PAGE.text.includes(text))).toEqual([]);
  });

  test('tells of each input and of each warning', () => {
    const inputs = Object.keys(readActionMetadata(REPOSITORY).inputs);
    expect(inputs.filter((name) => !PAGE.text.includes(`\`${name}\``))).toEqual([]);
    const warnings = nodesOf('src/report/journal.ts')
      .flatMap(beginning)
      .filter((text) => /^The .* is used up$/.test(text));
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

/** The title that a node gives to an annotation: `title: '…'`, `const title = '…'`, or the second argument of log.error. */
function titleOf(node: ts.Node): string[] {
  const isNamedTitle =
    (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && node.name.getText() === 'title';
  if (isNamedTitle) return textOf(node.initializer);
  if (ts.isCallExpression(node) && node.expression.getText() === 'log.error') return textOf(node.arguments[1]);
  return [];
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
