import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import { LOCALHOST } from '../../../tools/simulator/certificate/localhost.ts';
import type { Fault, FaultRule, Simulator, SimulatorOptions } from '../../../tools/simulator/simulator.ts';
import {
  call,
  isWhole,
  type Listening,
  listen,
  rawRequest,
  sendRaw,
  startForTest,
  UNTIL_ENDED,
  until,
  type Wire,
} from './requests.ts';

const JOB = '/xplenation/api/jobs/305';
const RUNNING = { id: 305, status: 'running', variables: { InputPath: '/today' } };

/** Its answers are always the same. */
const STOPPED = { ...RUNNING, status: 'stopped' };
/** As good as never. */
const NEVER: Listening = { until: () => false, atMostMs: 120 };

/** A simulator with one running job, and a rule. */
async function simulatorWith(rule: FaultRule, options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startForTest({
    jobs: [RUNNING],
    seconds: { running: 600, pending_stoppage: 600 },
    ...options,
  });
  simulator.faults.add(rule);
  return simulator;
}

/** What a GET of the job brings with a fault, and the text that it would have brought without. */
async function wireOf(fault: Fault, listening?: Listening): Promise<Wire & { simulator: Simulator; truth: string }> {
  const simulator = await simulatorWith({ fault, times: 1 }, { jobs: [STOPPED] });
  const wire = await sendRaw(simulator, rawRequest(305, simulator), listening);
  return { ...wire, simulator, truth: (await call(simulator, 'GET', JOB)).text };
}

const lengthIn = ({ head }: Wire) => Number(/^Content-Length: (\d+)$/m.exec(head)?.[1]);

describe('a response that breaks off', () => {
  test.each([
    ['reset-before-answer', 'reset'],
    ['end-before-answer', 'ended'],
  ] as const)('%s: not a byte, then the connection is %s', async (kind, line) => {
    const wire = await wireOf({ kind });
    expect([wire.text, wire.line]).toEqual(['', line]);
    expect(wire.simulator.requests[0]).toMatchObject({ fault: kind, status: undefined });
  });

  test.each([
    ['reset-in-headers', 'reset'],
    ['end-in-headers', 'ended'],
  ] as const)('%s: the status line and part of the headers, then the connection is %s', async (kind, line) => {
    const wire = await wireOf({ kind });
    expect(wire.text).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Type: [^\r]+\r\nX-Ra$/);
    expect(wire.line).toBe(line);
  });

  test.each([
    ['reset-in-body', 'reset'],
    ['end-in-body', 'ended'],
  ] as const)('%s: half of the body that was announced, then the connection is %s', async (kind, line) => {
    const wire = await wireOf({ kind });
    expect(wire.truth.startsWith(wire.body)).toBe(true);
    expect(wire.body).toHaveLength(Math.floor(wire.truth.length / 2));
    expect([lengthIn(wire), wire.line]).toEqual([wire.truth.length, line]);
  });
});

