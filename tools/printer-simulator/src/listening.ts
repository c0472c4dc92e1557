import type { Server } from 'node:net';

/** Starts a server and returns its port; rejects when the port is taken. */
export async function listening(server: Server, listen: () => void): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.once('listening', resolve);
  listen();
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  return address.port;
}
