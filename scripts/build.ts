// Builds dist/, what a workflow downloads and runs: ncc bundles it, terser takes out what no code reaches.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { minify } from 'terser';

/** CommonJS starts sooner than an ES module (bench/README.md). package.json of the repository says otherwise for src/. */
const PACKAGE_JSON = `${JSON.stringify({ type: 'commonjs' }, undefined, 2)}\n`;

/** Names stay, lines stay: dist/ is there to be read and audited, only smaller than half as much again. */
const READABLE = {
  toplevel: true,
  mangle: false,
  compress: { defaults: false, dead_code: true, unused: true, side_effects: true, pure_getters: true, passes: 3 },
  format: { beautify: true, indent_level: 2, comments: false },
} as const;

/** Builds into `folder`, which is made anew. The same sources give the same bytes, wherever they lie. */
export async function build(folder: string): Promise<void> {
  const entry = resolve('src', 'index.ts');
  const { code, assets } = await ncc(entry, { esm: false, license: 'licenses.txt', cache: false, quiet: true });
  const files = Object.entries(assets).map(([name, { source }]) => [name, String(source)] as const);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, text] of [['index.js', code] as const, ...files]) {
    writeFileSync(join(folder, name), name.endsWith('.js') ? await readable(text) : text);
  }
  writeFileSync(join(folder, 'package.json'), PACKAGE_JSON);
}

async function readable(code: string): Promise<string> {
  const { code: text = '' } = await minify(withoutSummary(code), READABLE);
  return `${compiledAtOnce(text)}\n`;
}

/**
 * @actions/core makes a `Summary` as it is loaded, and takes `fs.promises` for it, which loads a score of Node's modules:
 * a run would wait for them before its request leaves. This action does not use it. Told that making one has no effect,
 * terser leaves it out.
 */
function withoutSummary(code: string): string {
  return code.replace('new Summary()', '/* @__PURE__ */ new Summary()');
}

/**
 * Puts each of the bundle's modules into brackets, which has V8 compile them as it reads them. It would read each of them
 * twice else: once to find its end, and once when it is loaded (https://v8.dev/blog/preparser, "PIFEs").
 */
function compiledAtOnce(code: string): string {
  return code.replaceAll(/^( +)(\d+: )((?:\([^)]*\)|\w+) => \{\n.*?^\1\})(,?)$/gms, '$1$2($3)$4');
}

/** Beside dist/ first, and then in its place: whoever runs dist/ meanwhile finds it whole. */
if (import.meta.main) {
  const fresh = mkdtempSync('dist-');
  await build(fresh);
  rmSync('dist', { recursive: true, force: true });
  renameSync(fresh, 'dist');
}
