import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { runStep } from '../../../tools/runner/run-step.ts';
import { expectGone, useScriptAction } from './script-action.ts';

const run = useScriptAction();

/** Runs a script that prints a value as JSON. */
async function evaluate(expression: string, options: Parameters<typeof run>[1] = {}) {
  const { stdout } = await run(`import fs from 'node:fs'; console.log(JSON.stringify(${expression}));`, options);
  return JSON.parse(stdout);
}

describe('the environment of a step', () => {
  const secret = 'RUN_STEP_TEST_SECRET';

  afterEach(() => {
    delete process.env[secret];
    delete process.env.NODE_OPTIONS;
  });

  test('has the inputs, with the defaults of action.yml where nothing is given', async () => {
    const environment = await evaluate('process.env', { inputs: { 'job-id': ' 305\n' } });
    expect(environment).toMatchObject({ 'INPUT_JOB-ID': ' 305\n', INPUT_WAIT_FOR_STOPPED: 'false' });
  });

  test('has an input empty that is neither given nor has a default', async () => {
    expect(await evaluate('process.env')).toMatchObject({ 'INPUT_JOB-ID': '' });
  });

  test('has inputs that action.yml does not know, and takes known ones in any case', async () => {
    const environment = await evaluate('process.env', { inputs: { 'no such': 'x', 'Wait For STOPPED': 'true' } });
    expect(environment).toMatchObject({ INPUT_NO_SUCH: 'x', INPUT_WAIT_FOR_STOPPED: 'true' });
  });

  test('has what is set for the step, and of this machine only what a process needs', async () => {
    process.env[secret] = 'leaked';
    process.env.NODE_OPTIONS = '--no-warnings';
    const environment = await evaluate('process.env', { env: { XPLENTY_ACCOUNT_ID: 'xplenation' } });
    expect(environment.XPLENTY_ACCOUNT_ID).toBe('xplenation');
    expect(environment.PATH ?? environment.Path).toBe(process.env.PATH);
    // The rest are the few that Windows and macOS add to every process.
    const own = Object.keys(environment).filter((name) => !/^(CI$|GITHUB_|RUNNER_|INPUT_|XPLENTY_)/.test(name));
    const needed = /^(path|home|userprofile|tmpdir|te?mp|system(root|drive)|windir|comspec|__cf_user_text_encoding)$/i;
    expect(own.filter((name) => !needed.test(name))).toEqual([]);
  });

  test('has what the runner sets, which the step cannot change', async () => {
    const environment = await evaluate('process.env', { env: { GITHUB_ACTIONS: 'no', GITHUB_OUTPUT: 'no' } });
    expect(environment).toMatchObject({ GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_REPOSITORY: 'octocat/pipelines' });
    expect(environment.GITHUB_OUTPUT).not.toBe('no');
  });

  test('has what the runner sets for another repository or server where the test says so', async () => {
    const runner = { GITHUB_ACTION_REPOSITORY: '', GITHUB_SERVER_URL: 'https://github.example' };
    expect(await evaluate('process.env', { runner })).toMatchObject({ ...runner, GITHUB_ACTIONS: 'true' });
  });

  test('has what an earlier stage has saved, under its name, and no other state', async () => {
    const environment = await evaluate('process.env', { state: { tag: 'a', 'job-id': '305' } });
    expect(environment).toMatchObject({ STATE_tag: 'a', 'STATE_job-id': '305' });
    expect(Object.keys(await evaluate('process.env')).filter((name) => name.startsWith('STATE_'))).toEqual([]);
  });

  test('has RUNNER_DEBUG only with step debugging on', async () => {
    expect((await evaluate('process.env')).RUNNER_DEBUG).toBeUndefined();
    expect((await evaluate('process.env', { debug: true })).RUNNER_DEBUG).toBe('1');
  });

  test.each(['OUTPUT', 'STEP_SUMMARY', 'ENV', 'PATH', 'STATE'])('names an empty file in GITHUB_%s', async (name) => {
    expect(await evaluate(`fs.readFileSync(process.env.GITHUB_${name}, 'utf8')`)).toBe('');
  });

  test('puts the step into an empty workspace', async () => {
    const [same, entries] = await evaluate(
      '[fs.realpathSync(process.env.GITHUB_WORKSPACE) === fs.realpathSync("."), fs.readdirSync(".")]',
    );
    expect([same, entries]).toEqual([true, []]);
  });

  test('has standard input at its end', async () => {
    expect(await evaluate('fs.readFileSync(0, "utf8")')).toBe('');
  });
});