describe('a response that comes too slowly', () => {
  test('stall-before-headers: nothing, for ever', async () => {
    const wire = await wireOf({ kind: 'stall-before-headers' }, NEVER);
    expect([wire.text, wire.line]).toEqual(['', 'open']);
  });

  test('stall-in-headers: part of the headers, for ever', async () => {
    const wire = await wireOf({ kind: 'stall-in-headers' }, { until: (text) => text.includes('X-'), quietMs: 100 });
    expect(wire.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect([wire.text.includes('\r\n\r\n'), wire.line]).toEqual([false, 'open']);
  });

  test('stall-in-body: half of the body, for ever', async () => {
    const wire = await wireOf({ kind: 'stall-in-body' }, { until: (text) => text.includes('{'), quietMs: 100 });
    expect([wire.body.length, wire.line]).toEqual([Math.floor(lengthIn(wire) / 2), 'open']);
  });

  test.each(['stall-before-headers', 'stall-in-body'] as const)(
    '%s for a time: then the rest comes, and the connection goes on',
    async (kind) => {
      const simulator = await simulatorWith({ fault: { kind, ms: 60 }, times: 1 });
      const two = rawRequest(305, simulator) + rawRequest(305, simulator);
      const startedAt = performance.now();
      const heads = (text: string) => text.split(/(?=HTTP\/1\.1 200)/);
      const { text } = await sendRaw(simulator, two, { until: (come) => heads(come).filter(isWhole).length === 2 });
      expect(performance.now() - startedAt).toBeGreaterThan(55);
      expect(heads(text).map(isWhole)).toEqual([true, true]);
    },
  );

  test('stall-in-headers for a time: then the rest comes, and the end of the connection', async () => {
    const wire = await wireOf({ kind: 'stall-in-headers', ms: 60 }, { until: () => false });
    expect([wire.body, lengthIn(wire), wire.line]).toEqual([wire.truth, wire.truth.length, 'ended']);
  });

  test('trickle-body: the headers at once, the body a byte at a time', async () => {
    const wire = await wireOf(
      { kind: 'trickle-body', intervalMs: 10 },
      { until: (text) => text.includes('\r\n\r\n{"'), quietMs: 50 },
    );
    expect(lengthIn(wire)).toBe(wire.truth.length);
    expect(wire.truth.startsWith(wire.body)).toBe(true);
    expect(wire.body.length).toBeGreaterThan(1);
    expect(wire.body.length).toBeLessThan(12);
  });

  test('trickle-headers: a byte at a time from the first on', async () => {
    const { text } = await wireOf(
      { kind: 'trickle-headers', intervalMs: 10 },
      { until: (text) => text.length > 1, quietMs: 50 },
    );
    expect('HTTP/1.1 200 OK'.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(1);
  });

  test.each(['trickle-body', 'trickle-headers'] as const)(
    '%s: comes to its end for a client with patience',
    async (kind) => {
      const simulator = await simulatorWith({ fault: { kind, intervalMs: 0 } });
      const { status, json } = await call(simulator, 'GET', JOB);
      expect([status, json.id]).toEqual([200, 305]);
    },
  );
});

describe('a response that is no proper HTTP', () => {
  test('endless-body: chunks of spaces behind the job, until the client leaves', async () => {
    const { simulator, ...wire } = await wireOf(
      { kind: 'endless-body' },
      { until: (text) => text.length > 1_000_000, atMostMs: 10_000 },
    );
    expect(wire.head).toContain('\r\nTransfer-Encoding: chunked');
    expect(wire.head).not.toContain('Content-Length');
    expect(wire.body).toContain(wire.truth);
    expect(wire.bytes.length).toBeGreaterThan(1_000_000);
    expect(wire.line).toBe('open');
    await until(() => simulator.openConnections === 0);
  });

  test('large-body: the job, and spaces up to the size that is announced', async () => {
    const { bytes, head, truth, ...wire } = await wireOf({ kind: 'large-body', bytes: 2 ** 21 });
    expect(head).toContain(`\r\nContent-Length: ${2 ** 21}`);
    expect(bytes).toHaveLength(head.length + 4 + 2 ** 21);
    expect(wire.body.trimEnd()).toBe(truth);
  });

  test('large-body in chunks: no length is announced, but the body has an end', async () => {
    const { head, body } = await wireOf({ kind: 'large-body', bytes: 100_000, framing: 'chunked' });
    expect(head).not.toContain('Content-Length');
    expect(body.startsWith('186a0\r\n{')).toBe(true);
    expect(body.endsWith(' \r\n0\r\n\r\n')).toBe(true);
  });

  test('large-body until the connection ends: the end of the connection is the end of the body', async () => {
    const { head, body, line } = await wireOf(
      { kind: 'large-body', bytes: 100_000, framing: 'until-close' },
      { until: () => false },
    );
    expect(head).not.toMatch(/Content-Length|Transfer-Encoding/);
    expect([body.length, line]).toEqual([100_000, 'ended']);
  });

  test('length-too-short: more comes than was announced', async () => {
    const wire = await wireOf({ kind: 'length-too-short', by: 10 }, { until: () => false });
    expect([lengthIn(wire), wire.body]).toEqual([wire.truth.length - 10, wire.truth]);
  });

  test('length-too-long: less comes than was announced, and the connection stays open', async () => {
    const wire = await wireOf(
      { kind: 'length-too-long', by: 10 },
      { until: (text) => text.endsWith('}'), quietMs: 100 },
    );
    expect([lengthIn(wire), wire.body, wire.line]).toEqual([wire.truth.length + 10, wire.truth, 'open']);
  });

  test('bad-chunk-size: one chunk, and then one whose size is none', async () => {
    const { body, truth } = await wireOf({ kind: 'bad-chunk-size' }, { until: (text) => text.endsWith('}') });
    const half = Math.floor(truth.length / 2);
    expect(body).toBe(`${half.toString(16)}\r\n${truth.slice(0, half)}\r\nzz\r\n${truth.slice(half)}`);
  });

  test('end-in-chunks: one chunk, and the end of the connection in place of the last', async () => {
    const { body, truth, line } = await wireOf({ kind: 'end-in-chunks' });
    const half = Math.floor(truth.length / 2);
    expect([body, line]).toEqual([`${half.toString(16)}\r\n${truth.slice(0, half)}\r\n`, 'ended']);
  });

  test('not-http: another protocol, or any bytes', async () => {
    expect((await wireOf({ kind: 'not-http' }, { until: (text) => text.includes('\n') })).text).toMatch(/^SSH-2\.0-/);
    expect(
      (await wireOf({ kind: 'not-http', bytes: '\0\x01HTTP' }, { until: (text) => text.endsWith('P') })).text,
    ).toBe('\0\x01HTTP');
  });

  test('large-headers: one header of that size', async () => {
    const { head, body, truth } = await wireOf({ kind: 'large-headers', bytes: 100_000 });
    expect(head.includes(`\r\nX-Large: ${'x'.repeat(100_000)}\r\n`)).toBe(true);
    expect(body).toBe(truth);
  });
});

describe('a response that is not the service’s own', () => {
  test.each([301, 302, 303, 307, 308] as const)(
    'redirect: %d with a Location as given',
    async (status) => {
      for (const location of [
        'https://evil.example/x',
        '/other',
        '//evil.example',
        'javascript:1',
        'a b\x1b[31m::error::',
      ]) {
        // What node:http does not write ends the connection.
        const expected = location.includes('\x1b') ? 'ended' : 'open';
        const listening = expected === 'open' ? { quietMs: 5 } : { until: () => false };
        const { head, line } = await wireOf({ kind: 'redirect', status, location }, listening);
        expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
        expect(head).toContain(`\r\nLocation: ${location}\r\n`);
        expect(line).toBe(expected);
      }
    },
    20_000,
  );

  test('redirect: without a Location', async () => {
    expect((await wireOf({ kind: 'redirect', status: 302 })).head).not.toContain('Location');
  });

  test.each([400, 402, 403, 409, 429, 500, 502, 503])('refusal: %d as the API sends it', async (status) => {
    const simulator = await simulatorWith({
      fault: { kind: 'refusal', status, message: 'No.', headers: { 'Retry-After': '2' } },
    });
    const answer = await call(simulator, 'DELETE', JOB);
    expect([answer.status, answer.json]).toEqual([status, { message: 'No.' }]);
    expect(answer.headers).toMatchObject({ 'retry-after': '2', 'x-ratelimit-limit': '5000' });
    expect(simulator.job(305)?.status).toBe('running');
  });

  test('answer: any status, headers and body, and only date, length and Connection are added', async () => {
    const { head, body } = await wireOf({
      kind: 'answer',
      status: 599,
      headers: [
        ['Retry-After', 'Mon, 04 Mar 2013 08:10:48 GMT'],
        ['X', '1'],
        ['X', '2é'],
      ],
      body: '<h1>\u202e::error::</h1>',
    });
    expect(head.replace(/Date: [^\r]+/, 'Date: now').split('\r\n')).toEqual([
      ...['HTTP/1.1 599 unknown', 'Retry-After: Mon, 04 Mar 2013 08:10:48 GMT', 'X: 1', 'X: 2é'],
      ...['Content-Length: 21', 'Date: now', 'Connection: keep-alive'],
    ]);
    expect(body).toBe('<h1>\u202e::error::</h1>');
  });

  test.each([101, 204, 304])('answer: %d has no body, nor a length of it', async (status) => {
    expect((await wireOf({ kind: 'answer', status })).text).not.toContain('Content-Length');
  });

  test('patch: the service’s own answer, with some fields changed and some left out', async () => {
    const fields = { runtime_in_seconds: null, progress: 1.5, id: '305', surprise: { a: [1] } };
    const { body, truth } = await wireOf({ kind: 'patch', fields, without: ['errors', 'url'] });
    const { errors: _errors, url: _url, ...rest } = JSON.parse(truth);
    expect(JSON.parse(body)).toEqual({ ...rest, ...fields });
  });

  test('patch: every job of a list, and the jobs stay as they are', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'patch', fields: { status: 'stopped' } } });
    simulator.addJob({ status: 'running' });
    const { json } = await call(simulator, 'GET', '/xplenation/api/jobs');
    expect(json.map(({ status }: { status: string }) => status)).toEqual(['stopped', 'stopped']);
    expect(simulator.jobs().map(({ status }) => status)).toEqual(['running', 'running']);
  });
});

