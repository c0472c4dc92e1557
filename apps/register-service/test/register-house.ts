import { CATALOGUE_MIGRATIONS } from '@encaisse/catalogue';
import type { Outcome, ReplyOf, RequestOf, RpcContract } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { createService, migrate, parseConfig } from '@encaisse/service-kit';
import {
  databaseType,
  type PrivateNats,
  privateNats,
  type TestDatabase,
  testDatabase,
} from '@encaisse/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { appModule } from '../src/app.module.js';
import { JobReconciler } from '../src/kernel/job-reconciler.js';
import { REGISTER_SCHEMA } from '../src/schema.js';
import { REGISTER_SERVICE } from '../src/service.js';
import { FakeSync } from './fake-sync.js';
import { SettableClock } from './settable-clock.js';

const SECONDS_BETWEEN_ROUNDS = 1_000;
/** A caller in a shop gives up earlier and asks again; a spec on a busy machine waits. */
const PATIENCE_MS = 60_000;
jest.setTimeout(PATIENCE_MS);

/**
 * The whole register-service on a database and a NATS server of its own, as the database user that production has,
 * with a stand-in for sync-service. Real: the service, MariaDB, NATS. Fake: sync-service, and the clock's offset.
 */
export class RegisterHouse {
  private constructor(
    private running: NestFastifyApplication,
    private readonly start: () => Promise<NestFastifyApplication>,
    readonly bus: Bus,
    readonly sync: FakeSync,
    readonly clock: SettableClock,
    /** The administrator's connection, to look behind the service's back. */
    readonly admin: DataSource,
    /** Of the service's own user, for programs beside it. */
    readonly serviceUrl: string,
    private readonly parts: { database: TestDatabase; nats: PrivateNats },
  ) {}

  get app(): NestFastifyApplication {
    return this.running;
  }

  /** A connection of the service's own user. */
  get database(): DataSource {
    return this.running.get(DataSource);
  }

  get natsUrl(): string {
    return this.parts.nats.url;
  }

  /** Stops the service and starts it again, on what `meanwhile` has left of its database. */
  async restart(meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    await this.running.close();
    await meanwhile();
    this.running = await this.start();
    // By its answer the NATS server has heard of every subscription.
    while (!(await this.running.get(Bus).isReady()));
  }

  static async open(spec: string, settings: Readonly<Record<string, string>> = {}): Promise<RegisterHouse> {
    const [database, nats] = await Promise.all([testDatabase(`register_${spec}`), privateNats()]);
    const serviceUrl = database.serviceUrl('register');
    const type = databaseType();
    const schema = { adminUrl: database.adminUrl, serviceUrl, type } as const;
    const catalogue = { migrations: [...CATALOGUE_MIGRATIONS], historyTable: 'sync_migrations', grants: [] };
    await migrate({ ...schema, ...catalogue });
    await migrate({ ...schema, ...REGISTER_SCHEMA });
    const config = parseConfig(REGISTER_SERVICE.config, {
      DATABASE_URL: serviceUrl,
      DATABASE_TYPE: type,
      NATS_URL: nats.url,
      PORT: '0',
      LOG_LEVEL: 'silent',
      PASSWORD_PEPPER: 'a pepper that only these tests know of',
      RECONCILE_SECONDS: String(SECONDS_BETWEEN_ROUNDS),
      RELAY_MS: '0',
      ...settings,
    });
    const clock = new SettableClock();
    const definition = { ...REGISTER_SERVICE, module: () => appModule(config, clock) };
    const start = () => createService(definition, config);
    const app = await start();
    const admin = await new DataSource({ type, url: database.adminUrl, timezone: 'Z' }).initialize();
    const sync = await FakeSync.start(nats.url, admin);
    const log = pino({ level: 'silent' });
    const bus = await Bus.connect({ servers: [nats.url], name: 'spec', log });
    return new RegisterHouse(app, start, bus, sync, clock, admin, serviceUrl, { database, nats });
  }

  /** One round of the reconciler, whose own timer is set too slow to interfere. */
  reconcile(): Promise<void> {
    return this.app.get(JobReconciler).run();
  }

  ask<C extends RpcContract>(contract: C, body: RequestOf<C>): Promise<Outcome<ReplyOf<C>>> {
    return this.bus.request({ ...contract, timeoutMs: PATIENCE_MS }, body);
  }

  async close(): Promise<void> {
    await this.bus.drain();
    await this.sync.stop();
    await this.app.close();
    await this.admin.destroy();
    await this.parts.nats.stop();
    await this.parts.database.drop();
  }
}

/** The value of what must have been accepted. */
export function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
}

/** The code of what must have been refused; what was accepted shows in the failure. */
export const code = (outcome: Outcome<unknown>): string =>
  outcome.ok ? `accepted: ${JSON.stringify(outcome.value)}` : outcome.refusal.code;
