import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../tools/simulator/simulator.ts';
import { startConnectProxy } from './connect-proxy.ts';

const HOST = 'api.xplenty.com';

/** The simulator at the address of the real service. */
export interface Service {
  readonly simulator: Simulator;
  /** With these variables the action and curl reach the simulator at https://api.xplenty.com. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Starts the simulator behind TLS and a CONNECT proxy, so that workflows can name the real address.
 *
 * @param folder where its certificate goes
 */
export async function startService(folder: string, options: SimulatorOptions = {}): Promise<Service> {
  const tls = createCertificate(folder);
  const simulator = await startSimulator({ tls, publicUrl: `https://${HOST}`, ...options });
  const proxy = await startConnectProxy(`${HOST}:443`, simulator.port);
  const environment = {
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: join(folder, 'certificate.pem'),
    CURL_CA_BUNDLE: join(folder, 'certificate.pem'),
  };
  const close = async () => {
    await Promise.all([proxy.close(), simulator.close()]);
  };
  return { simulator, environment, close };
}

function createCertificate(folder: string): { key: string; cert: string } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  const algorithm = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...algorithm, ...subject, ...files], { stdio: 'pipe' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
