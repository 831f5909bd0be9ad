// Builds dist/, what a workflow downloads and runs: ncc bundles it, terser takes out what no code reaches, and what a
// plain run calls is put into brackets, so that V8 reads it once.
import { globSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { type MinifyOptions, minify } from 'terser';
import { bracketed } from './brackets.ts';
import { calledFunctions } from './called-functions.ts';
import { withoutUncalledMethods } from './uncalled-methods.ts';

/** CommonJS starts sooner than an ES module (bench/README.md). package.json of the repository says otherwise for src/. */
const PACKAGE_JSON = `${JSON.stringify({ type: 'commonjs' }, undefined, 2)}\n`;

/**
 * What a run may not need lies in `later/NAME/NAME.ts`, with what only it needs beside it, and is loaded where it is
 * needed. It becomes a file of its own, NAME.js: as chunks of one bundle they would be numbered, and webpack would have
 * to keep apart every module that they share.
 */
const PARTS = { '/\\/later\\/([\\w-]+)\\/\\1\\.js$/': './$1.js', 'tunnel-itself': './tunnel.js' };
/** What a part takes from outside of its folder. `shared.ts` has index.js give it out. */
const THE_REST = { ...PARTS, '/^\\.\\.\\//': './index.js' };

/** Names stay, lines stay: dist/ is there to be read and audited, only smaller than half as much again. */
const READABLE = {
  toplevel: true,
  mangle: false,
  compress: { defaults: false, dead_code: true, unused: true, side_effects: true, pure_getters: true, passes: 3 },
  format: { beautify: true, indent_level: 2, comments: false, shorthand: true },
} as const;

/**
 * For the parts, since V8 reads text sooner that has one byte a letter. index.js has its two other letters as they are: as
 * text of one byte it would lie where V8 collects garbage, which it would then do twice (bench/README.md).
 */
const IN_ASCII = { ...READABLE, format: { ...READABLE.format, ascii_only: true } } as const;

/** Builds into `folder`, which is made anew. The same sources give the same bytes, wherever they lie. */
export async function build(folder: string): Promise<void> {
  const entries = globSync('src/**/later/*/').map(
    (part) => [basename(part), join(part, `${basename(part)}.ts`)] as const,
  );
  const index = await bundle(resolve('src', 'index.ts'), PARTS, READABLE);
  const tunnel = await bundle(createRequire(import.meta.url).resolve('tunnel-itself'), {}, IN_ASCII);
  const bundled = new Map([
    ['index.js', index.code],
    ['tunnel.js', tunnel.code],
  ]);
  for (const [name, entry] of entries)
    bundled.set(`${name}.js`, (await bundle(resolve(entry), THE_REST, IN_ASCII)).code);
  checkShared(bundled);
  const scripts = new Map<string, string>();
  for (const [name, code] of bundled) {
    const others = [...bundled].flatMap(([other, text]) => (other === name ? [] : text));
    scripts.set(name, withoutUncalledMethods(code, others));
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, code] of scripts) writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, 'licenses.txt'), `${index.licenses}\n${tunnel.licenses}`);
  writeFileSync(join(folder, 'package.json'), PACKAGE_JSON);
  for (const [name, called] of await calledFunctions(folder)) {
    writeFileSync(join(folder, name), bracketed(scripts.get(name) ?? '', called));
  }
}

async function bundle(entry: string, externals: Record<string, string>, how: MinifyOptions) {
  const options = { esm: false, license: 'licenses.txt', cache: false, quiet: true, externals } as const;
  const { code, assets } = await ncc(entry, options);
  const { 'licenses.txt': licenses, ...others } = assets;
  if (Object.keys(others).length > 0) throw new Error(`${entry} brings more files than one: ${Object.keys(others)}.`);
  return { code: await readable(code, how), licenses: String(licenses?.source ?? '') };
}

/** @throws Error where a part takes from index.js what is not in shared.ts, or where a part is missing */
function checkShared(scripts: ReadonlyMap<string, string>): void {
  const shared = new Set(
    [...(scripts.get('index.js') ?? '').matchAll(/^ +(\w+): \(\) => \1,?$/gm)].map(([, name]) => name),
  );
  for (const [file, code] of scripts) {
    for (const [, name = ''] of code.matchAll(/\bexternal_index_js_namespaceObject\.(\w+)/g)) {
      if (!shared.has(name))
        throw new Error(`${file} takes ${name} from index.js, but src/shared.ts does not have it.`);
    }
    for (const [, part = ''] of code.matchAll(/\brequire\("\.\/([^"]+)"\)/g)) {
      if (!scripts.has(part)) throw new Error(`${file} loads ${part}, which is none of the files of dist/.`);
    }
  }
}

async function readable(code: string, how: MinifyOptions): Promise<string> {
  const { code: text = '' } = await minify(withoutCopies(withoutSummary(code)), how);
  return `${text}\n`;
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
 * What `import()` brings is used as it is. webpack would copy it, name by name, into an object that shows CommonJS as an ES
 * module, which nobody here looks for.
 */
function withoutCopies(code: string): string {
  return code.replaceAll(
    /\b__nccwpck_require__\.t\.bind\(__nccwpck_require__, (\d+), 23\)/g,
    '() => __nccwpck_require__($1)',
  );
}

/** Beside dist/ first, and then in its place: whoever runs dist/ meanwhile finds it whole. */
if (import.meta.main) {
  const fresh = mkdtempSync('dist-');
  await build(fresh);
  rmSync('dist', { recursive: true, force: true });
  renameSync(fresh, 'dist');
}
