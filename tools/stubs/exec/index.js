// @actions/core imports @actions/exec for platform.getDetails(), which this action never calls: it starts no process.
// See package.json, "overrides".
export async function getExecOutput() {
  throw new Error(
    '@actions/exec is left out of this action: platform.getDetails() cannot be used. See tools/stubs/exec.',
  );
}
