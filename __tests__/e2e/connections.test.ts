import { expect, test } from '@jest/globals';
import { playTestCase, WAIT } from './test-case.ts';

// Node gives each address of a host 250 ms to connect: on a slow line, beside an address that leads nowhere, it never connects.

/** Shows what each connection is made with. */
const SHOW_CONNECTIONS = `
  import net from 'node:net';
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...given) {
    const [options] = [given[0]].flat();
    console.log('each address has ' + options.autoSelectFamilyAttemptTimeout + ' ms');
    return connect.apply(this, given);
  };`;

test.concurrent('each address of a host has a second to connect, and one connection serves a whole wait', async () => {
  const nodeArguments = ['--import', `data:text/javascript,${encodeURIComponent(SHOW_CONNECTIONS)}`];
  const { step } = await playTestCase({ inputs: WAIT, step: { nodeArguments } });
  expect(step).toMatchObject({ exitCode: 0, outputs: { status: 'stopped' } });
  expect(step.lines.filter((line) => line.startsWith('each address'))).toEqual(['each address has 1000 ms']);
});
