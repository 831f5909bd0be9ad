// What a bare `https` script takes that reads the same lists before it sends the same calls. It checks nothing, repeats
// nothing, and does not wait.
const { appendFileSync } = require('node:fs');
const https = require('node:https');

const { env } = process;
const [variable, value] = env.INPUT_VARIABLES.split('=');
const path = `/${env['INPUT_ACCOUNT-ID']}/api/jobs`;
const headers = {
  Accept: 'application/vnd.xplenty+json; version=2',
  Authorization: `Basic ${Buffer.from(`${env['INPUT_API-KEY']}:`).toString('base64')}`,
};
https.globalAgent.maxSockets = 8;

function send(method, tail) {
  return new Promise((resolve, reject) => {
    const receive = (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    };
    const request = https.request(new URL(path + tail, env['INPUT_API-URL']), { method, headers }, receive);
    request.on('error', reject).end();
  });
}

async function select() {
  const ids = [];
  for (const status of ['idle', 'pending', 'queued', 'running']) {
    for (let offset = 0, count = 100; count === 100; offset += count) {
      const jobs = await send('GET', `?status=${status}&sort=created&direction=asc&offset=${offset}&limit=100`);
      ids.push(...jobs.filter(({ variables }) => variables[variable] === `'${value}'`).map(({ id }) => id));
      count = jobs.length;
    }
  }
  return ids;
}

async function main() {
  const jobs = await Promise.all((await select()).map((id) => send('DELETE', `/${id}`)));
  appendFileSync(env.GITHUB_OUTPUT, `count=${jobs.length}\nstatus=${jobs[0].status}\n`);
  process.exit(0);
}

void main();
