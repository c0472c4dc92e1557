import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJobOver, type JobView, syncCommands, syncQueries } from '@encaisse/contracts';
import { type Bus, MessagingFault } from '@encaisse/messaging';
import { createService, migrate, parseConfig } from '@encaisse/service-kit';
import { type TestDatabase, testDatabase } from '@encaisse/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { SYNC_SCHEMA } from '../src/schema/sync-schema.js';
import { syncService } from '../src/sync.service.js';
import { API_KEY } from './head-office-process.js';

export const STORE_ID = uuidv7();
export const TILL_ID = uuidv7();

/** A store's database with this service's tables, and the environment to run the service on it. */
export class SyncUnderTest {
  #app: NestFastifyApplication | undefined;

  private constructor(
    readonly database: TestDatabase,
    readonly source: DataSource,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async prepare(spec: string, env: Readonly<Record<string, string>>): Promise<SyncUnderTest> {
    const database = await testDatabase(spec);
    const serviceUrl = database.serviceUrl('sync');
    const source = new DataSource({ type: 'mariadb', url: database.adminUrl, timezone: 'Z' });
    await source.initialize();
    const type = await typeOf(source);
    await migrate({ adminUrl: database.adminUrl, serviceUrl, type, ...SYNC_SCHEMA });
    return new SyncUnderTest(database, source, {
      DATABASE_URL: serviceUrl,
      DATABASE_TYPE: type,
      HEAD_OFFICE_API_KEY: API_KEY,
      HEAD_OFFICE_TIMEOUT_MS: '30000',
      HEAD_OFFICE_RETRY_MS: '50',
      HEAD_OFFICE_RETRY_MAX_MS: '400',
      RECONCILE_MS: '200',
      JOB_LEASE_MS: '6000',
      PREFETCH_MS: '0',
      CLEANING_MS: '0',
      SPOOL_DIR: join(tmpdir(), `encaisse-sync-spec-${uuidv7()}`),
      ...env,
    });
  }

  /** Runs the service in this process. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const config = parseConfig(syncService.config, { PORT: '0', LOG_LEVEL: 'silent', ...this.env, ...env });
    this.#app = await createService(syncService, config);
    await this.#app.listen(0, '127.0.0.1');
    return this.#app;
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    this.#app = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.source.destroy();
    await this.database.drop();
  }

  async rows<T = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return (await this.source.query(sql, parameters)) as T[];
  }

  async count(table: string, where = '1 = 1'): Promise<number> {
    const [row] = await this.rows<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`);
    return Number(row?.n);
  }
}

/** Which of the two servers the suite was started with. */
async function typeOf(source: DataSource): Promise<'mariadb' | 'mysql'> {
  const [row] = (await source.query('SELECT VERSION() AS version')) as [{ version: string }];
  return row.version.includes('MariaDB') ? 'mariadb' : 'mysql';
}

/** What register-service asks for an import or an export. */
export const jobFor = (registerNumber: number, jobId: string = uuidv7()) => ({
  jobId,
  storeId: STORE_ID,
  storeCode: 'S01',
  registerId: `0195a1c2-0000-7000-8000-${String(registerNumber).padStart(12, '0')}`,
  registerNumber,
  tillId: TILL_ID,
  requestedBy: 'R01',
});
export type JobRequest = ReturnType<typeof jobFor>;

export const startImport = (bus: Bus, job: JobRequest) =>
  answered(() => bus.request(syncCommands.startImportJob, job));
export const startExport = (bus: Bus, job: JobRequest) =>
  answered(() => bus.request(syncCommands.startExportJob, job));

export const cancelImport = (bus: Bus, job: JobRequest) =>
  answered(() => bus.request(syncCommands.cancelImportJob, job));

/** Asks again while nobody answers, as register-service does: a service that has just started is not heard of yet. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof MessagingFault) || attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export async function jobOf(bus: Bus, jobId: string): Promise<JobView> {
  const answer = await answered(() => bus.request(syncQueries.getJob, { jobId }));
  if (!answer.ok) throw new Error(`no job ${jobId}: ${answer.refusal.code}`);
  return answer.value;
}

/** The job once `condition` holds. @throws with the job as it stands when that takes too long. */
export async function jobWhen(
  bus: Bus,
  jobId: string,
  condition: (job: JobView) => boolean,
  limitMs = 30_000,
): Promise<JobView> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const job = await jobOf(bus, jobId);
    if (condition(job)) return job;
    if (Date.now() > deadline) throw new Error(`still not so after ${limitMs} ms: ${JSON.stringify(job)}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

export const isOver = (job: JobView): boolean => isJobOver(job.state);

export async function eventually(
  condition: () => boolean | Promise<boolean>,
  limitMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${limitMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
