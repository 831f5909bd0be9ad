// Builds dist/, what a workflow downloads and runs: ncc bundles src/, terser takes out what no code reaches.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { minify } from 'terser';

// Names stay, lines stay, and no character is hidden: dist/ is there to be read and audited.
const FORMAT = { beautify: true, indent_level: 1, comments: false, shorthand: true, ascii_only: true };
const REACHED = { defaults: false, dead_code: true, evaluate: true, reduce_vars: true, unused: true, passes: 3 };
// @actions/core makes a Summary and loads Node's modules for parts of it that no code here uses.
const PURE = { side_effects: true, pure_funcs: ['require'], pure_getters: true, pure_new: true };

/** What a runner starts, and what is left out of its bundle: the guard's main stage makes no request. */
const ENTRIES = { index: {}, guard: { '@actions/http-client': 'http', '@actions/http-client/lib/auth': 'http' } };

/** Builds into `folder`, which is made anew. The same sources give the same bytes, wherever they are. */
export async function build(folder: string): Promise<void> {
  const dist = resolve(folder);
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  // ncc takes `paths` from the tsconfig.json of the working directory: src/ has stubs for what this action never uses.
  process.chdir('src');
  for (const [entry, externals] of Object.entries(ENTRIES)) {
    const options = { esm: false, license: 'licenses.txt', cache: false, quiet: true, externals } as const;
    const { code, assets } = await ncc(resolve(`${entry}.ts`), options);
    const compressed = await minify(code, {
      toplevel: true,
      mangle: false,
      compress: { ...REACHED, ...PURE, join_vars: true },
      format: FORMAT,
    });
    writeFileSync(join(dist, `${entry}.js`), `${compressed.code}\n`);
    if (entry === 'index') writeFileSync(join(dist, 'licenses.txt'), String(assets['licenses.txt']?.source));
  }
  copyFileSync('guard-post.cjs', join(dist, 'guard-post.js'));
  process.chdir('..');
  // CommonJS starts sooner than an ES module. package.json of the repository says otherwise for src/.
  writeFileSync(join(dist, 'package.json'), '{\n  "type": "commonjs"\n}\n');
}
if (import.meta.main) await build('dist');
