// @actions/core imports @actions/exec for platform.getDetails(), which this action never calls: it starts no process.
export async function getExecOutput() {
  throw new Error(
    '@actions/exec is not in this bundle: platform.getDetails() cannot be used. See tools/stubs/exec.js.',
  );
}
