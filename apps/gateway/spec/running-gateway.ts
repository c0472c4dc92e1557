import { Writable } from 'node:stream';
import type { Outcome } from '@encaisse/contracts';
import { Bus, type CallContext, type Contracts, type Handlers } from '@encaisse/messaging';
import { createLog, createService } from '@encaisse/service-kit';
import { type PrivateNats, privateNats } from '@encaisse/testing';
import type { Abstract, Type } from '@nestjs/common';
import { gatewayConfig } from '../src/gateway.config.js';
import { gatewayService } from '../src/gateway.service.js';

export const ADMINISTRATOR = { user: 'siege', password: 'Le-Vrai-Mot-De-Passe' };

/** A real gateway on a real NATS server of its own. What it writes into its log is kept. */
export interface RunningGateway {
  readonly url: string;
  readonly natsUrl: string;
  /** The lines of its log so far. */
  readonly logged: () => readonly Record<string, unknown>[];
  /** Another client of the same NATS server, that a spec lets stand for a service. */
  readonly fakeService: (name: string) => Promise<FakeService>;
  /** A part of it, to put another in its place. */
  readonly part: <T>(type: Type<T> | Abstract<T>) => T;
  readonly stop: () => Promise<void>;
}

export interface FakeService {
  readonly serve: <T extends Contracts>(contracts: T, handlers: Handlers<T>) => Promise<void>;
  readonly hint: (subject: string) => void;
  readonly tell: (subject: string, body: unknown) => void;
  readonly stop: () => Promise<void>;
}

export async function runGateway(settings: Readonly<Record<string, string>> = {}): Promise<RunningGateway> {
  const nats = await privateNats();
  const lines: Record<string, unknown>[] = [];
  const app = await createService(
    gatewayService,
    gatewayConfig.parse({
      NODE_ENV: 'test',
      PORT: 0,
      NATS_URL: nats.url,
      ADMIN_USER: ADMINISTRATOR.user,
      ADMIN_PASSWORD: ADMINISTRATOR.password,
      ADMIN_TOKEN_SECRET: 'a-signing-key-for-specs-alone-0123456789',
      ...settings,
    }),
    createLog('gateway', 'trace', collector(lines)),
  );
  await app.listen(0, '127.0.0.1');
  const fakes: FakeService[] = [];
  return {
    url: await app.getUrl(),
    natsUrl: nats.url,
    logged: () => lines,
    fakeService: async (name) => {
      const fake = await fakeServiceOn(nats, name);
      fakes.push(fake);
      return fake;
    },
    part: (type) => app.get(type),
    stop: async () => {
      await app.close();
      await Promise.all(fakes.map((fake) => fake.stop()));
      await nats.stop();
    },
  };
}

const collector = (lines: Record<string, unknown>[]): Writable =>
  new Writable({
    write(chunk, _encoding, done) {
      for (const line of String(chunk).trim().split('\n')) lines.push(JSON.parse(line));
      done();
    },
  });

async function fakeServiceOn({ url }: PrivateNats, name: string): Promise<FakeService> {
  const log = createLog(name, 'silent');
  const bus = await Bus.connect({ servers: [url], name, log });
  return {
    serve: async (contracts, handlers) => {
      bus.serve(name, contracts, handlers);
      // A round trip: the server has the subscriptions once it has answered.
      await bus.isReady();
    },
    hint: (subject) => bus.hint(subject),
    tell: (subject, body) => bus.tell(subject, body),
    stop: () => bus.drain(),
  };
}

/** What a spec reads of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export async function call(
  { url }: RunningGateway,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  {
    headers = {},
    body,
  }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } = {},
): Promise<Answer> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...json, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** Handlers that all answer the same way, whatever is asked. */
export const alike = <T extends Contracts>(
  contracts: T,
  answer: (request: Readonly<Record<string, unknown>>, context: CallContext) => Outcome<never>,
): Handlers<T> =>
  Object.fromEntries(
    Object.keys(contracts).map((name) => [
      name,
      async (request: Readonly<Record<string, unknown>>, context: CallContext) => answer(request, context),
    ]),
  ) as unknown as Handlers<T>;
