import { randomUUID } from 'node:crypto';
import {
  acceptanceCommands,
  acceptanceReports,
  done,
  type JobView,
  type ReplyOf,
  type RequestOf,
  refused,
  syncCommands,
  syncQueries,
  syncReports,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { type CatalogueSeller, sealDataset } from './catalogue.js';

type Target = RequestOf<typeof syncCommands.startImportJob>;

/** Stands in for sync-service on the bus: takes jobs, and reports of them what the test wants. */
export class FakeSync {
  readonly asked: { kind: JobView['kind']; target: Target }[] = [];
  readonly acceptances: RequestOf<typeof acceptanceCommands.startAcceptanceJob>[] = [];
  readonly #jobs = new Map<string, JobView>();
  /** The jobs that it was asked for while it was deaf, and that it knows nothing of. */
  readonly unheard: string[] = [];
  /** As long as it is deaf, it fails whatever it is asked. */
  deaf = false;

  private constructor(
    private readonly bus: Bus,
    private readonly catalogue: DataSource,
  ) {}

  static async start(natsUrl: string, catalogue: DataSource): Promise<FakeSync> {
    const log = pino({ level: 'silent' });
    const bus = await Bus.connect({ servers: [natsUrl], name: 'fake-sync', log });
    const sync = new FakeSync(bus, catalogue);
    bus.serve('sync', syncCommands, {
      startImportJob: (target) => sync.#take('IMPORT', target),
      startExportJob: (target) => sync.#take('EXPORT', target),
      cancelImportJob: async (target) => {
        if (sync.deaf) throw new Error('sync-service is deaf');
        const cancelled = { ...newJob('IMPORT', target), state: 'CANCELLED' } as const;
        sync.#jobs.set(target.jobId, cancelled);
        return done(cancelled);
      },
    });
    bus.serve('sync', acceptanceCommands, {
      startAcceptanceJob: (request) => {
        sync.acceptances.push(request);
        return sync.#take('ACCEPT_APART', request);
      },
    });
    bus.serve('sync', syncQueries, {
      getJob: async ({ jobId }) => {
        const job = sync.#jobs.get(jobId);
        return job ? done(job) : refused('JOB_UNKNOWN');
      },
      listJobs: async () => done({ items: [...sync.#jobs.values()], nextCursor: null }),
      listRejects: async () => done({ items: [], nextCursor: null }),
    });
    return sync;
  }

  stop(): Promise<void> {
    return this.bus.drain();
  }

  async #take(kind: JobView['kind'], target: Target) {
    if (this.deaf) {
      this.unheard.push(target.jobId);
      throw new Error('sync-service is deaf');
    }
    this.asked.push({ kind, target });
    const job = this.#jobs.get(target.jobId) ?? newJob(kind, target);
    this.#jobs.set(target.jobId, job);
    return done(job);
  }

  /** The job as it was asked for, once it was. */
  async target(jobId: string): Promise<Target> {
    return soon(
      `job ${jobId} at sync-service`,
      () => this.asked.find(({ target }) => target.jobId === jobId)?.target,
    );
  }

  /** Seals a dataset with these sellers and reports it; with `localAsOf` as one that was kept here while head office was silent. */
  async succeedImport(jobId: string, sellers: readonly CatalogueSeller[], localAsOf?: string) {
    const target = await this.target(jobId);
    const sealed = await sealDataset(this.catalogue, target, sellers);
    const dataset = localAsOf === undefined ? sealed : { ...sealed, localAsOf };
    return this.bus.request(syncReports.importSucceeded, { jobId, registerId: target.registerId, dataset });
  }

  report<C extends (typeof syncReports)[keyof typeof syncReports]>(
    contract: C,
    body: RequestOf<C>,
  ): Promise<Awaited<ReturnType<typeof this.bus.request<C>>>> {
    return this.bus.request(contract, body);
  }

  /** Head office acknowledges one session with these totals. */
  acknowledge(
    { exportId, registerId }: { exportId: string; registerId: string },
    sessionId: string,
    headOffice: { ticketCount: number; ttcCents: number },
  ) {
    return this.bus.request(syncReports.sessionAcknowledged, {
      exportId,
      registerId,
      sessionId,
      sha256: 'a'.repeat(64),
      acknowledgementId: randomUUID(),
      acknowledgedAt: new Date().toISOString(),
      headOffice,
    });
  }

  /** As if its database had been put back to before it was asked. */
  forget(jobId: string): void {
    this.#jobs.delete(jobId);
  }

  /** Head office takes a session apart, as the approval `jobId` asked. */
  async acceptApart(jobId: string) {
    const asked = await soon(`acceptance ${jobId}`, () =>
      this.acceptances.find((acceptance) => acceptance.jobId === jobId),
    );
    const { registerId, exportId, sessionId, requestedBy, approvedBy, reason } = asked;
    return this.bus.request(acceptanceReports.sessionAcceptedApart, {
      ...{ jobId, registerId, exportId, sessionId, requestedBy, approvedBy, reason },
      sha256: 'b'.repeat(64),
      acceptanceId: randomUUID(),
      acceptedAt: new Date().toISOString(),
    });
  }

  /** As sync-service shows a job that is over. */
  finish(jobId: string): void {
    const job = this.#jobs.get(jobId);
    if (job) this.#jobs.set(jobId, { ...job, state: 'SUCCEEDED' });
  }
}

const newJob = (kind: JobView['kind'], target: Target): ReplyOf<typeof syncCommands.startImportJob> => ({
  jobId: target.jobId,
  kind,
  state: 'RUNNING',
  storeId: target.storeId,
  registerId: target.registerId,
  correlationId: 'fake-sync',
  createdAt: new Date().toISOString(),
  startedAt: null,
  finishedAt: null,
  parts: [],
  rowsPerSecond: 0,
  datasetVersion: null,
  localAsOf: null,
  rejects: [],
  rejectedRows: 0,
  failure: null,
});

/** What `find` finds, once it does; what comes after a commit comes soon, and not at once. */
export async function soon<T>(what: string, find: () => T | undefined): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`there is no ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
