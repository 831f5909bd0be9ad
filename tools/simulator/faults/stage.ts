import type { Connection } from '../wire/connection.ts';
import { type Answer, answerBytes, framedHeaders, type Header, headText, messageBytes } from '../wire/http-message.ts';

/** Whether the line is to be served after a fault. */
export type GoesOn = boolean;

export interface StageOptions {
  line: Connection;
  /** The service's own answer, or what it would answer if it does not act. */
  answer: Answer;
  /** What the API answers when it refuses. */
  refuse: (status: number, message: string) => Answer;
  /** Told the status before the status line is sent. */
  told: (status: number) => void;
}

/** Where a fault is played: an answer, the line that it was to go on, and what can be done with both. */
export class Stage {
  readonly line: Connection;
  readonly answer: Answer;
  readonly body: Buffer;
  readonly headers: readonly Header[];
  /** Status line and headers, without the empty line behind them. */
  readonly head: string;
  /** The beginning of the head: the status line, one header and a part of the next. */
  readonly headStart: string;
  readonly refuse: StageOptions['refuse'];
  readonly told: StageOptions['told'];

  constructor({ line, answer, refuse, told }: StageOptions) {
    this.line = line;
    this.answer = answer;
    this.refuse = refuse;
    this.told = told;
    this.body = Buffer.from(answer.body);
    this.headers = framedHeaders(answer);
    this.head = headText(answer.status, this.headers);
    const secondLine = this.head.indexOf('\r\n') + 2;
    this.headStart = this.head.slice(0, this.head.indexOf('\r\n', secondLine) + 6);
  }

  get firstHalf(): Buffer {
    return this.body.subarray(0, Math.floor(this.body.length / 2));
  }

  get secondHalf(): Buffer {
    return this.body.subarray(Math.floor(this.body.length / 2));
  }

  /** Sends the head, with other headers if told, and what comes behind it. */
  async send(part: string | Buffer, headers = this.headers): Promise<void> {
    this.told(this.answer.status);
    await this.line.write(messageBytes(headText(this.answer.status, headers), part));
  }

  async sendHeadStart(): Promise<void> {
    this.told(this.answer.status);
    await this.line.write(this.headStart);
  }

  async sendWhole(answer = this.answer): Promise<GoesOn> {
    this.told(answer.status);
    await this.line.write(answerBytes(answer));
    return true;
  }

  async trickle(bytes: Buffer, intervalMs: number): Promise<void> {
    for (let at = 0; at < bytes.length && !this.line.gone.aborted; at += 1) {
      await this.line.write(bytes.subarray(at, at + 1));
      if (intervalMs > 0) await this.line.pause(intervalMs);
    }
  }

  /** Cuts the line (RST). */
  async cut(): Promise<GoesOn> {
    await this.line.reset();
    return false;
  }

  /** Ends the line in order (FIN). */
  async end(): Promise<GoesOn> {
    this.line.end();
    return false;
  }

  /** Says no more, until the client leaves. */
  async hold(): Promise<GoesOn> {
    await this.line.pause();
    return false;
  }
}
