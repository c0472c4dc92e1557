import {
  acceptanceReports,
  datasetQueries,
  done,
  encodeRecord,
  exportQueries,
  type Outcome,
  type ReplyOf,
  syncReports,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { createLog } from '@encaisse/service-kit';
import type { SampleSession } from './sample-session.js';

type ExportReply = ReplyOf<(typeof exportQueries)['readExport']>;

interface Report {
  readonly name: keyof typeof syncReports | keyof typeof acceptanceReports;
  readonly body: Record<string, unknown>;
}

const takeIn = (): Outcome<Record<never, never>> => done({});

/**
 * Stands in for register-service, which is another service: a real NATS client that serves its half of the contracts,
 * keeps the reports it takes in, and has no state machine behind them.
 */
export class FakeRegisterService {
  readonly reports: Report[] = [];
  readonly pagesRead: string[] = [];
  /** Sealed sessions by export. */
  readonly exports = new Map<string, readonly SampleSession[]>();
  /** The registers that it says there are. */
  served: ReplyOf<(typeof datasetQueries)['listServedRegisters']>['registers'] = [];
  /** What it answers to each report; a throw leaves the report untaken. */
  answer: (report: Report) => Outcome<Record<never, never>> = takeIn;

  private constructor(readonly bus: Bus) {}

  static async start(natsUrl: string): Promise<FakeRegisterService> {
    const log = createLog('fake-register-service', 'silent');
    const bus = await Bus.connect({ servers: [natsUrl], name: 'fake-register-service', log });
    const fake = new FakeRegisterService(bus);
    const take = (name: Report['name']) => async (body: Record<string, unknown>) => {
      const report = { name, body };
      const answer = fake.answer(report);
      fake.reports.push(report);
      return answer;
    };
    bus.serve('register', syncReports, {
      importSucceeded: take('importSucceeded'),
      importFailed: take('importFailed'),
      sessionAcknowledged: take('sessionAcknowledged'),
      exportRefused: take('exportRefused'),
      exportUnanswered: take('exportUnanswered'),
    });
    bus.serve('register', acceptanceReports, {
      sessionAcceptedApart: take('sessionAcceptedApart'),
      acceptanceRefused: take('acceptanceRefused'),
    });
    bus.serve('register', datasetQueries, {
      listServedRegisters: async () => done({ registers: fake.served, nextAfter: null }),
    });
    bus.serve('register', exportQueries, {
      readExport: async ({ exportId }) => done(fake.#exportOf(exportId)),
      readExportRecords: async ({ sessionId, cursor, limit }) => {
        fake.pagesRead.push(`${sessionId} ${cursor ?? ''}`);
        return done(fake.#pageOf(sessionId, Number(cursor ?? 0), limit));
      },
    });
    return fake;
  }

  heal(): void {
    this.answer = takeIn;
    this.served = [];
  }

  reportsOf(name: Report['name'], id: string): Record<string, unknown>[] {
    return this.reports
      .filter((report) => report.name === name && (report.body['jobId'] ?? report.body['exportId']) === id)
      .map(({ body }) => body);
  }

  async stop(): Promise<void> {
    await this.bus.drain();
  }

  #exportOf(exportId: string): ExportReply {
    const sessions = this.exports.get(exportId) ?? [];
    const key = sessions[0]?.records[0];
    if (key?.type !== 'session') throw new Error(`no export ${exportId}`);
    const acknowledged = new Set(
      this.reports.filter(({ name }) => name === 'sessionAcknowledged').map(({ body }) => body['sessionId']),
    );
    return {
      exportId,
      storeCode: key.key.storeCode,
      registerNumber: key.key.registerNumber,
      sessions: sessions.map(({ header }) => ({
        ...header,
        acknowledged: acknowledged.has(header.sessionId),
      })),
    };
  }

  #pageOf(sessionId: string, from: number, limit: number) {
    const session = [...this.exports.values()].flat().find(({ header }) => header.sessionId === sessionId);
    if (!session) throw new Error(`no session ${sessionId}`);
    const records = session.records
      .slice(from, from + limit)
      .map((record) => JSON.parse(encodeRecord(record)) as Record<string, unknown>);
    const next = from + records.length;
    return { records, nextCursor: next < session.records.length ? String(next) : null };
  }
}
