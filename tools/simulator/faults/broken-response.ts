import { framedHeaders, type Header, type HttpResponse, headText } from '../http/message.ts';
import type { ResponseWriter } from '../http/response-writer.ts';
import type { Broken } from './fault.ts';

/** Sends a response that breaks off, stalls, or is no proper HTTP. @param own the service's own response */
export async function breakResponse(fault: Broken, writer: ResponseWriter, own: HttpResponse): Promise<void> {
  const { connection } = writer;
  const body = Buffer.from(own.body);
  const half = Math.floor(body.length / 2);
  const framed = framedHeaders(own);
  const sendHalf = (headers = framed) => writer.sendStart(own.status, headers, body.subarray(0, half));
  const length = (by: number): Header[] => [...own.headers, ['Content-Length', String(body.length + by)]];
  switch (fault.kind) {
    case 'reset-before-answer':
    case 'reset-in-headers':
    case 'reset-in-body':
    case 'reset-after-answer':
    case 'end-before-answer':
    case 'end-in-headers':
    case 'end-in-body':
    case 'end-after-answer':
      if (fault.kind.endsWith('in-headers')) await writer.writeRaw(cutHead(own.status, framed), own.status);
      if (fault.kind.endsWith('in-body')) await sendHalf();
      if (fault.kind.endsWith('after-answer')) await writer.send(own);
      return fault.kind.startsWith('reset') ? connection.reset() : writer.endConnection();

    case 'stall-before-headers':
      await connection.pause(fault.ms);
      return writer.send(own);
    case 'stall-in-headers': {
      const closing: Header[] = [...framed, ['Connection', 'close']];
      const start = cutHead(own.status, closing);
      await writer.writeRaw(start, own.status);
      await connection.pause(fault.ms);
      await writer.writeRaw(headText(own.status, closing).slice(start.length));
      await writer.writeRaw(body);
      return writer.endConnection();
    }
    case 'stall-in-body':
      await sendHalf();
      await connection.pause(fault.ms);
      return writer.end(body.subarray(half));
    case 'trickle-headers': {
      const head = headText(own.status, [...framed, ['Connection', 'close']]);
      for (const byte of head) await writer.writeRaw(byte, own.status).then(() => connection.pause(fault.intervalMs));
      await writer.writeRaw(body);
      return writer.endConnection();
    }
    case 'trickle-body':
      await writer.sendStart(own.status, framed);
      for (const byte of body) await writer.write(Buffer.of(byte)).then(() => connection.pause(fault.intervalMs));
      return writer.end();

    case 'endless-body':
      await writer.sendStart(own.status, own.headers, body);
      // The pause lets the client's leaving be noticed.
      while (!connection.closed.aborted) await writer.write(' '.repeat(16 * 1024)).then(() => connection.pause(1));
      return;
    case 'large-body': {
      const padded = Buffer.concat([body, Buffer.alloc(Math.max(0, fault.bytes - body.length), ' ')]);
      if (fault.framing === 'chunked')
        return writer.sendStart(own.status, own.headers, padded).then(() => writer.end());
      if (fault.framing !== 'until-close') return writer.send({ ...own, body: padded });
      await writer.writeRaw(headText(own.status, [...own.headers, ['Connection', 'close']]), own.status);
      await writer.writeRaw(padded);
      return writer.endConnection();
    }
    case 'length-too-short':
      await writer.sendStart(own.status, length(-fault.by), body);
      return writer.endConnection();
    case 'length-too-long':
      await writer.sendStart(own.status, length(fault.by), body);
      return connection.pause();
    case 'bad-chunk-size':
      await sendHalf([...own.headers]);
      await writer.writeRaw(`zz\r\n${body.subarray(half)}`);
      return connection.pause();
    case 'end-in-chunks':
      await sendHalf([...own.headers]);
      return writer.endConnection();
    case 'not-http':
      await writer.writeRaw(fault.bytes ?? 'SSH-2.0-OpenSSH_9.9\r\n');
      return connection.pause();
    case 'large-headers':
      return writer.send({ ...own, headers: [...own.headers, ['X-Large', 'x'.repeat(fault.bytes)]] });
  }
}

/** A head as far as the first characters of its second header. */
function cutHead(status: number, headers: readonly Header[]): string {
  const head = headText(status, headers);
  return head.slice(0, head.indexOf('\r\n', head.indexOf('\r\n') + 2) + 6);
}
