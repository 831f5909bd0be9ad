import type { Connection } from '../wire/connection.ts';
import { chunk, chunkedHeaders, type Header, withLength } from '../wire/http-message.ts';
import type { Fault, LineFault } from './fault.ts';
import { MALFORMED_JSON } from './malformed-json.ts';
import type { GoesOn, Stage } from './stage.ts';

/** Plays a fault that befalls a line before its first request. */
export async function playLineFault(fault: LineFault, line: Connection): Promise<GoesOn> {
  if (fault.kind === 'reset-line') {
    await line.reset();
    return false;
  }
  if (fault.ms !== undefined) {
    await line.pause(fault.ms);
    return !line.gone.aborted;
  }
  // What comes is thrown away: that is how the client's leaving is noticed.
  line.socket.resume();
  await line.pause();
  line.socket.destroy();
  return false;
}

/** Plays a fault of a request. */
export async function playFault(fault: Exclude<Fault, LineFault>, stage: Stage): Promise<GoesOn> {
  const { line, answer, body, headers } = stage;
  switch (fault.kind) {
    case 'reset-before-answer':
      return stage.cut();
    case 'end-before-answer':
      return stage.end();
    case 'reset-in-headers':
      await stage.sendHeadStart();
      return stage.cut();
    case 'end-in-headers':
      await stage.sendHeadStart();
      return stage.end();
    case 'reset-in-body':
      await stage.send(stage.firstHalf);
      return stage.cut();
    case 'end-in-body':
      await stage.send(stage.firstHalf);
      return stage.end();

    case 'stall-before-headers':
      await line.pause(fault.ms);
      return line.gone.aborted ? false : stage.sendWhole();
    case 'stall-in-headers':
      await stage.sendHeadStart();
      await line.pause(fault.ms);
      await line.write(`${stage.head.slice(stage.headStart.length)}\r\n\r\n`);
      await line.write(body);
      return true;
    case 'stall-in-body':
      await stage.send(stage.firstHalf);
      await line.pause(fault.ms);
      await line.write(stage.secondHalf);
      return true;
    case 'trickle-headers':
      stage.told(answer.status);
      await stage.trickle(Buffer.from(`${stage.head}\r\n\r\n`), fault.intervalMs);
      await line.write(body);
      return true;
    case 'trickle-body':
      await stage.send('');
      await stage.trickle(body, fault.intervalMs);
      return true;

    case 'endless-body':
      await stage.send(chunk(body), chunkedHeaders(headers));
      while (!line.gone.aborted) {
        await line.write(chunk(Buffer.alloc(16 * 1024, ' ')));
        // Lets the client's leaving be noticed.
        await line.pause(1);
      }
      return false;
    case 'large-body':
      return sendLarge(stage, fault.bytes, fault.framing ?? 'length');
    case 'length-too-short':
      await stage.send(body, withLength(headers, body.length - fault.by));
      return stage.end();
    case 'length-too-long':
      await stage.send(body, withLength(headers, body.length + fault.by));
      return stage.hold();
    case 'bad-chunk-size':
      await stage.send(
        Buffer.concat([chunk(stage.firstHalf), Buffer.from('zz\r\n'), stage.secondHalf]),
        chunkedHeaders(headers),
      );
      return stage.hold();
    case 'end-in-chunks':
      await stage.send(chunk(stage.firstHalf), chunkedHeaders(headers));
      return stage.end();
    case 'not-http':
      await line.write(fault.bytes ?? 'SSH-2.0-OpenSSH_9.9\r\n');
      return stage.hold();
    case 'large-headers':
      await stage.send(body, [...headers, ['X-Large', 'x'.repeat(fault.bytes)]]);
      return true;

    case 'redirect': {
      const location: Header[] = fault.location === undefined ? [] : [['Location', fault.location]];
      return stage.sendWhole({ status: fault.status, headers: location, body: '' });
    }
    case 'refusal': {
      const refused = stage.refuse(fault.status, fault.message);
      return stage.sendWhole({ ...refused, headers: [...refused.headers, ...listed(fault.headers)] });
    }
    case 'answer':
      return stage.sendWhole({ status: fault.status, headers: listed(fault.headers), body: fault.body ?? '' });
    case 'malformed-json': {
      const spoilt = MALFORMED_JSON[fault.form](body.toString('utf8'));
      return stage.sendWhole({ status: 200, headers: answer.headers, body: spoilt });
    }
    case 'patch':
      if (answer.status >= 300) return stage.sendWhole();
      return stage.sendWhole({ ...answer, body: patched(body.toString('utf8'), fault.fields, fault.without) });

    case 'end-after-answer':
      await stage.sendWhole();
      return stage.end();
    case 'reset-after-answer':
      await stage.sendWhole();
      return stage.cut();
  }
}

async function sendLarge(stage: Stage, bytes: number, framing: 'length' | 'chunked' | 'until-close'): Promise<GoesOn> {
  const { body, answer, headers } = stage;
  const padded = Buffer.concat([body, Buffer.alloc(Math.max(0, bytes - body.length), ' ')]);
  if (framing === 'length') return stage.sendWhole({ ...answer, body: padded });
  if (framing === 'chunked') {
    await stage.send(Buffer.concat([chunk(padded), Buffer.from('0\r\n\r\n')]), chunkedHeaders(headers));
    return true;
  }
  const lengthless = headers.filter(([name]) => name !== 'Content-Length');
  await stage.send(padded, [...lengthless, ['Connection', 'close']]);
  return stage.end();
}

function listed(headers: Readonly<Record<string, string>> | readonly Header[] = []): readonly Header[] {
  return Array.isArray(headers) ? headers : Object.entries(headers);
}

/** A job with other fields, or each job of a list. */
function patched(
  body: string,
  fields: Readonly<Record<string, unknown>> = {},
  without: readonly string[] = [],
): string {
  const patch = (job: object) =>
    Object.fromEntries(Object.entries({ ...job, ...fields }).filter(([name]) => !without.includes(name)));
  const json = JSON.parse(body) as object;
  return JSON.stringify(Array.isArray(json) ? json.map(patch) : patch(json));
}
