// Run before the suite: fails with one line where there is no act.

import { missingAct } from './act.ts';

const complaint = missingAct();
if (complaint !== undefined) {
  console.error(complaint);
  process.exitCode = 1;
}
