import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

/**
 * The gateway as a till's page talks to it, by Node's plain client: what the measuring costs must not hide what is
 * measured.
 *
 * @typedef {{ status: number, body: unknown }} Answer
 * @typedef {{ bearer?: string | undefined, connection?: string | undefined, body?: unknown, timeoutMs?: number }} With
 */

const TIMEOUT_MS = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: 512 });

/**
 * @param {string} method
 * @param {string} url
 * @param {With} [by]
 * @returns {Promise<Answer>}
 */
export function call(method, url, { bearer, connection, body, timeoutMs = TIMEOUT_MS } = {}) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  /** @type {Record<string, string>} */
  const headers = { 'idempotency-key': randomUUID() };
  if (bearer !== undefined) headers['authorization'] = `Bearer ${bearer}`;
  if (connection !== undefined) headers['encaisse-connection'] = connection;
  if (text !== undefined) {
    headers['content-type'] = 'application/json';
    headers['content-length'] = String(Buffer.byteLength(text));
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent, timeout: timeoutMs }, (response) => {
      /** @type {Buffer[]} */
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, body: answer === '' ? {} : JSON.parse(answer) });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${url}: no answer in ${timeoutMs} ms`)));
    sent.on('error', reject);
    sent.end(text);
  });
}

/**
 * The same, for what has to go well. The caller says what the contract promises as the answer; to check it would be
 * measured, too.
 * @template T
 * @param {string} method
 * @param {string} url
 * @param {With} [by]
 * @returns {Promise<T>} the answer's body
 */
export async function granted(method, url, by) {
  const { status, body } = await call(method, url, by);
  if (status >= 200 && status < 300) return /** @type {T} */ (body);
  throw new Error(`${method} ${new URL(url).pathname}: ${status} ${JSON.stringify(body)}`);
}
