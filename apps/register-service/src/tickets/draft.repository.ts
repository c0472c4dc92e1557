import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import type { Draft } from './draft.js';
import {
  type DraftLineRow,
  DraftLines,
  type DraftPaymentRow,
  DraftPayments,
  type DraftTicketRow,
  DraftTickets,
} from './draft.row.js';

/** Whose drafts: those of one session of one register. */
export interface DraftsOf {
  readonly storeId: string;
  readonly registerId: string;
  readonly sessionId: string;
}

/**
 * Tickets being written. Whoever calls holds the lock of the register's row, under which alone its drafts change, so that
 * none needs a lock of its own.
 */
@Injectable()
export class DraftRepository {
  async find(manager: EntityManager, storeId: string, ticketId: string): Promise<Draft | undefined> {
    const [draft] = await this.findAll(manager, storeId, [ticketId]);
    return draft;
  }

  async findAll(
    manager: EntityManager,
    storeId: string,
    ticketIds: readonly string[],
  ): Promise<readonly Draft[]> {
    return whole(manager, await manager.findBy(DraftTickets, { storeId, ticketId: In([...ticketIds]) }));
  }

  /** Oldest first, empty ones too. */
  async ofSession(manager: EntityManager, place: DraftsOf): Promise<readonly Draft[]> {
    return whole(manager, await manager.findBy(DraftTickets, { ...place }));
  }

  async insert(manager: EntityManager, draft: Draft): Promise<void> {
    await manager.insert(DraftTickets, ticketRow(draft));
  }

  /** Writes what `after` has become of `before`. */
  async save(manager: EntityManager, before: Draft, after: Draft): Promise<void> {
    const place = placeOf(before);
    const changed = changedColumns(before, after);
    if (Object.keys(changed).length > 0) await manager.update(DraftTickets, place, changed);
    const gone = before.lines.filter((line) => !after.lines.includes(line));
    const come = after.lines.filter((line) => !before.lines.includes(line));
    if (gone.length > 0) {
      await manager.delete(DraftLines, { ...place, position: In(gone.map(({ position }) => position)) });
    }
    if (come.length > 0) {
      await manager.insert(
        DraftLines,
        come.map((line) => ({ ...line, ...place })),
      );
    }
    if (after.payments === before.payments) return;
    // One payment less changes what the others settle: they are written anew together.
    await manager.delete(DraftPayments, place);
    if (after.payments.length === 0) return;
    await manager.insert(
      DraftPayments,
      after.payments.map((payment) => ({ ...payment, ...place })),
    );
  }

  async delete(manager: EntityManager, storeId: string, ticketIds: readonly string[]): Promise<void> {
    if (ticketIds.length === 0) return;
    const place = { storeId, ticketId: In([...ticketIds]) };
    await manager.delete(DraftPayments, place);
    await manager.delete(DraftLines, place);
    await manager.delete(DraftTickets, place);
  }

  /** The empty drafts that sessions before this one left. */
  async deleteEarlier(manager: EntityManager, { storeId, registerId, sessionId }: DraftsOf): Promise<void> {
    const earlier = await manager.findBy(DraftTickets, { storeId, registerId, sessionId: Not(sessionId) });
    await this.delete(
      manager,
      storeId,
      earlier.map(({ ticketId }) => ticketId),
    );
  }
}

const placeOf = ({ storeId, ticketId }: Draft) => ({ storeId, ticketId });

const CHANGING = [
  'state',
  'sellerCode',
  'discountBasisPoints',
  'discountCents',
  'discountAuthorisedBy',
] as const satisfies readonly (keyof DraftTicketRow)[];

const changedColumns = (before: Draft, after: Draft): Partial<DraftTicketRow> =>
  Object.fromEntries(
    CHANGING.filter((name) => after[name] !== before[name]).map((name) => [name, after[name]]),
  );

const ticketRow = ({ lines: _lines, payments: _payments, ...row }: Draft): DraftTicketRow => row;

async function whole(manager: EntityManager, tickets: readonly DraftTicketRow[]): Promise<readonly Draft[]> {
  const [first] = tickets;
  if (first === undefined) return [];
  const place = { storeId: first.storeId, ticketId: In(tickets.map(({ ticketId }) => ticketId)) };
  const lines = await manager.find(DraftLines, { where: place, order: { ticketId: 'ASC', position: 'ASC' } });
  const payments = await manager.find(DraftPayments, {
    where: place,
    order: { ticketId: 'ASC', position: 'ASC' },
  });
  const linesOf = Map.groupBy(lines, ({ ticketId }) => ticketId);
  const paymentsOf = Map.groupBy(payments, ({ ticketId }) => ticketId);
  return tickets
    .map((ticket) => ({
      ...ticket,
      lines: (linesOf.get(ticket.ticketId) ?? []).map(lineOf),
      payments: (paymentsOf.get(ticket.ticketId) ?? []).map(paymentOf),
    }))
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.ticketId < b.ticketId ? -1 : 1));
}

const lineOf = ({ storeId: _store, ticketId: _ticket, ...line }: DraftLineRow) => line;
const paymentOf = ({ storeId: _store, ticketId: _ticket, ...payment }: DraftPaymentRow) => payment;
