// Builds dist/, what a workflow downloads and runs: ncc bundles it, terser takes out what no code reaches.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from 'terser';

/** Names stay, lines stay: dist/ is there to be read and audited, only smaller than half as much again. */
const READABLE = {
  module: true,
  mangle: false,
  compress: { defaults: false, dead_code: true, unused: true, side_effects: true, pure_getters: true, passes: 3 },
  format: { beautify: true, indent_level: 2, comments: false },
} as const;

/** Builds into `folder`. The same sources give the same bytes, wherever they lie. */
export async function build(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const ncc = join('node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  const options = ['--out', folder, '--license', 'licenses.txt', '--no-cache', '--quiet'];
  execFileSync(process.execPath, [ncc, 'build', join('src', 'index.ts'), ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    const { code } = await minify(lighter(readFileSync(join(folder, file), 'utf8')), READABLE);
    writeFileSync(join(folder, file), `${code}\n`);
  }
}

/**
 * Two things that a run would wait for before its request leaves (bench/README.md has the figures):
 *
 * - ncc makes a `require` for each place that names one of Node's modules, and each call goes through the CommonJS
 *   loader. Node hands its modules out directly since 20.16.
 * - @actions/core makes a `Summary` as it is loaded, and takes `fs.promises` for it, which loads a score of Node's
 *   modules. This action does not use it: told that making one has no effect, terser leaves it out.
 */
function lighter(code: string): string {
  return code
    .replaceAll('__WEBPACK_EXTERNAL_createRequire(import.meta.url)(', 'process.getBuiltinModule(')
    .replace('import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";\n', '')
    .replace('new Summary()', '/* @__PURE__ */ new Summary()');
}

/** Beside dist/ first, and then in its place: whoever runs dist/ meanwhile finds it whole. */
if (import.meta.main) {
  const fresh = mkdtempSync('dist-');
  await build(fresh);
  rmSync('dist', { recursive: true, force: true });
  renameSync(fresh, 'dist');
}