describe('a connection that ends after a response', () => {
  test.each([
    ['end-after-answer', 'ended'],
    ['reset-after-answer', 'reset'],
  ] as const)('%s: the answer is whole, then the connection is %s', async (kind, line) => {
    const wire = await wireOf({ kind }, UNTIL_ENDED);
    expect([wire.body, lengthIn(wire), wire.line]).toEqual([wire.truth, wire.truth.length, line]);
    expect(wire.head).not.toContain('Connection: close');
  });
});

describe('a connection that is broken from the beginning', () => {
  test('reset-line: accepted and cut before a request is read', async () => {
    const { simulator, text, line } = await wireOf({ kind: 'reset-line' });
    expect([text, line]).toEqual(['', 'reset']);
    expect(simulator.requests).toHaveLength(1);
  });

  test('silent-line: accepted, and nothing is read, for ever', async () => {
    const { simulator, text, line } = await wireOf({ kind: 'silent-line' }, NEVER);
    expect([text, line]).toEqual(['', 'open']);
    expect([simulator.connections, simulator.requests.length]).toEqual([2, 1]);
  });

  test('silent-line: a connection whose client has left is closed', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'silent-line' } });
    await sendRaw(simulator, rawRequest(305, simulator), NEVER);
    await until(() => simulator.openConnections === 0);
  });

  test('silent-line for a time: then it goes on, as with a slow connect', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'silent-line', ms: 60 } });
    const startedAt = performance.now();
    expect((await sendRaw(simulator, rawRequest(305, simulator))).head).toContain('HTTP/1.1 200 OK');
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });

  test('silent-line with TLS: the ClientHello is never answered', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'silent-line' }, times: 1 }, { tls: LOCALHOST });
    const handshake = async (waiting: Promise<string>) => {
      const socket = connectTls({ port: simulator.port, host: '127.0.0.1', ca: LOCALHOST.cert });
      const outcome = await Promise.race([once(socket, 'secureConnect').then(() => 'secure'), waiting]);
      socket.destroy();
      return outcome;
    };
    expect(await handshake(delay(150, 'silence'))).toBe('silence');
    expect(await handshake(new Promise(() => {}))).toBe('secure');
  });

  test('silent-line with TLS for a time: the handshake comes late', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'silent-line', ms: 60 } }, { tls: LOCALHOST });
    const startedAt = performance.now();
    const socket = connectTls({ port: simulator.port, host: '127.0.0.1', ca: LOCALHOST.cert });
    await once(socket, 'secureConnect');
    expect(performance.now() - startedAt).toBeGreaterThan(55);
    expect((await listen(socket, rawRequest(305, simulator), {})).head).toContain('HTTP/1.1 200 OK');
    socket.destroy();
  });
});

