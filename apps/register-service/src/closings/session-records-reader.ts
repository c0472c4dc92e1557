import type { ExportRecord, ZRecord } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CashRecords } from '../cash/cash-records.js';
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
    switch (section) {
      case 'session':
        yield {
          record: exportedSession(
            session,
            await placeOf(manager, session),
            await openingDenominationsOf(manager, session),
          ),
          next: nextSection(section),
        };
        return;
      case 'tickets':
        return yield* this.#tickets(manager, session, after);
      case 'abandoned':
        return yield* this.#abandoned(manager, session, after);
      case 'cashMovements':
        return yield* this.#cashMovements(manager, session, after);
      case 'drawerOpenings':
        return yield* this.#drawerOpenings(manager, session, after);
      case 'recounts':
        return yield* this.#recounts(manager, session, after);
      case 'z':
        yield { record: exportedZ(z), next: null };
    }
  }

  async *#tickets(
    manager: EntityManager,
    place: SessionRow,
    after: number,
  ): AsyncGenerator<ReadRecord, void, undefined> {
    const { storeId, sessionId } = place;
    let last = after;
    for (;;) {
      const page = { afterNumber: last, limit: ROWS_AT_ONCE };
      const records = await this.records.ofSession(manager, { storeId, sessionId }, page);
      for (const record of records) {
        last = record.ticket.number;
        yield { record: exportedTicket(record), next: { section: 'tickets', after: last } };
      }
      if (records.length < ROWS_AT_ONCE) return;
    }
  }

  async *#abandoned(
    manager: EntityManager,
    place: SessionRow,
    after: number,
  ): AsyncGenerator<ReadRecord, void, undefined> {
    const { storeId, sessionId } = place;
    let skip = after;
    for (;;) {
      const page = { skip, limit: ROWS_AT_ONCE };
      const rows = await this.records.abandonedOfSession(manager, { storeId, sessionId }, page);
      for (const row of rows) {
        skip += 1;
        yield { record: exportedAbandonedTicket(row), next: { section: 'abandoned', after: skip } };
      }
      if (rows.length < ROWS_AT_ONCE) return;
    }
  }

  async *#cashMovements(
    manager: EntityManager,
    session: SessionRow,
    after: number,
  ): AsyncGenerator<ReadRecord, void, undefined> {
    let last = after;
    for (;;) {
      const page = { afterNumber: last, limit: ROWS_AT_ONCE };
      const rows = await this.drawer.movementsOfSession(manager, session, page);
      for (const row of rows) {
        last = row.number;
        yield { record: exportedCashMovement(row), next: { section: 'cashMovements', after: last } };
      }
      if (rows.length < ROWS_AT_ONCE) return;
    }
  }

  async *#drawerOpenings(
    manager: EntityManager,
    session: SessionRow,
    after: number,
  ): AsyncGenerator<ReadRecord, void, undefined> {
    let last = after;
    for (;;) {
      const page = { afterNumber: last, limit: ROWS_AT_ONCE };
      const rows = await this.drawer.openingsOfSession(manager, session, page);
      for (const row of rows) {
        last = row.number;
        yield { record: exportedDrawerOpening(row), next: { section: 'drawerOpenings', after: last } };
      }
      if (rows.length < ROWS_AT_ONCE) return;
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

async function openingDenominationsOf(manager: EntityManager, { storeId, sessionId }: SessionRow) {
  const counted = await manager.findOneBy(FloatCounts, { storeId, sessionId });
  return counted?.denominations ?? null;
}

async function placeOf(manager: EntityManager, { storeId, registerId, tillId }: SessionRow) {
  const store = await manager.findOneByOrFail(Stores, { storeId });
  const register = await manager.findOneByOrFail(Registers, { registerId });
  const till = await manager.findOneByOrFail(Tills, { tillId });
  return { storeCode: store.code, registerNumber: register.number, tillCode: till.code };
}
