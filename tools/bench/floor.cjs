// The floor: a bare `https` script that sends the action's terminate calls, writes two outputs and exits. It checks nothing,
// masks nothing, retries nothing. CommonJS, as dist/ is: an ES module starts later.
const { appendFileSync } = require('node:fs');
const https = require('node:https');

const { env } = process;
const ids = env['INPUT_JOB-ID'].split(',');
const headers = {
  Accept: 'application/vnd.xplenty+json',
  'Accept-Encoding': 'identity',
  Authorization: `Basic ${Buffer.from(`${env['INPUT_API-KEY']}:`).toString('base64')}`,
  'User-Agent': env.FLOOR_USER_AGENT,
};
// As many connections as the action opens.
https.globalAgent.maxSockets = 8;
let open = ids.length;
for (const id of ids) {
  const url = new URL(`/${env['INPUT_ACCOUNT-ID']}/api/jobs/${id}`, env['INPUT_API-URL']);
  const receive = (response) => {
    let body = '';
    response.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    response.on('end', () => {
      open -= 1;
      if (open > 0) return;
      const { status, runtime_in_seconds } = JSON.parse(body);
      appendFileSync(env.GITHUB_OUTPUT, `status=${status}\nruntime_in_seconds=${runtime_in_seconds}\n`);
      process.exit(0);
    });
  };
  https.request(url, { method: 'DELETE', headers }, receive).end();
}
