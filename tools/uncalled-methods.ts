import ts from 'typescript';

/** What the language calls by itself, without anybody's writing it. */
const CALLED_BY_THE_LANGUAGE = new Set(['next', 'return', 'throw', 'then', 'toJSON', 'toString', 'valueOf']);

/**
 * Takes out the methods of classes whose names stand nowhere else: neither behind a dot, nor in a text, nor as
 * what is taken from an object by its name. terser does so for functions, and leaves classes whole: two thirds of
 * @actions/http-client are ways to send requests that this action does not send.
 *
 * @param code a script that makes no names of methods out of parts
 * @param others the scripts that may get an object of its classes, and call their methods
 */
export function withoutUncalledMethods(code: string, others: readonly string[] = []): string {
  const { methods, names } = namesIn(code);
  const elsewhere = new Set(others.flatMap((other) => [...namesIn(other).names]));
  const isUncalled = ({ name }: ts.MethodDeclaration) =>
    ts.isIdentifier(name) && ![names, elsewhere, CALLED_BY_THE_LANGUAGE].some((known) => known.has(name.text));
  const uncalled = methods.filter(isUncalled);
  if (uncalled.length === 0) return code;
  const shorter = uncalled.reduceRight((rest, node) => rest.slice(0, node.getFullStart()) + rest.slice(node.end), code);
  // What only they called is called by nobody now.
  return withoutUncalledMethods(shorter, others);
}

/** The methods of a script's classes, in their order, and all names by which any could be called. */
function namesIn(code: string): { methods: ts.MethodDeclaration[]; names: Set<string> } {
  const methods: ts.MethodDeclaration[] = [];
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isMethodDeclaration(node) && ts.isClassLike(node.parent)) methods.push(node);
    if (ts.isPropertyAccessExpression(node)) names.add(node.name.text);
    if (ts.isStringLiteralLike(node)) names.add(node.text);
    if (ts.isBindingElement(node) && ts.isIdentifier(node.propertyName ?? node.name))
      names.add((node.propertyName ?? node.name).getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('script.js', code, ts.ScriptTarget.Latest, true));
  return { methods, names };
}
