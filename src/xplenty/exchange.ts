import * as http from 'node:http';
import * as https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { HttpClient } from '@actions/http-client';
import { AnswerTooLarge, DeadlinePassed, type ExchangeError, Interrupted } from './errors.ts';

// What one exchange over @actions/http-client is made of: a deadline, a request, a body.

/** A body in more pieces than this comes a byte or two at a time, and would take two hundred times its size in memory. */
const MOST_PIECES = 20_000;

/**
 * The call races its deadline and is not only told of it: the client's callback may never come (an answer of 101 is
 * enough). The timer also keeps the process alive while it does not.
 */
export async function withinDeadline<T>(
  timeoutMs: number,
  interrupt: AbortSignal | undefined,
  call: (onRequest: (request: http.ClientRequest) => void) => Promise<T>,
): Promise<T> {
  if (interrupt?.aborted) throw new Interrupted();
  let request: http.ClientRequest | undefined;
  const stopped = Promise.withResolvers<never>();
  const stop = (fault: ExchangeError) => {
    stopped.reject(fault);
    request?.destroy();
  };
  const timer = setTimeout(() => stop(new DeadlinePassed(timeoutMs)), timeoutMs);
  const onInterrupt = () => stop(new Interrupted());
  interrupt?.addEventListener('abort', onInterrupt);
  const onRequest = (sent: http.ClientRequest) => {
    request = sent;
  };
  try {
    return await Promise.race([stopped.promise, call(onRequest)]);
  } finally {
    clearTimeout(timer);
    interrupt?.removeEventListener('abort', onInterrupt);
  }
}

/**
 * Sends a request, and waits for the head of its answer.
 *
 * @param onRequest gets the request, for whoever has to break it off. The client keeps it to itself. An AbortSignal among
 *   its options would do, but Node compiles a dozen functions for the first of them (bench/README.md)
 */
export function send(
  client: HttpClient,
  url: URL,
  options: http.RequestOptions,
  onRequest: (request: http.ClientRequest) => void,
): Promise<http.IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  const httpModule = {
    request: (...args: Parameters<typeof https.request>) => {
      const sent = request(...args);
      onRequest(sent);
      return sent;
    },
  } as unknown as typeof https;
  const info = { options: { ...urlToHttpOptions(url), ...options }, parsedUrl: url, httpModule };
  return new Promise((resolve, reject) => {
    client.requestRawWithCallback(info, null, (error, response) => {
      if (response === undefined) reject(error);
      else resolve(response.message);
    });
  });
}

/**
 * Reads a body while it stays small. By events: to iterate a stream Node compiles a dozen functions more. A body that is
 * cut off makes the stream emit an error.
 */
export function readBody(message: http.IncomingMessage, largestBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    message.on('error', reject);
    message.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > largestBytes || pieces.length >= MOST_PIECES) message.destroy(new AnswerTooLarge(largestBytes));
      else pieces.push(piece);
    });
    message.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
  });
}
