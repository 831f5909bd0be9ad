import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What a workflow's expressions can see, by the name of the context: `github`, `inputs`, `steps` and so on. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the steps before have ended, and whether the run was cancelled. */
export type JobStatus = 'success' | 'failure' | 'cancelled';

/**
 * Fills in the expressions of a text, as the runner does.
 *
 * @param written what the workflow says; YAML has turned some of it into numbers and booleans
 * @throws for an expression that names a context or a function that is not there
 */
export function fillIn(written: unknown, contexts: Contexts): string {
  return String(written ?? '').replace(/\$\{\{(.*?)\}\}/gs, (_, expression) =>
    evaluate(expression, contexts).coerceString(),
  );
}

/**
 * Whether a step or job runs. A condition that asks for no status means `success()` besides
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions).
 */
export function holds(condition: string | undefined, contexts: Contexts, status: JobStatus): boolean {
  const expression = (condition ?? 'success()').replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1');
  const asksForStatus = /\b(success|failure|cancelled|always)\(\)/.test(expression);
  const whole = asksForStatus ? expression : `success() && (${expression})`;
  return isTrue(evaluate(whole, contexts, status));
}

function evaluate(expression: string, contexts: Contexts, status: JobStatus = 'success'): data.ExpressionData {
  const functions = statusFunctions(status);
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), [...functions.values()]).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, known, functions).evaluate();
}

function statusFunctions(status: JobStatus) {
  const answers = {
    success: status === 'success',
    failure: status === 'failure',
    cancelled: status === 'cancelled',
    always: true,
  };
  return new Map(
    Object.entries(answers).map(([name, answer]) => [
      name,
      { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(answer) },
    ]),
  );
}

/** Empty, 0, false and null are not. */
function isTrue(value: data.ExpressionData): boolean {
  return !['', '0', 'false'].includes(value.coerceString());
}
