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
import { SUPERVISION_SCHEMA } from '../src/schema/supervision-schema.js';
import { supervisionService } from '../src/supervision.service.js';

/** A caller elsewhere gives up earlier and asks again; a spec on a busy machine waits. */
const PATIENCE_MS = 60_000;

/** The whole supervision-service on a database and a NATS server of its own, as the database user that production has. */
export class HeadOfficeHouse {
  private constructor(
    private running: NestFastifyApplication,
    private readonly start: () => Promise<NestFastifyApplication>,
    readonly bus: Bus,
    /** The administrator's connection, to look behind the service's back. */
    readonly admin: DataSource,
    private readonly parts: { readonly database: TestDatabase; readonly nats: PrivateNats },
  ) {}

  get app(): NestFastifyApplication {
    return this.running;
  }

  get natsUrl(): string {
    return this.parts.nats.url;
  }

  static async open(spec: string, settings: Readonly<Record<string, string>> = {}): Promise<HeadOfficeHouse> {
    const [database, nats] = await Promise.all([testDatabase(`supervision_${spec}`), privateNats()]);
    const serviceUrl = database.serviceUrl('supervision');
    const type = databaseType();
    await migrate({ adminUrl: database.adminUrl, serviceUrl, type, ...SUPERVISION_SCHEMA });
    const config = parseConfig(supervisionService.config, {
      DATABASE_URL: serviceUrl,
      DATABASE_TYPE: type,
      NATS_URL: nats.url,
      PORT: '0',
      LOG_LEVEL: 'silent',
      PASSWORD_PEPPER: 'a-pepper-for-specs-alone-0123456789-abc',
      // Only when a spec says so: what is told here happened long ago.
      ALERT_ROUND_SECONDS: '0',
      ...settings,
    });
    const start = () => createService(supervisionService, config);
    const app = await start();
    const admin = await new DataSource({ type, url: database.adminUrl, timezone: 'Z' }).initialize();
    const log = pino({ level: 'silent' });
    const bus = await Bus.connect({ servers: [nats.url], name: 'spec', log });
    return new HeadOfficeHouse(app, start, bus, admin, { database, nats });
  }

  ask<C extends RpcContract>(contract: C, body: RequestOf<C>): Promise<Outcome<ReplyOf<C>>> {
    return this.bus.request({ ...contract, timeoutMs: PATIENCE_MS }, body);
  }

  /** Stops the service and starts it again. */
  async restart(): Promise<void> {
    await this.running.close();
    this.running = await this.start();
    while (!(await this.running.get(Bus).isReady()));
  }

  /** Every row of these tables, in the order of their keys, as text: what is equal is equal to the byte. */
  async dump(tables: readonly string[]): Promise<string> {
    const texts: string[] = [];
    for (const table of tables) {
      const keys = (await this.admin.query(
        `SELECT column_name AS name FROM information_schema.key_column_usage
         WHERE table_schema = DATABASE() AND table_name = ? AND constraint_name = 'PRIMARY' ORDER BY ordinal_position`,
        [table],
      )) as { name: string }[];
      const order = keys.map(({ name }) => name).join(', ');
      const rows = (await this.admin.query(`SELECT * FROM ${table} ORDER BY ${order}`)) as object[];
      texts.push(`${table}\n${rows.map((row) => JSON.stringify(row)).join('\n')}`);
    }
    return texts.join('\n\n');
  }

  async close(): Promise<void> {
    await this.bus.drain();
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
