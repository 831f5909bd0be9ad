import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runStep } from '../../tools/runner/run-step.ts';

// The example of the API's documentation, "Terminate job", down to the last byte.
const ANSWER =
  '{"id":305,"status":"pending_stoppage","variables":{"InputPath":"/today"},"owner_id":1,"progress":0,' +
  '"outputs_count":0,"started_at":"2013-03-04T08:10:48Z","created_at":"2013-03-04T08:10:42Z",' +
  '"updated_at":"2013-03-04T08:11:27Z","failed_at":null,"cluster_id":176,"package_id":103,"errors":null,' +
  '"url":"https://api.xplenty.com/xplenation/api/jobs/305","runtime_in_seconds":40,"completed_at":null}';
const API_KEY = 'V4eyfgNqYcSasXGhzNxS';

let received = '';
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    received += bytes;
    if (!received.endsWith('\r\n\r\n')) return;
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8';
    socket.write(`${head}\r\nContent-Length: ${ANSWER.length}\r\n\r\n${ANSWER}`);
  });
});
let port = 0;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
});

test('the documented call goes out as documented, and its response comes out as step outputs', async () => {
  const step = await runStep({
    inputs: {
      'api-url': `http://127.0.0.1:${port}`,
      'job-id': '305',
      'api-key': API_KEY,
      'account-id': 'xplenation',
    },
  });

  expect(received).toBe(
    [
      'DELETE /xplenation/api/jobs/305 HTTP/1.1',
      'Accept: application/vnd.xplenty+json',
      `Authorization: Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`,
      'Accept-Encoding: identity',
      'User-Agent: terminate-xplenty-job/1.0.0',
      `Host: 127.0.0.1:${port}`,
      'Connection: keep-alive',
      '\r\n',
    ].join('\r\n'),
  );
  expect(step.exitCode).toBe(0);
  expect(step.outputs).toEqual({
    status: 'pending_stoppage',
    runtime_in_seconds: '40',
    id: '305',
    variables: '{"InputPath":"/today"}',
    owner_id: '1',
    progress: '0',
    outputs_count: '0',
    started_at: '2013-03-04T08:10:48Z',
    created_at: '2013-03-04T08:10:42Z',
    updated_at: '2013-03-04T08:11:27Z',
    failed_at: '',
    cluster_id: '176',
    package_id: '103',
    errors: '',
    url: 'https://api.xplenty.com/xplenation/api/jobs/305',
    html_url: '',
    completed_at: '',
    job: ANSWER,
    jobs: `[${ANSWER}]`,
    count: '1',
  });
});
