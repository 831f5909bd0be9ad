// The floor: a bare `https` script that sends the request which the action sends, writes two outputs and exits. It checks
// nothing, masks nothing, and tries nothing twice. start-up.ts holds it to the action's own request, header by header.
//
// CommonJS, as dist/ is: written as an ES module it would start later, and the floor would be higher than it is.
const { appendFileSync } = require('node:fs');
const https = require('node:https');

const { env } = process;
const url = new URL(`/${env['INPUT_ACCOUNT-ID']}/api/jobs/${env['INPUT_JOB-ID']}`, env['INPUT_API-URL']);
const headers = {
  Accept: 'application/vnd.xplenty+json',
  Authorization: `Basic ${Buffer.from(`${env['INPUT_API-KEY']}:`).toString('base64')}`,
  'User-Agent': env.FLOOR_USER_AGENT,
};
const request = https.request(url, { method: 'DELETE', headers }, (response) => {
  let body = '';
  response.setEncoding('utf8');
  response.on('data', (text) => {
    body += text;
  });
  response.on('end', () => {
    const { status, runtime_in_seconds } = JSON.parse(body);
    appendFileSync(env.GITHUB_OUTPUT, `status=${status}\nruntime_in_seconds=${runtime_in_seconds}\n`);
    process.exit(0);
  });
});
request.end();
