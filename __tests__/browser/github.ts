import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGemoji from 'remark-gemoji';
import remarkGfm from 'remark-gfm';
import remarkGithub from 'remark-github';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const require = createRequire(import.meta.url);

/**
 * GitHub-flavoured Markdown as GitHub makes HTML of it: with its mentions, references, emoji codes and mathematics,
 * raw HTML let through, and all of it sanitised by the schema that follows GitHub's own.
 */
const markdown = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkGemoji)
  .use(remarkGithub, { repository: 'owner/repository' })
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize)
  .use(rehypeStringify);

export function toHtml(text: string): string {
  return String(markdown.processSync(text));
}

export type Theme = 'light' | 'dark';

/** The HTML in a document with GitHub's style, as wide as the column of a workflow run's page. */
export function documentOf(html: string, theme: Theme): string {
  const css = readFileSync(require.resolve(`github-markdown-css/github-markdown-${theme}.css`), 'utf8');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Summary</title><style>${css}
body { margin: 0; background: ${theme === 'dark' ? '#0d1117' : '#ffffff'}; }
article { padding: 24px; max-width: 960px; box-sizing: border-box; }
</style></head>
<body><article class="markdown-body">${html}</article></body>
</html>`;
}

/** The script that draws Mermaid diagrams, whole. */
export const MERMAID = require.resolve('mermaid').replace(/mermaid\.core\.mjs$/, 'mermaid.min.js');