describe('the log of a step', () => {
  test('is parted into lines and commands, from both streams', async () => {
    const result = await run(`
      process.stdout.write('one\\n::error title=No::it broke\\n##[warning]careful\\n::notice::so\\n::debug::in short\\n');
      process.stderr.write('two\\r::error::on stderr\\nthree');
    `);
    expect([...result.lines].sort()).toEqual(['one', 'three', 'two']);
    expect([...result.errors].sort()).toEqual(['it broke', 'on stderr']);
    expect(result.commands.find(({ text }) => text === 'it broke')?.properties).toEqual({ title: 'No' });
    expect(result).toMatchObject({ warnings: ['careful'], notices: ['so'], debug: ['in short'] });
    expect(result.stderr).toBe('two\r::error::on stderr\nthree');
  });

  test('is shown masked from the mask on, and given unmasked', async () => {
    const shown: string[] = [];
    const result = await run(
      `console.log('s3cret'); console.log('::add-mask::s3cret'); console.log('key s3cret'); console.log('::error::s3cret');`,
      { onLogLine: (line) => shown.push(line) },
    );
    expect(shown).toEqual(['s3cret', 'key ***', 'Error: ***']);
    expect(result).toMatchObject({ lines: ['s3cret', 'key s3cret'], errors: ['s3cret'], masks: ['s3cret'] });
  });

  test('is shown as a person sees it', async () => {
    const show = async (debug: boolean) => {
      const shown: string[] = [];
      await run(`console.log('::group::Look\\n::warning::a%0Ab\\n::debug::d\\n::endgroup::\\n::notice::n');`, {
        debug,
        onLogLine: (line) => shown.push(line),
      });
      return shown;
    };
    expect(await show(false)).toEqual(['▼ Look', 'Warning: a', 'b', 'Notice: n']);
    expect(await show(true)).toContain('##[debug]d');
  });

  test('shows under step debugging the commands that show nothing else, the outputs and the state, masked', async () => {
    const shown: string[] = [];
    await run(
      `import fs from 'node:fs';
       console.log('::add-mask::s3cret\\n::notice::n\\n::set-output name=a::b');
       fs.appendFileSync(process.env.GITHUB_OUTPUT, 'key=s3cret\\n');
       fs.appendFileSync(process.env.GITHUB_STATE, 'c=d\\n');`,
      { debug: true, onLogLine: (line) => shown.push(line) },
    );
    expect(shown).toEqual([
      '::add-mask::***',
      'Notice: n',
      '::set-output name=a::b',
      '##[debug]Set output a = b',
      '##[debug]Set output key = ***',
      '##[debug]Save intra-action state c = d',
    ]);
  });

  test('makes ten annotations of each kind, their messages masked and cut, their titles neither', async () => {
    const { annotations, errors } = await run(`
      console.log('::add-mask::s3cret');
      for (let index = 0; index < 12; index++) console.log('::error title=No ' + index + ' s3cret::s3cret ' + index);
      console.log('::warning::' + 'x'.repeat(5000));
    `);
    expect(annotations).toHaveLength(11);
    expect(annotations[9]).toEqual({ kind: 'error', title: 'No 9 s3cret', message: '*** 9' });
    expect(annotations[10]).toEqual({ kind: 'warning', title: '', message: 'x'.repeat(4096) });
    expect(errors).toHaveLength(12);
  });

  test('is shown as it comes', async () => {
    const cancel = new AbortController();
    const result = await run(`console.log('ready'); setInterval(() => {}, 1000);`, {
      cancel: cancel.signal,
      onLogLine: () => cancel.abort(),
    });
    expect(result).toMatchObject({ lines: ['ready'], outcome: 'cancelled' });
  });

  test('holds characters whole that come in two pieces', async () => {
    const { lines } = await run(`
      const [first, ...rest] = Buffer.from('→\\n');
      process.stdout.write(Buffer.from([first]));
      setTimeout(() => process.stdout.write(Buffer.from(rest)), 50);
    `);
    expect(lines).toEqual(['→']);
  });
});

