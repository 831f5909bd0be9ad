// Builds dist/, what a workflow downloads and runs: ncc bundles src/ into one file, terser takes out what no code reaches.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { minify } from 'terser';

/** Names stay, lines stay: dist/ is there to be read and audited. */
const OPTIONS = {
  toplevel: true,
  mangle: false,
  compress: {
    defaults: false,
    dead_code: true,
    unused: true,
    side_effects: true,
    pure_getters: true,
    // @actions/core makes a Summary as it is loaded, which loads a score of Node's modules; this action does not use it.
    pure_new: true,
    passes: 3,
  },
  format: { beautify: true, indent_level: 1, comments: false },
} as const;

/** What runners start: the action, and the two stages of the guard. The second is the action itself, which it loads. */
const ENTRIES = ['index', 'guard', 'guard-post'];

/** Builds into `folder`, which is made anew. The same sources give the same bytes, wherever they are. */
export async function build(folder: string): Promise<void> {
  const root = process.cwd();
  // ncc takes `paths` from the tsconfig.json of the working directory: src/ has stubs for what this action never uses.
  process.chdir(join(root, 'src'));
  const bundled = [];
  for (const entry of ENTRIES) {
    const externals = entry === 'guard-post' ? { './index.js': './index.js' } : {};
    const options = { esm: false, license: 'licenses.txt', cache: false, quiet: true, externals } as const;
    bundled.push({ entry, ...(await ncc(resolve(`${entry}.ts`), options)) });
  }
  process.chdir(root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const { entry, code, assets } of bundled) {
    const { code: readable = '' } = await minify(code, OPTIONS);
    writeFileSync(join(folder, `${entry}.js`), `${readable}\n`);
    if (entry === 'index') writeFileSync(join(folder, 'licenses.txt'), String(assets['licenses.txt']?.source ?? ''));
  }
  // CommonJS starts sooner than an ES module. package.json of the repository says otherwise for src/.
  writeFileSync(join(folder, 'package.json'), '{\n  "type": "commonjs"\n}\n');
}

if (import.meta.main) await build('dist');
