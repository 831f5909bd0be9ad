/** The version of package.json, which a test holds it to: the bundle brings no package.json of ours. */
export const VERSION = '1.0.0';
