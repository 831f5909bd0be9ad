import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Limit {
  /** The URL of the service behind it, over http. */
  readonly service: string;
  /** How many requests are passed on in any second. The rest get a 429. */
  readonly perSecond: number;
  /** Whether a 429 says how long to wait. */
  readonly retryAfter: boolean;
  /** The first requests are held until so many are there, as if all had come at once. */
  readonly heldUntil: number;
}

/** Starts a proxy that limits the rate of requests, and records them with the seconds since the first was let go. */
export async function startLimiter({ service, perSecond, retryAfter, heldUntil }: Limit) {
  const [held, requests]: [(() => void)[], { at: number; passed: boolean }[]] = [[], []];
  let startedAt: number | undefined;
  const handle = (incoming: IncomingMessage, reply: ServerResponse) => {
    startedAt ??= performance.now();
    const at = (performance.now() - startedAt) / 1_000;
    const passedBefore = requests.filter(({ passed }) => passed).map((one) => one.at);
    const wait = (passedBefore.at(-perSecond) ?? 0) + 1 - at;
    const passed = passedBefore.length < perSecond || wait <= 0;
    requests.push({ at, passed });
    if (passed) return forward(service, incoming, reply);
    reply.writeHead(429, retryAfter ? { 'Retry-After': Math.ceil(wait) } : {});
    reply.end('{"message":"Rate Limit Exceeded"}');
  };
  const server = createServer((incoming, reply) => {
    held.push(() => handle(incoming, reply));
    if (startedAt === undefined && held.length < heldUntil) return;
    for (const release of held.splice(0)) release();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => server.close().closeAllConnections();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}

function forward(service: string, incoming: IncomingMessage, reply: ServerResponse): void {
  const { method, headers, url } = incoming;
  const outgoing = request(service + url, { method, headers }, (response) => {
    reply.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(reply);
  });
  outgoing.on('error', () => reply.destroy());
  incoming.pipe(outgoing);
}
