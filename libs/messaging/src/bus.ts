import {
  CORRELATION_HEADER,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  type RpcContract,
  refused,
  replyEnvelope,
  type TillRpcContract,
} from '@encaisse/contracts';

import {
  type ConnectionOptions,
  connect,
  credsAuthenticator,
  headers,
  jwtAuthenticator,
  type Msg,
  type NatsConnection,
  type Subscription,
} from '@nats-io/transport-node';
import type { Logger } from 'pino';
import { currentCorrelationId, withCorrelation } from './correlation.js';
import { MessagingFault } from './fault.js';

/** How a process proves to NATS who it is: a `.creds` text, or a user JWT with the seed of its own nkey. Absent on an open server. */
export type BusIdentity = Readonly<{ creds: string }> | Readonly<{ userJwt: string; seed: string }>;

export interface BusOptions {
  readonly servers: readonly string[];
  /** Shown in the server's connection list. */
  readonly name: string;
  readonly identity?: BusIdentity;
  /** Prefix of the reply inbox; tills may only listen under their own. */
  readonly inboxPrefix?: string;
  readonly log: Logger;
}

export interface CallContext {
  readonly correlationId: string;
  /** The till a per-till subject belongs to; NATS vouches for it where users are restricted. */
  readonly tillId: string | undefined;
}
export type Contracts = Readonly<Record<string, RpcContract>>;
/** One handler for each contract: a missing one does not compile. */
export type Handlers<T extends Contracts> = {
  readonly [K in keyof T]: (
    request: RequestOf<T[K]>,
    context: CallContext,
  ) => Promise<Outcome<ReplyOf<T[K]>>>;
};

/** Requests served at once by one process; more are answered UNAVAILABLE so that callers back off. */
const IN_FLIGHT_MAX = 512;
const PING_INTERVAL_MS = 10_000;
/** Of a message's size, what its headers may have. */
const HEADER_BYTES = 512;

/**
 * The way between services: request/reply with a time limit, queue groups, and hints that may get lost.
 * Nothing here is durable; what must arrive stands in SQL first and is asked again until answered.
 */
export class Bus {
  readonly #connection: NatsConnection;
  readonly #log: Logger;
  readonly #subscriptions: Subscription[] = [];
  readonly #served = new Set<string>();
  readonly #reconnected = new Set<() => void>();
  #inFlight = 0;

  private constructor(connection: NatsConnection, log: Logger) {
    this.#connection = connection;
    this.#log = log;
  }

  /** Connects, waiting for the server as long as it takes, and reconnects for ever. */
  static async connect(options: BusOptions): Promise<Bus> {
    const connection = await connect({
      servers: [...options.servers],
      name: options.name,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      waitOnFirstConnect: true,
      pingInterval: PING_INTERVAL_MS,
      maxPingOut: 2,
      ...(options.inboxPrefix === undefined ? {} : { inboxPrefix: options.inboxPrefix }),
      ...(options.identity === undefined ? {} : { authenticator: authenticatorOf(options.identity) }),
    });
    const bus = new Bus(connection, options.log);
    bus.#watch();
    return bus;
  }

  /** Asks and waits for the answer. Throws `MessagingFault` when there is none in time or the other side failed. */
  async request<C extends RpcContract>(contract: C, body: RequestOf<C>): Promise<Outcome<ReplyOf<C>>> {
    return this.#requestOn(contract.subject, contract, body);
  }

  /** The same on a till's own subject. */
  async requestAsTill<C extends TillRpcContract>(
    contract: C,
    tillId: string,
    body: RequestOf<C>,
  ): Promise<Outcome<ReplyOf<C>>> {
    return this.#requestOn(contract.subjectOf(tillId), contract, body);
  }