describe('whether the service acts', () => {
  const statusAfter = async (rule: Omit<FaultRule, 'times'>) => {
    const simulator = await simulatorWith({ ...rule, times: 1 });
    await sendRaw(simulator, rawRequest(305, simulator, 'DELETE'), NEVER);
    await until(() => simulator.requests.length === 1);
    return simulator.job(305)?.status;
  };

  test('it does not, unless told', async () => {
    expect(await statusAfter({ fault: { kind: 'reset-before-answer' } })).toBe('running');
    expect(await statusAfter({ fault: { kind: 'end-in-body' } })).toBe('running');
    expect(await statusAfter({ fault: { kind: 'malformed-json', form: 'html' } })).toBe('running');
  });

  test('it does, and the answer is lost, when told so', async () => {
    expect(await statusAfter({ fault: { kind: 'reset-before-answer' }, acted: true })).toBe('pending_stoppage');
    expect(await statusAfter({ fault: { kind: 'redirect', status: 302 }, acted: true })).toBe('pending_stoppage');
  });

  test('it always does where its own answer comes through in the end', async () => {
    for (const fault of [
      { kind: 'patch', fields: {} },
      { kind: 'trickle-body', intervalMs: 1 },
      { kind: 'stall-in-body', ms: 1 },
      { kind: 'end-after-answer' },
    ] as const) {
      expect(await statusAfter({ fault })).toBe('pending_stoppage');
    }
    expect(await statusAfter({ fault: { kind: 'stall-in-body' } })).toBe('running');
  });
});
