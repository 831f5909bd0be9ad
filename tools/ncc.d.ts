declare module '@vercel/ncc' {
  interface NccOptions {
    /** An ES module, or CommonJS. */
    esm: boolean;
    /** The name of the asset that gets the licenses of what is bundled. */
    license: string;
    cache: false;
    quiet: boolean;
    /** What is left to be loaded in its place, by how it is asked for: a name, or a regular expression between slashes. */
    externals?: Record<string, string>;
  }

  interface NccResult {
    code: string;
    assets: Record<string, { source: string | Buffer }>;
  }

  /** https://github.com/vercel/ncc, "Programmatically From Node.js" */
  export default function ncc(entry: string, options: NccOptions): Promise<NccResult>;
}
