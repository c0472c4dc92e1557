import { createHmac, randomBytes } from 'node:crypto';
import { lookup } from 'node:dns';
import { type ClientRequest, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { SupervisionConfig } from '../supervision.config.js';
import { type Attempt, failed } from './attempt.js';
import { WebhookNetworks } from './webhook-networks.js';

const ANSWER_MS = 10_000;
const HEADER_BYTES_MAX = 16 * 1024;

const SECRET_PREFIX = 'whsec_';
export const newWebhookSecret = (): string => `${SECRET_PREFIX}${randomBytes(32).toString('base64')}`;

/** As standardwebhooks.com says: over id, time and body, so that neither is changed or used again later. */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string;
  readonly id: string;
  readonly body: string;
}

/** Posts to addresses that people have typed in: only where `WebhookNetworks` allows, following nothing, reading no answer's body. */
@Injectable()
export class WebhookClient {
  readonly networks: WebhookNetworks;

  constructor(@Inject(CONFIG) config: Pick<SupervisionConfig, 'WEBHOOK_NETWORKS'>) {
    this.networks = new WebhookNetworks(config.WEBHOOK_NETWORKS);
  }

  async post({ url: address, secret, id, body }: Webhook, stop: AbortSignal): Promise<Attempt> {
    const url = new URL(address);
    if (!this.networks.mayBe(url)) return NOT_ALLOWED;
    const timestamp = Math.floor(Date.now() / 1_000);
    const options: RequestOptions = {
      method: 'POST',
      agent: false,
      lookup: this.#lookup(url.protocol),
      maxHeaderSize: HEADER_BYTES_MAX,
      signal: AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS)]),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Encaisse',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf(secret, id, timestamp, body),
      },
    };
    try {
      const request = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
      return judge(await statusOf(request, body));
    } catch (error) {
      stop.throwIfAborted();
      return failureOf(error);
    }
  }

  /** The address that was checked is the one that is connected to: a name cannot mean another one a moment later. */
  #lookup(protocol: string): LookupFunction {
    return (host, options, callback) => {
      lookup(host, { ...options, all: true }, (error, found) => {
        if (error) return callback(error, '');
        const allowed = found.filter(({ address }) => this.networks.allows(address, protocol));
        const [first] = allowed;
        if (!first) return callback(new NotAllowed(host), '');
        return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
      });
    };
  }
}

class NotAllowed extends Error {}
const NOT_ALLOWED = failed('no webhook may go to this address', true);

/** Whatever follows the status is not read. */
function statusOf(request: ClientRequest, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      response.on('error', () => undefined);
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.end(body);
  });
}

function judge(status: number): Attempt {
  if (status >= 200 && status < 300) return { outcome: 'DELIVERED' };
  if (status === 410) return { outcome: 'GONE' };
  const isElsewhere = status >= 300 && status < 400;
  return failed(`HTTP ${status}${isElsewhere ? ', which is not followed' : ''}`, true);
}

function failureOf(error: unknown): Attempt {
  if (error instanceof NotAllowed) return NOT_ALLOWED;
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || name === 'AbortError')
    return failed(`no answer within ${ANSWER_MS / 1_000} s`);
  return failed(code ?? message, code === 'ECONNREFUSED' || code === 'ENOTFOUND');
}
