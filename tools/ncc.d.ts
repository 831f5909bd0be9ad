declare module '@vercel/ncc' {
  /** https://github.com/vercel/ncc, "Programmatically From Node.js" */
  export default function ncc(
    entry: string,
    /** `license` is the name of the asset that gets the licenses; `externals` are left to be loaded, by their names. */
    options: { esm: boolean; license: string; cache: false; quiet: boolean; externals: Record<string, string> },
  ): Promise<{ code: string; assets: Record<string, { source: string | Buffer }> }>;
}
