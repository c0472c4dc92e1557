import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Empties the Redis database that the URL names, as an operator's slip would empty the server: other specs use the other
 * databases meanwhile. Nothing but libs/messaging may know a Redis client, so this speaks the protocol's inline commands.
 */
export async function flushRedis(redisUrl: string): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(redisUrl);
  const socket = connect(Number(port || 6379), hostname);
  const ask = async (command: string): Promise<void> => {
    socket.write(`${command}\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (!answer.toString().startsWith('+OK')) throw new Error(`Redis answered ${answer}`);
  };
  try {
    const who = [username, password].filter((part) => part !== '').map(decodeURIComponent);
    if (who.length > 0) await ask(`AUTH ${who.join(' ')}`);
    await ask(`SELECT ${pathname.slice(1) || '0'}`);
    await ask('FLUSHDB');
  } finally {
    socket.destroy();
  }
}
