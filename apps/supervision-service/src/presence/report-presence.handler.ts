import { done, type Outcome, type ReplyOf, type RequestOf, type streamCommands } from '@encaisse/contracts';
import { inTransaction, jsonOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { StreamRepository } from '../streams/stream.repository.js';
import type { Head } from '../streams/stream-check.js';
import { isSeen } from './seen.js';

type Contract = typeof streamCommands.reportPresence;

/** Keeps how a store is doing, and says of which of its streams head office holds less than there is. */
@Injectable()
export class ReportPresenceHandler {
  constructor(
    private readonly database: DataSource,
    private readonly streams: StreamRepository,
    private readonly clock: Clock,
  ) {}

  async handle(report: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const now = this.clock.now();
    const behind = await inTransaction(this.database, async (manager) => {
      const held = await this.streams.heads(manager, report.heads);
      const behind = report.heads.filter(({ streamId, incarnation, seq }) => {
        const head = held.get(streamId);
        return head === undefined || head.incarnation !== incarnation || head.seq < seq;
      });
      await keepStore(manager, report, {
        now,
        behind: await standing(manager, report.storeId, { behind, held, now }),
      });
      await keepTills(manager, report, now);
      return behind.map(({ storeId, streamId, kind }) => {
        const head = held.get(streamId);
        const shown = head ? { incarnation: head.incarnation, seq: head.seq } : null;
        return { storeId, streamId, kind, head: shown };
      });
    });
    return done({ behind });
  }
}

/** By stream id: how far it is held, and since when it has stood there. */
type Behind = Readonly<Record<string, { readonly head: string; readonly since: string }>>;

/** A store reports before it tells its news, so that a busy one is behind each time: only what does not move stands still. */
async function standing(
  manager: EntityManager,
  storeId: string,
  seen: {
    readonly behind: readonly { readonly streamId: string }[];
    readonly held: ReadonlyMap<string, Head>;
    readonly now: Date;
  },
): Promise<Behind> {
  if (seen.behind.length === 0) return {};
  const [row] = (await manager.query('SELECT behind FROM supervision_store_presences WHERE store_id = ?', [
    storeId,
  ])) as SqlRow[];
  const former = nullable(row?.['behind'] ?? null, jsonOf) as Behind | null;
  return Object.fromEntries(
    seen.behind.map(({ streamId }) => {
      const held = seen.held.get(streamId);
      const head = held ? `${held.incarnation}/${held.seq}` : '';
      const before = former?.[streamId];
      return [streamId, before?.head === head ? before : { head, since: seen.now.toISOString() }];
    }),
  );
}

async function keepStore(
  manager: EntityManager,
  { storeId, softwareVersion, at }: RequestOf<Contract>,
  { now, behind }: { readonly now: Date; readonly behind: Behind },
): Promise<void> {
  const [oldest] = Object.values(behind)
    .map(({ since }) => since)
    .sort();
  await manager.query(
    `INSERT INTO supervision_store_presences
       (store_id, software_version, store_clock_at, reported_at, behind_since, behind) VALUES (?)
     ON DUPLICATE KEY UPDATE software_version = VALUES(software_version), store_clock_at = VALUES(store_clock_at),
       reported_at = VALUES(reported_at),
       behind_since = VALUES(behind_since), behind = VALUES(behind)`,
    [
      [
        ...[storeId, softwareVersion, new Date(at), now],
        ...(oldest === undefined ? [null, null] : [new Date(oldest), JSON.stringify(behind)]),
      ],
    ],
  );
}

const before = ['page_seen_at', 'agent_seen_at'].map((column) => isSeen(column, 'reported_at'));
const after = ['page_seen_at', 'agent_seen_at'].map((column) =>
  isSeen(`VALUES(${column})`, 'VALUES(reported_at)'),
);
/** Whether another thing is to be shown of a till than before the report, in SQL: also what is over before the next look. */
const FLIPPED = `NOT (printer_state <=> VALUES(printer_state)) OR NOT (paper_low <=> VALUES(paper_low))
  OR ${before.map((was, index) => `${was} <> ${after[index]}`).join(' OR ')}`;

async function keepTills(
  manager: EntityManager,
  { storeId, tills }: RequestOf<Contract>,
  now: Date,
): Promise<void> {
  if (tills.length === 0) return;
  const date = (instant: string | null) => (instant === null ? null : new Date(instant));
  await manager.query(
    `INSERT INTO supervision_presences (store_id, till_id, page_seen_at, agent_seen_at, pending_tickets, agent_version,
       printer_state, printer_since, paper_low, jobs_waiting, reported_at) VALUES ?
     ON DUPLICATE KEY UPDATE flips = flips + IF(${FLIPPED}, 1, 0), page_seen_at = VALUES(page_seen_at), agent_seen_at = VALUES(agent_seen_at),
       pending_tickets = VALUES(pending_tickets), agent_version = VALUES(agent_version),
       printer_state = VALUES(printer_state), printer_since = VALUES(printer_since), paper_low = VALUES(paper_low),
       jobs_waiting = VALUES(jobs_waiting), reported_at = VALUES(reported_at)`,
    [
      tills.map((till) => [
        storeId,
        till.tillId,
        date(till.pageSeenAt),
        date(till.agentSeenAt),
        till.pendingTickets,
        till.agentVersion,
        till.printer?.state ?? null,
        date(till.printer?.since ?? null),
        till.printer?.paperLow ?? null,
        till.printer?.jobsWaiting ?? null,
        now,
      ]),
    ],
  );
}
