import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

/**
 * Asks a server whether it is there, in its own protocol and without any client library, because a wrong
 * program on the port must not pass for the right one. Whether a login is accepted is left to its real user.
 *
 * @typedef {{ ok: true, greeting: string } | { ok: false, reason: string }} Answer
 * @typedef {(url: string) => Promise<Answer>} Ping
 * @typedef {{ port: number, protocols: string[], hello: (url: URL) => string, read: (bytes: Buffer) => Answer | undefined }} Dialogue
 */

const TIMEOUT_MS = 3_000;
const GREETING_OFFSET = 5;
const PROTOCOL_OFFSET = 4;
const ERROR_PACKET = 0xff;
const PROTOCOL_10 = 10;
const ERROR_TEXT_OFFSET = 7;

/** MariaDB and MySQL speak first; the greeting is the version, such as `5.5.5-10.11.19-MariaDB-…`. @type {Ping} */
export const pingDatabase = (url) =>
  converse(url, {
    port: 3306,
    protocols: ['mysql:', 'mariadb:'],
    hello: () => '',
    read: readDatabaseGreeting,
  });

/** @type {Ping} */
export const pingRedis = (url) =>
  converse(url, {
    port: 6379,
    protocols: ['redis:', 'rediss:'],
    hello: ({ username, password }) => {
      const login = password
        ? ['AUTH', ...(username ? [username] : []), password].map(decodeURIComponent)
        : [];
      return `${login.length > 0 ? redisCommand(login) : ''}${redisCommand(['PING'])}`;
    },
    read: readRedisAnswer,
  });

/** NATS speaks first, before any encryption. A list of addresses answers when one of them does. @type {Ping} */
export const pingNats = async (urls) => {
  /** @type {Answer} */
  let answer = { ok: false, reason: 'the address is empty' };
  for (const url of urls.split(',').map((part) => part.trim())) {
    answer = await converse(url.includes('://') ? url : `nats://${url}`, {
      port: 4222,
      protocols: ['nats:', 'tls:'],
      hello: () => '',
      read: readNatsGreeting,
    });
    if (answer.ok) break;
  }
  return answer;
};

/**
 * @param {Buffer} bytes
 * @returns {Answer | undefined} undefined: more bytes are needed
 */
export function readDatabaseGreeting(bytes) {
  if (bytes.length <= GREETING_OFFSET) return undefined;
  const kind = bytes[PROTOCOL_OFFSET];
  if (kind === ERROR_PACKET)
    return { ok: false, reason: bytes.subarray(ERROR_TEXT_OFFSET).toString('latin1') };
  if (kind !== PROTOCOL_10) return { ok: false, reason: 'what listens there is not MariaDB or MySQL' };
  const end = bytes.indexOf(0, GREETING_OFFSET);
  return end < 0 ? undefined : { ok: true, greeting: bytes.toString('latin1', GREETING_OFFSET, end) };
}

/**
 * @param {Buffer} bytes
 * @returns {Answer | undefined}
 */
export function readRedisAnswer(bytes) {
  const text = bytes.toString('utf8');
  if (text.includes('+PONG\r\n')) return { ok: true, greeting: 'PONG' };
  const refusal = /^-(.*)\r\n/m.exec(text);
  if (refusal) return { ok: false, reason: `it answered: ${refusal[1]}` };
  return text === '' || /^[+]/.test(text)
    ? undefined
    : { ok: false, reason: 'what listens there is not Redis' };
}

/**
 * @param {Buffer} bytes
 * @returns {Answer | undefined}
 */
export function readNatsGreeting(bytes) {
  const text = bytes.toString('utf8');
  if (text.includes('\r\n')) {
    return text.startsWith('INFO ')
      ? { ok: true, greeting: text.slice(0, text.indexOf('\r\n')) }
      : { ok: false, reason: 'what listens there is not NATS' };
  }
  return 'INFO '.startsWith(text.slice(0, 5))
    ? undefined
    : { ok: false, reason: 'what listens there is not NATS' };
}

/** @param {string[]} words */
function redisCommand(words) {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/**
 * @param {string} address
 * @param {Dialogue} dialogue
 * @returns {Promise<Answer>}
 */
async function converse(address, { port, protocols, hello, read }) {
  if (!URL.canParse(address)) return { ok: false, reason: 'it is not a URL' };
  const url = new URL(address);
  if (!protocols.includes(url.protocol)) {
    return { ok: false, reason: `it must begin with ${protocols.map((name) => `${name}//`).join(' or ')}` };
  }
  const target = { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port ? Number(url.port) : port };
  const socket =
    url.protocol === 'rediss:' ? connectTls({ ...target, servername: target.host }) : connect(target);
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    /** @param {Answer} answer */
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(TIMEOUT_MS, () => settle({ ok: false, reason: `no answer in ${TIMEOUT_MS / 1000} s` }));
    socket.once('error', (error) => settle({ ok: false, reason: reasonOf(error) }));
    socket.once('close', () => settle({ ok: false, reason: 'it closed the connection' }));
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const answer = read(bytes);
      if (answer) settle(answer);
    });
    socket.write(hello(url));
  });
}

/** @param {Error & { code?: string }} error */
function reasonOf({ code, message }) {
  if (code === 'ECONNREFUSED') return 'the connection is refused: nothing listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host name is unknown';
  return message || code || 'unknown';
}
