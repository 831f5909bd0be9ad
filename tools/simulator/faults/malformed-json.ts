/** Bodies that say they are a job and are none, each from the service's own answer. */
export const MALFORMED_JSON = {
  html: () => '<!DOCTYPE html><html><body><h1>Please sign in</h1></body></html>',
  empty: () => '',
  spaces: () => ' \r\n\t ',
  text: () => 'OK',
  array: (body: string) => `[${body}]`,
  'empty-array': () => '[]',
  'empty-object': () => '{}',
  null: () => 'null',
  true: () => 'true',
  number: () => '305',
  string: (body: string) => JSON.stringify(body),
  truncated: (body: string) => body.slice(0, -Math.ceil(body.length / 3)),
  'byte-order-mark': (body: string) => `\uFEFF${body}`,
  'two-documents': (body: string) => `${body}\n${body}`,
  'trailing-comma': (body: string) => body.replace(/\}$/, ',}'),
  'single-quotes': (body: string) => body.replaceAll('"', "'"),
  jsonp: (body: string) => `callback(${body})`,
  'invalid-utf8': (body: string) =>
    Buffer.concat([Buffer.from(body.slice(0, -1)), Buffer.from(',"x":"\xff\xc3"}', 'latin1')]),
  utf16: (body: string) => Buffer.from(body, 'utf16le'),
  'deep-nesting': () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'deep-field': (body: string) =>
    change(body, { nested: [] }).replace('"nested":[]', `"nested":${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  'another-job': (body: string) => change(body, { id: Number(parse(body).id) + 1 }),
  'id-missing': (body: string) => change(body, { id: undefined }),
  'id-null': (body: string) => change(body, { id: null }),
  'id-array': (body: string) => change(body, { id: [parse(body).id] }),
  'status-missing': (body: string) => change(body, { status: undefined }),
  'status-null': (body: string) => change(body, { status: null }),
  'status-number': (body: string) => change(body, { status: 3 }),
  'status-object': (body: string) => change(body, { status: { name: 'stopped' } }),
  wrapped: (body: string) => JSON.stringify({ job: parse(body) }),
  message: () => '{"message":"Something went wrong."}',
} as const satisfies Record<string, (body: string) => string | Buffer>;

export type MalformedJson = keyof typeof MALFORMED_JSON;

function change(body: string, fields: Record<string, unknown>): string {
  return JSON.stringify({ ...parse(body), ...fields });
}

function parse(body: string): Record<string, unknown> {
  const json: unknown = JSON.parse(body);
  return (Array.isArray(json) ? (json[0] ?? {}) : json) as Record<string, unknown>;
}
