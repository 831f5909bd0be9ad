// The service that is measured against: the simulator over TLS, in a process of its own, so that it does not share the
// event loop of whoever measures. Started by start-partner.ts, which it talks to over the channel between processes.
import { LOCALHOST } from '../simulator/certificate/localhost.ts';
import { type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';
import type { PartnerRequest, PartnerStart, PartnerTold } from './start-partner.ts';

process.once('message', async (options: SimulatorOptions) => {
  let requests: PartnerRequest[] = [];
  const simulator = await startSimulator({
    ...options,
    tls: LOCALHOST,
    onRequest: ({ method, path, headers, atMs }) => {
      // The answer was handed to the network a moment ago. This clock is the same for all processes of a machine.
      requests.push({ method, path, headers, atMs, answeredAt: process.hrtime.bigint() });
    },
  });
  let connectionsBefore = 0;
  process.on('message', () => {
    tell({ requests, connections: simulator.connections - connectionsBefore });
    requests = [];
    connectionsBefore = simulator.connections;
  });
  const { accountId, apiKey, port } = simulator;
  tell({ accountId, apiKey, port });
});
process.on('disconnect', () => process.exit());

function tell(told: PartnerStart | PartnerTold): void {
  process.send?.(told);
}
