import { randomBytes } from 'node:crypto';
import { setOutput } from '@actions/core';
import { Log } from './github/log.ts';
import { Secrets } from './github/secrets.ts';
import { loadGuardInputs } from './guard/guard-inputs.ts';
import { saveChecked, saveGuardState, textsOf } from './guard/guard-state.ts';
import { InvalidInputsError } from './inputs.ts';

// The main stage of the guard. It sends nothing: it makes the tag, checks the inputs now rather than when they are needed, and
// leaves the post stage what it has to know.

process.exitCode = 1;
const { env } = process;
const secrets = new Secrets();
const log = new Log(secrets);

// Unique for this step: reusable workflows and the jobs of a matrix share everything else.
const tag = `guard-${env.GITHUB_RUN_ID ?? 0}-${env.GITHUB_RUN_ATTEMPT ?? 0}-${randomBytes(8).toString('hex')}`;
const earlierIds = env[env['INPUT_JOB-ID-VARIABLE'] || 'XPLENTY_JOB_ID'] ?? '';
const hasKey = Boolean(env['INPUT_API-KEY'] || env.XPLENTY_API_KEY);
// First of all, so that the post stage knows of it whatever comes.
saveGuardState({ tag, earlierIds, texts: textsOf(env), hasKey });

try {
  const { jobIdVariable, tagVariable, accountId } = loadGuardInputs(env, secrets);
  setOutput('tag', tag);
  saveChecked();
  if (earlierIds.trim() !== '') {
    log.warning(
      `${jobIdVariable} was set before the guard. These jobs will not be stopped. ` +
        'Place the guard before the step that starts the job.',
      `${jobIdVariable} was set before the guard`,
    );
  }
  const tagged = tagVariable === undefined ? '' : `, and active jobs with the variable ${tagVariable} = ${tag}`;
  log.info(
    `If this workflow job fails or is cancelled: stop the jobs of account ${accountId} in ${jobIdVariable}${tagged}.`,
  );
  process.exitCode = 0;
} catch (error) {
  if (!(error instanceof InvalidInputsError)) throw error;
  for (const problem of error.problems) log.error(problem, 'Invalid input: the guard will stop nothing');
}
