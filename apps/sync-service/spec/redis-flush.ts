import { once } from 'node:events';
import { connect } from 'node:net';

/** FLUSHALL, as an operator's slip would do it. Nothing but libs/messaging may know a Redis client. */
export async function flushRedis(redisUrl: string): Promise<void> {
  const { hostname, port } = new URL(redisUrl);
  const socket = connect(Number(port || 6379), hostname);
  socket.write('FLUSHALL\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  if (!answer.toString().startsWith('+OK')) throw new Error(`Redis answered ${answer}`);
}
