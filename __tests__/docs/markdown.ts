import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const REPOSITORY = resolve(import.meta.dirname, '../..');

export interface Page {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Every page of Markdown that people read here. */
export const PAGES: readonly Page[] = ['*.md', 'docs/**/*.md', 'examples/**/*.md', '.github/**/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: REPOSITORY }))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(REPOSITORY, path), 'utf8') }));

export function page(path: string): Page {
  const found = PAGES.find((one) => one.path === path);
  if (found === undefined) throw new Error(`there is no ${path}`);
  return found;
}

/** The headings of a page, without their `#`. */
export function headings({ text }: Page): string[] {
  return [...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => (heading ?? '').trim());
}

/** What GitHub makes of a heading, to be linked to: `#what-ends-how`. */
export function anchor(heading: string): string {
  const plain = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '');
  return `#${plain.replaceAll(' ', '-')}`;
}

/** The targets of a page's links and pictures. */
export function links({ text }: Page): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
}

function withoutCode(text: string): string {
  return text.replace(/^( *)```[\s\S]*?^\1```/gm, '').replace(/`[^`\n]*`/g, '');
}
