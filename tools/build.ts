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
  format: { beautify: true, indent_level: 2, comments: false },
} as const;

/** Builds into `folder`, which is made anew. The same sources give the same bytes, wherever they are. */
export async function build(folder: string): Promise<void> {
  const root = process.cwd();
  // ncc takes `paths` from the tsconfig.json of the working directory: src/ has stubs for what this action never uses.
  process.chdir(join(root, 'src'));
  const options = { esm: false, license: 'licenses.txt', cache: false, quiet: true } as const;
  const { code, assets } = await ncc(resolve('index.ts'), options);
  process.chdir(root);
  const { code: readable = '' } = await minify(code, OPTIONS);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.js'), `${readable}\n`);
  writeFileSync(join(folder, 'licenses.txt'), String(assets['licenses.txt']?.source ?? ''));
  // CommonJS starts sooner than an ES module. package.json of the repository says otherwise for src/.
  writeFileSync(join(folder, 'package.json'), '{\n  "type": "commonjs"\n}\n');
}

if (import.meta.main) await build('dist');
