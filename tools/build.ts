// Builds dist/, what a workflow downloads and runs: ncc bundles src/ into one file, terser takes out what no code reaches.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { type MinifyOptions, minify } from 'terser';

/** Names stay, lines stay: dist/ is there to be read and audited. */
const OPTIONS: MinifyOptions = {
  toplevel: true,
  mangle: false,
  compress: {
    defaults: false,
    dead_code: true,
    unused: true,
    side_effects: true,
    // What @actions/core loads of Node, but no code here uses: the guard's main stage starts in two thirds of the time.
    pure_funcs: ['require'] as string[],
    pure_getters: true,
    // @actions/core makes a Summary as it is loaded, which loads a score of Node's modules; this action does not use it.
    pure_new: true,
    evaluate: true,
    reduce_vars: true,
    passes: 3,
  },
  format: { beautify: true, indent_level: 1, comments: false, shorthand: true },
};

/** What runners start, and what is not bundled with it, for it is not used: terser takes out the calls that would load it. */
const ENTRIES = {
  index: {},
  // The client is for @actions/core's OIDC tokens.
  guard: { '@actions/http-client': 'http', '@actions/http-client/lib/auth': 'http' },
};

/** Builds into `folder`, which is made anew. The same sources give the same bytes, wherever they are. */
export async function build(folder: string): Promise<void> {
  const root = process.cwd();
  // ncc takes `paths` from the tsconfig.json of the working directory: src/ has stubs for what this action never uses.
  process.chdir(join(root, 'src'));
  const bundled = [];
  for (const [entry, externals] of Object.entries(ENTRIES)) {
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
  copyFileSync(join('src', 'guard-post.cjs'), join(folder, 'guard-post.js'));
  // CommonJS starts sooner than an ES module. package.json of the repository says otherwise for src/.
  writeFileSync(join(folder, 'package.json'), '{\n  "type": "commonjs"\n}\n');
}

if (import.meta.main) await build('dist');
