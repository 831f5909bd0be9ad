import { helpText } from './github/links.ts';
import { Log } from './github/log.ts';
import { RunnerFile } from './github/runner-file.ts';
import { Secrets } from './github/secrets.ts';
import { renderFailure } from './github/summary/summary.ts';
import { loadGuardInputs } from './guard/guard-inputs.ts';
import { saveGuardState, setBeforeGuard, textsOf } from './guard/guard-state.ts';
import { explainInvalid, namedJobs } from './guard/named-jobs.ts';
import { InvalidInputsError, loadRunner } from './inputs.ts';
import { quoted } from './parse/parse-error.ts';
import { trimmed } from './parse/words.ts';

// The main stage of the guard. It sends nothing: it makes the tag, checks the inputs now rather than when they are needed, and
// leaves the post stage what it has to know. It is to cost little more than starting Node, so it imports little.

process.exitCode = 1;
const { env } = process;
const secrets = new Secrets();
const log = new Log(secrets);
const { outputFile, summaryFile, docsUrl } = loadRunner();

try {
  main();
  process.exitCode = 0;
} catch (error) {
  if (error instanceof InvalidInputsError) fail('Invalid input: the guard will stop nothing', error.problems);
  else fail('Unexpected error', [`${(error as Error).message}. The guard will stop nothing.`]);
}

function main(): void {
  const stateFile = new RunnerFile(env.GITHUB_STATE ?? '');
  const earlierIds = env[trimmed(env['INPUT_JOB-ID-VARIABLE'] ?? '')] ?? '';
  const state = { tag: newTag(), earlierIds, texts: textsOf(env), wasChecked: false };
  // First of all, so that the post stage knows of it whatever comes.
  saveGuardState(stateFile, state);

  const inputs = loadGuardInputs(env, secrets);
  const { jobIdVariable, tagVariable, accountId, warnings } = inputs;
  const { invalid } = namedJobs(inputs.jobIds, inputs);
  if (invalid.length > 0) {
    const quote = (text: string) => quoted(text, (secret) => secrets.redact(secret));
    throw new InvalidInputsError([`job-id: ${explainInvalid(invalid, inputs, quote)}`]);
  }
  if (outputFile !== undefined) new RunnerFile(outputFile).replace(`tag=${state.tag}\n`);
  saveGuardState(stateFile, { ...state, wasChecked: true });

  for (const warning of warnings) log.warning(warning, 'Input changed');
  if (trimmed(earlierIds) !== '') {
    const earlier = namedJobs(earlierIds, inputs).jobs.map(({ id }) => id);
    for (const warning of setBeforeGuard(jobIdVariable, earlier)) log.warning(warning, 'Set before the guard');
  }
  const tagged = tagVariable === undefined ? '' : `, and active jobs with the variable ${tagVariable} = ${state.tag}`;
  log.info(
    `If this workflow job fails or is cancelled: stop jobs of account ${accountId} in ${jobIdVariable}${tagged}.`,
  );
}

/**
 * Unique for this step: reusable workflows and the jobs of a matrix share everything else. It is no secret, and to load
 * Node's crypto would take as long as the rest of this stage.
 */
function newTag(): string {
  const random = [Math.random(), Math.random()].map((number) => number.toString(36).slice(2)).join('');
  return `guard-${env.GITHUB_RUN_ID ?? 0}-${env.GITHUB_RUN_ATTEMPT ?? 0}-${random}`;
}

function fail(heading: string, problems: readonly string[]): void {
  const help = helpText(heading, docsUrl);
  for (const problem of problems) log.error(`${problem} ${help}`, heading);
  if (summaryFile === undefined) return;
  const redact = (text: string) => secrets.redact(text);
  new RunnerFile(summaryFile).replace(renderFailure(heading, problems, { redact, help: () => help }));
}