describe('what a step leaves', () => {
  const append = (name: string, text: string) =>
    `import fs from 'node:fs'; fs.appendFileSync(process.env.GITHUB_${name}, ${JSON.stringify(text)});`;

  test('is its outputs and its summary', async () => {
    const result = await run(
      append('OUTPUT', 'status=a\njob<<E\n{}\nE\n') + append('STEP_SUMMARY', '# Done\n').slice(26),
    );
    expect(result).toMatchObject({
      outcome: 'success',
      exitCode: 0,
      outputs: { status: 'a', job: '{}' },
      outputFileText: 'status=a\njob<<E\n{}\nE\n',
      summary: '# Done\n',
      runnerErrors: [],
    });
  });

  test('is its state, for a later stage', async () => {
    const result = await run(append('STATE', 'tag=a\nids<<E\n305\n306\nE\n'));
    expect(result).toMatchObject({ outcome: 'success', state: { tag: 'a', ids: '305\n306' }, outputs: {} });
    expect(await run(append('STATE', 'tag\n'))).toMatchObject({
      outcome: 'failure',
      runnerErrors: ["Unable to process file command 'state' successfully.", "Invalid format 'tag'"],
    });
  });

  test('is an output that something in the log has forged, unless the file has it too', async () => {
    const forge = `console.log('the service said ##[set-output name=status]stopped');`;
    expect((await run(forge)).outputs).toEqual({ status: 'stopped' });
    expect((await run(append('OUTPUT', 'status=running\n') + forge)).outputs).toEqual({ status: 'running' });
  });

  test('is a failure with an outputs file that the runner cannot read to its end', async () => {
    const shown: string[] = [];
    const result = await run(append('OUTPUT', 'status=stopped\noops\n'), { onLogLine: (line) => shown.push(line) });
    expect(result).toMatchObject({ outcome: 'failure', exitCode: 0, outputs: { status: 'stopped' } });
    expect(result.runnerErrors).toEqual([
      "Unable to process file command 'output' successfully.",
      "Invalid format 'oops'",
    ]);
    expect(shown).toEqual(result.runnerErrors.map((error) => `Error: ${error}`));
  });

  test.each([
    ['::set-env name=PATH::/tmp', 'The `set-env` command is disabled.'],
    ['::add-path::/tmp', 'The `add-path` command is disabled.'],
    ['::set-output::x', "Required field 'name' is missing in ##[set-output] command."],
    ['::save-state::x', "Required field 'name' is missing in ##[save-state] command."],
  ])('is a failure with a command that the runner refuses: %s', async (line, why) => {
    const result = await run(`console.log('${line}');`);
    expect(result).toMatchObject({ outcome: 'failure', exitCode: 0 });
    expect(result.runnerErrors).toEqual([`Unable to process command '${line}' successfully.`, why]);
  });

  test('is a failure with a block whose end is missing, and all in front of it counts', async () => {
    const result = await run(append('OUTPUT', 'status=stopped\njob<<E\n{}\n'));
    expect(result).toMatchObject({ outcome: 'failure', exitCode: 0, outputs: { status: 'stopped' } });
    expect(result.runnerErrors[1]).toBe("Invalid value. Matching delimiter not found 'E'");
  });

  test('is a summary up to 1 MiB', async () => {
    const { summary, runnerErrors } = await run(append('STEP_SUMMARY', 'x'.repeat(1024 * 1024)));
    expect([summary.length, runnerErrors]).toEqual([1024 * 1024, []]);
  });

  test('is no summary past 1 MiB, and an error that says so', async () => {
    const result = await run(append('STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1)));
    expect(result).toMatchObject({ outcome: 'success', summary: '' });
    expect(result.runnerErrors[0]).toContain('supports content up to a size of 1024k, got 1024k');
  });

  test('is its exit status', async () => {
    expect(await run('process.exitCode = 3;')).toMatchObject({ outcome: 'failure', exitCode: 3, signal: null });
  });

  test('goes to files that the test names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'files-'));
    try {
      const outputFile = join(folder, 'output');
      const summaryFile = join(folder, 'summary');
      writeFileSync(outputFile, 'before=1\n');
      const script = append('OUTPUT', 'after=2\n') + append('STEP_SUMMARY', 'page').slice(26);
      const result = await run(script, { outputFile, summaryFile });
      expect(result).toMatchObject({ outputs: { before: '1', after: '2' }, summary: 'page' });
      expect(readFileSync(summaryFile, 'utf8')).toBe('page');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is nothing where these files are not there, and a failure where they are folders', async () => {
    const outputFile = join(tmpdir(), 'no', 'such', 'file');
    expect(await run('', { outputFile })).toMatchObject({ outcome: 'success', outputs: {}, outputFileText: '' });
    expect(await run('', { outputFile: tmpdir(), summaryFile: tmpdir() })).toMatchObject({
      outcome: 'failure',
      outputs: {},
      summary: '',
    });
  });

  test('is no file and no process of its own', async () => {
    const { stdout } = await run(`
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      child.unref();
      console.log(JSON.stringify([child.pid, process.env.RUNNER_TEMP]));
    `);
    const [pid, temp] = JSON.parse(stdout);
    expect(existsSync(temp)).toBe(false);
    await expectGone(pid);
  });
});

describe('a step', () => {
  test('is timed from its start to its exit', async () => {
    const startedAt = performance.now();
    const { milliseconds } = await run('setTimeout(() => {}, 300);');
    expect(milliseconds).toBeGreaterThan(300);
    expect(milliseconds).toBeLessThan(performance.now() - startedAt);
  });

  test('has its own peak of memory measured, whatever the memory of this process', async () => {
    const ballast = Buffer.alloc(200 * 1024 * 1024, 1);
    const small = await run('', { measureMemory: true });
    const large = await run('globalThis.kept = Buffer.alloc(150 * 1024 * 1024, 1);', { measureMemory: true });
    expect(ballast.length).toBeGreaterThan(0);
    expect(small.peakMemoryKb).toBeGreaterThan(20 * 1024);
    expect(small.peakMemoryKb).toBeLessThan(120 * 1024);
    expect(large.peakMemoryKb).toBeGreaterThan(150 * 1024 + 20 * 1024);
  });

  test('has nothing loaded into it when no memory is measured', async () => {
    expect(await evaluate('[process.execArgv, process.env.PEAK_MEMORY_FILE]')).toEqual([[], null]);
    expect((await run('')).peakMemoryKb).toBeUndefined();
  });

  test('takes arguments for Node', async () => {
    expect(await evaluate('process.execArgv', { nodeArguments: ['--no-deprecation'] })).toEqual(['--no-deprecation']);
  });

  test('runs on another Node where STEP_NODE says so', async () => {
    process.env.STEP_NODE = '/nowhere/node';
    try {
      await expect(run('')).rejects.toThrow('/nowhere/node');
    } finally {
      delete process.env.STEP_NODE;
    }
  });

  test('is refused on another Node than action.yml asks for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'action-'));
    try {
      writeFileSync(join(folder, 'action.yml'), 'runs: { using: node99, main: index.js }\n');
      await expect(runStep({ inputs: {}, actionFolder: folder })).rejects.toThrow('action.yml asks for node99');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
