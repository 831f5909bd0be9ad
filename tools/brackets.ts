import ts from 'typescript';
import type { Range } from './called-functions.ts';

/**
 * Puts functions into brackets, which has V8 compile them together with what is around them. It would read each of them
 * twice else: once to find its end, and again when it is first called (https://v8.dev/blog/preparser, "PIFEs").
 *
 * A function that is declared in another becomes a variable at its top: there all of it knows the function, as before.
 * Methods of classes are left as they are, for nothing can stand around them.
 *
 * @param code a script
 * @param called the functions for which it is done
 */
export function bracketed(code: string, called: readonly Range[]): string {
  const script = ts.createSourceFile('script.js', code, ts.ScriptTarget.Latest, true);
  const byEnd = Map.groupBy(called, ({ endOffset }) => endOffset);

  /** V8 counts from the word `function`, or from the parameters; `async` may stand before. */
  function isCalled({ body, end }: ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction, from: number) {
    const bodyAt = body?.getStart() ?? 0;
    return byEnd.get(end)?.some(({ startOffset }) => startOffset >= from && startOffset < bodyAt) ?? false;
  }

  /** Only at the top of a function: a variable of an inner block would be known outside of it. */
  function isMoved(node: ts.Node): node is ts.FunctionDeclaration {
    if (!ts.isFunctionDeclaration(node) || !ts.isBlock(node.parent)) return false;
    return ts.isFunctionLike(node.parent.parent) && isCalled(node, node.getStart());
  }

  /** The text of a node, with all functions in it bracketed. */
  function rewritten(node: ts.Node): string {
    const from = node.getStart();
    if (ts.isBlock(node)) return block(node);
    if (isMoved(node)) return `var ${node.name?.text} = (${inside(node)});`;
    if (!(ts.isArrowFunction(node) || ts.isFunctionExpression(node))) return inside(node);
    return isCalled(node, from) && !ts.isParenthesizedExpression(node.parent) ? `(${inside(node)})` : inside(node);
  }

  function inside(node: ts.Node): string {
    let text = '';
    let at = node.getStart();
    ts.forEachChild(node, (child) => {
      text += code.slice(at, child.getStart()) + rewritten(child);
      at = child.end;
    });
    return text + code.slice(at, node.end);
  }

  /** Directives ("use strict") first, then the functions that become variables, then the rest. */
  function block({ statements, end }: ts.Block): string {
    const isDirective = (node: ts.Statement) => ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
    const rank = (node: ts.Statement) => (isDirective(node) ? 0 : isMoved(node) ? 1 : 2);
    const inOrder = [...statements].sort((one, other) => rank(one) - rank(other));
    const texts = inOrder.map((node) => code.slice(node.getFullStart(), node.getStart()) + rewritten(node));
    return `{${texts.join('')}${code.slice(statements.end, end)}`;
  }

  return code.slice(0, script.getStart()) + inside(script);
}
