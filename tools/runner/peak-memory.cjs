// Loaded into a step with --require: writes the peak of the step's resident memory, in kilobytes, when it exits.
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => writeFileSync(process.env.PEAK_MEMORY_FILE, String(peakKilobytes())));

function peakKilobytes() {
  if (process.platform === 'linux') {
    // Linux counts the memory of the parent, in which a process lives until its exec, into its maxRSS. VmHWM is its own.
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (peak !== null) {
      return peak[1];
    }
  }
  return process.resourceUsage().maxRSS;
}
