import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface PrivateNats {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const READY_MS_MAX = 10_000;

/**
 * Starts a NATS server for one spec file alone. The subjects of services are the same in every spec, so that on a
 * server they share, the fake service of one file would answer the requests of another.
 */
export async function privateNats(): Promise<PrivateNats> {
  const port = await freePort();
  const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;
  const server = spawn('nats-server', ['--addr', '127.0.0.1', '--port', String(port)], {
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ready(server);
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill();
    await once(server, 'exit');
  };
  return { url: `nats://127.0.0.1:${port}`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const tooLate = setTimeout(() => {
      server.kill();
      reject(new Error(`nats-server did not start in time:\n${said}`));
    }, READY_MS_MAX);
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`nats-server ended:\n${said}`)));
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes('Server is ready')) return;
      clearTimeout(tooLate);
      resolve();
    });
  });
}
