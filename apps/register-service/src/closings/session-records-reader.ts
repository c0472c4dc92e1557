import type { ExportRecord, ZRecord } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CashRecords } from '../cash/cash-records.js';
import { LateSettlementReader } from '../late-tickets/late-settlements.js';
import { FloatCounts } from '../registers/float-count.row.js';
import { Registers } from '../registers/register.row.js';
import type { SessionRow } from '../registers/session.row.js';
import { Stores } from '../stores/store.row.js';
import { TicketRecords } from '../tickets/ticket-records.js';
import { Tills } from '../tills/till.row.js';
import { type ExportPosition, nextSection } from './export-page.js';
import {
  exportedAbandonedTicket,
  exportedCashMovement,
  exportedDismissedLateTicket,
  exportedDrawerOpening,
  exportedRecount,
  exportedSession,
  exportedTicket,
  exportedZ,
} from './export-record.mapper.js';
import { RecountRecords } from './recount-records.js';

/** One record, and where reading goes on behind it; null behind the last. */
export interface ReadRecord {
  readonly record: ExportRecord;
  readonly next: ExportPosition | null;
}
export interface SealedSessionRecord {
  readonly session: SessionRow;
  readonly z: ZRecord;
}

/** Few enough to keep in memory, enough to keep the statements few. */
const ROWS_AT_ONCE = 100;

/** Reads a sealed session as head office gets it, record by record in canonical order, from wherever reading stopped. */
@Injectable()
export class SessionRecordsReader {
  constructor(
    private readonly records: TicketRecords,
    private readonly late: LateSettlementReader,
    private readonly drawer: CashRecords,
    private readonly recounts: RecountRecords,
  ) {}

  async *read(
    manager: EntityManager,
    sealed: SealedSessionRecord,
    from: ExportPosition,
  ): AsyncGenerator<ReadRecord, void, undefined> {
    let position: ExportPosition | null = from;
    while (position !== null) {
      yield* this.#section(manager, sealed, position);
      position = nextSection(position.section);
    }
  }

  async *#section(
    manager: EntityManager,
    { session, z }: SealedSessionRecord,
    { section, after }: ExportPosition,
  ): AsyncGenerator<ReadRecord, void, undefined> {
    const { storeId, sessionId } = session;
    const place = { storeId, sessionId };
    switch (section) {
      case 'session':
        yield {
          record: exportedSession(
            session,
            await shopOf(manager, session),
            await openingDenominationsOf(manager, session),
          ),
          next: nextSection(section),
        };
        return;
      case 'tickets':
        return yield* paged(section, after, {
          read: (page) => this.records.ofSession(manager, place, page),
          placeOf: ({ ticket }) => ticket.number,
          record: exportedTicket,
        });
      case 'abandoned':
        return yield* paged(section, after, {
          read: ({ afterNumber, limit }) =>
            this.records.abandonedOfSession(manager, place, { skip: afterNumber, limit }),
          // They have no number: their place is how many come before.
          placeOf: (_row, before) => before + 1,
          record: exportedAbandonedTicket,
        });
      case 'dismissedLate':
        return yield* paged(section, after, {
          read: ({ afterNumber, limit }) =>
            this.late.dismissedIn(manager, place, { skip: afterNumber, limit }),
          placeOf: (_row, before) => before + 1,
          record: exportedDismissedLateTicket,
        });
      case 'cashMovements':
        return yield* paged(section, after, {
          read: (page) => this.drawer.movementsOfSession(manager, place, page),
          placeOf: ({ number }) => number,
          record: exportedCashMovement,
        });
      case 'drawerOpenings':
        return yield* paged(section, after, {
          read: (page) => this.drawer.openingsOfSession(manager, place, page),
          placeOf: ({ number }) => number,
          record: exportedDrawerOpening,
        });
      case 'recounts':
        return yield* this.#recounts(manager, session, after);
      case 'z':
        yield { record: exportedZ(z), next: null };
    }
  }

  /** All at once: a drawer is counted again once or twice. */
  async *#recounts(
    manager: EntityManager,
    { storeId, sessionId }: SessionRow,
    after: number,
  ): AsyncGenerator<ReadRecord, void, undefined> {
    for (const row of await this.recounts.ofSession(manager, storeId, sessionId)) {
      if (row.number <= after) continue;
      yield { record: exportedRecount(row), next: { section: 'recounts', after: row.number } };
    }
  }
}

interface Pages<Row> {
  readonly read: (page: { readonly afterNumber: number; readonly limit: number }) => Promise<readonly Row[]>;
  /** Where a row stands in its section, behind the one at `before`. */
  readonly placeOf: (row: Row, before: number) => number;
  readonly record: (row: Row) => ExportRecord;
}

/** The rows of a section behind `after`, a page in memory at a time. */
async function* paged<Row>(
  section: ExportPosition['section'],
  after: number,
  { read, placeOf, record }: Pages<Row>,
): AsyncGenerator<ReadRecord, void, undefined> {
  let last = after;
  for (;;) {
    const rows = await read({ afterNumber: last, limit: ROWS_AT_ONCE });
    for (const row of rows) {
      last = placeOf(row, last);
      yield { record: record(row), next: { section, after: last } };
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

async function openingDenominationsOf(manager: EntityManager, { storeId, sessionId }: SessionRow) {
  const counted = await manager.findOneBy(FloatCounts, { storeId, sessionId });
  return counted?.denominations ?? null;
}

async function shopOf(manager: EntityManager, { storeId, registerId, tillId }: SessionRow) {
  const store = await manager.findOneByOrFail(Stores, { storeId });
  const register = await manager.findOneByOrFail(Registers, { registerId });
  const till = await manager.findOneByOrFail(Tills, { tillId });
  return { storeCode: store.code, registerNumber: register.number, tillCode: till.code };
}