  async #requestOn<C extends RpcContract>(
    subject: string,
    contract: C,
    body: RequestOf<C>,
  ): Promise<Outcome<ReplyOf<C>>> {
    const header = headers();
    const correlationId = currentCorrelationId();
    if (correlationId !== undefined) header.set(CORRELATION_HEADER, correlationId);
    const text = JSON.stringify(body);
    const bytes = this.#bytesTooMany(text);
    if (bytes !== undefined) throw new MessagingFault('TOO_LARGE', `${bytes} bytes asked on ${subject}`);
    let message: Msg;
    try {
      message = await this.#connection.request(subject, text, {
        timeout: contract.timeoutMs,
        headers: header,
      });
    } catch (error) {
      throw new MessagingFault('UNAVAILABLE', `no answer on ${subject}`, { cause: error });
    }
    const reply = replyEnvelope.parse(message.json());
    if (reply.ok) return { ok: true, value: contract.reply.parse(reply.value) as ReplyOf<C> };
    if ('fault' in reply) throw new MessagingFault(reply.fault.code, `${subject} failed`);
    // The catalogue is shared: a code that this process does not know is a newer one, and is passed on as it is.
    return { ok: false, refusal: reply.refusal as never };
  }

  /** Serves each contract with its handler, sharing the work with the other members of `queue`. */
  serve<T extends Contracts>(queue: string, contracts: T, handlers: Handlers<T>): void {
    for (const [name, contract] of Object.entries(contracts)) {
      if (this.#served.has(contract.subject)) throw new Error(`two handlers for ${contract.subject}`);
      this.#served.add(contract.subject);
      const handler = handlers[name as keyof T];
      const subscription = this.#connection.subscribe(contract.subject, {
        queue,
        callback: (error, message) => {
          if (error) this.#log.error({ err: error, subject: contract.subject }, 'subscription failed');
          else void this.#answer(contract, handler as never, message);
        },
      });
      this.#subscriptions.push(subscription);
    }
  }

  async #answer(
    contract: RpcContract,
    handler: (request: unknown, context: CallContext) => Promise<Outcome<unknown>>,
    message: Msg,
  ): Promise<void> {
    if (this.#inFlight >= IN_FLIGHT_MAX) {
      this.#respondFault(message, 'UNAVAILABLE');
      return;
    }
    this.#inFlight += 1;
    const startedAt = performance.now();
    const correlationId = message.headers?.get(CORRELATION_HEADER) || crypto.randomUUID();
    const context: CallContext = { correlationId, tillId: tillOf(message.subject) };
    await withCorrelation(correlationId, async () => {
      try {
        const outcome = await this.#outcomeOf(contract, handler, message, context);
        const text = JSON.stringify(outcome);
        const bytes = this.#bytesTooMany(text);
        if (bytes !== undefined) {
          this.#log.error({ subject: message.subject, code: 'TOO_LARGE', bytes }, 'answer too large');
          this.#respondFault(message, 'TOO_LARGE');
          return;
        }
        message.respond(text);
        const code = outcome.ok ? 'OK' : outcome.refusal.code;
        const durationMs = Math.round(performance.now() - startedAt);
        this.#log.info({ subject: message.subject, code, durationMs }, 'served');
      } catch (error) {
        const code = error instanceof MessagingFault ? error.code : 'INTERNAL';
        this.#log.error({ err: error, subject: message.subject, code }, 'failed');
        this.#respondFault(message, code);
      } finally {
        this.#inFlight -= 1;
      }
    });
  }

  #respondFault(message: Msg, code: MessagingFault['code']): void {
    try {
      message.respond(JSON.stringify({ ok: false, fault: { code } }));
    } catch (error) {
      // The line is closed: whoever asked finds out by the time limit.
      this.#log.warn({ err: error, subject: message.subject, code }, 'not answered');
    }
  }

  /** How many bytes `text` has, when they are more than the server takes in one message. */
  #bytesTooMany(text: string): number | undefined {
    const max = this.#connection.info?.max_payload;
    const bytes = Buffer.byteLength(text);
    return max !== undefined && bytes + HEADER_BYTES > max ? bytes : undefined;
  }

  async #outcomeOf(
    contract: RpcContract,
    handler: (request: unknown, context: CallContext) => Promise<Outcome<unknown>>,
    message: Msg,
    context: CallContext,
  ): Promise<Outcome<unknown>> {
    let body: unknown;
    try {
      body = message.json();
    } catch {
      return refused('BODY_INVALID', { problems: ['not JSON'] });
    }
    const parsed = contract.request.safeParse(body);
    if (parsed.success) return handler(parsed.data, context);
    const problems = parsed.error.issues
      .slice(0, 20)
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return refused('BODY_INVALID', { problems });
  }

  /** Tells whoever listens now; nobody listening is no error. Only for hints (doorbells, progress). */
  hint(subject: string): void {
    try {
      this.#connection.publish(subject);
    } catch (error) {
      // A hint lost while the line is down is found again by the timer of whoever waits for it.
      this.#log.debug({ err: error, subject }, 'hint not sent');
    }
  }

  /** Tells whoever listens now what has become true. It may get lost: whoever needs it can also ask for it. */
  tell(subject: string, body: unknown): void {
    try {
      this.#connection.publish(subject, JSON.stringify(body));
    } catch (error) {
      this.#log.debug({ err: error, subject }, 'not told');
    }
  }

  /** Listens to what is told until the returned function is called. `listener` must not throw. */
  onTold(subject: string, listener: (body: unknown) => void): () => void {
    const subscription = this.#connection.subscribe(subject, {
      callback: (error, message) => {
        if (error) this.#log.error({ err: error, subject }, 'subscription failed');
        else listener(message.json());
      },
    });
    return () => subscription.unsubscribe();
  }

  /** Listens to hints until the returned function is called. A hint says nothing but that it is time to look. */
  onHint(subject: string, listener: () => void): () => void {
    const subscription = this.#connection.subscribe(subject, {
      callback: (error) => {
        if (error) this.#log.error({ err: error, subject }, 'subscription failed');
        else listener();
      },
    });
    return () => subscription.unsubscribe();
  }

  /** False once the connection is closed for good: the process must be restarted. */
  isAlive(): boolean {
    return !this.#connection.isClosed();
  }

  /** After each break: what was said meanwhile was not heard. */
  onReconnected(listener: () => void): void {
    this.#reconnected.add(listener);
  }

  /** Whether the server answers now. */
  async isReady(): Promise<boolean> {
    if (this.#connection.isClosed()) return false;
    const silent = new Promise<false>((resolve) => setTimeout(resolve, 1_000, false).unref());
    return Promise.race([
      this.#connection.rtt().then(
        () => true,
        () => false,
      ),
      silent,
    ]);
  }

  /** Takes no more requests, finishes those in hand, says goodbye. */
  async drain(): Promise<void> {
    if (this.#connection.isClosed()) return;
    await Promise.allSettled(this.#subscriptions.map((subscription) => subscription.drain()));
    const deadline = Date.now() + 5_000;
    while (this.#inFlight > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await this.#connection.drain();
  }

  #watch(): void {
    void (async () => {
      for await (const status of this.#connection.status()) {
        if (status.type === 'disconnect' || status.type === 'reconnect' || status.type === 'error') {
          this.#log.warn({ status: status.type }, 'NATS connection');
        }
        if (status.type === 'reconnect') for (const listener of this.#reconnected) listener();
      }
    })().catch((error: unknown) => this.#log.error({ err: error }, 'NATS status'));
  }
}

const tillOf = (subject: string): string | undefined => {
  const [house, kind, tillId] = subject.split('.');
  return house === 'encaisse' && kind === 'till' ? tillId : undefined;
};

const authenticatorOf = (identity: BusIdentity): NonNullable<ConnectionOptions['authenticator']> => {
  const encode = (value: string) => new TextEncoder().encode(value);
  return 'creds' in identity
    ? credsAuthenticator(encode(identity.creds))
    : jwtAuthenticator(identity.userJwt, encode(identity.seed));
};
