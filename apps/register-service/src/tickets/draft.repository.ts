import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../kernel/insert-rows.js';
import { readRows } from '../kernel/row-shape.js';
import type { Draft } from './draft.js';
import { DraftTickets } from './draft.row.js';

/** Whose drafts: those of one session of one register. */
export interface DraftsOf {
  readonly storeId: string;
  readonly registerId: string;
  readonly sessionId: string;
}

const OLDEST_FIRST = 'ORDER BY r.started_at, r.ticket_id';

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
    if (ticketIds.length === 0) return [];
    const tail = `WHERE r.store_id = ? AND r.ticket_id IN (?) ${OLDEST_FIRST}`;
    return readRows(manager, DraftTickets, tail, [storeId, ticketIds]);
  }

  /** Oldest first, empty ones too. */
  ofSession(manager: EntityManager, { storeId, registerId, sessionId }: DraftsOf): Promise<readonly Draft[]> {
    const tail = `WHERE r.store_id = ? AND r.register_id = ? AND r.session_id = ? ${OLDEST_FIRST}`;
    return readRows(manager, DraftTickets, tail, [storeId, registerId, sessionId]);
  }

  insert(manager: EntityManager, draft: Draft): Promise<void> {
    return insertRows(manager, DraftTickets, [draft]);
  }

  /** Writes what the draft `before` has become. */
  async save(manager: EntityManager, before: Draft, after: Draft): Promise<void> {
    if (after === before) return;
    await manager.query(
      `UPDATE register_draft_tickets
       SET state = ?, seller_code = ?, discount_basis_points = ?, discount_cents = ?, discount_authorised_by = ?,
           line_items = ?, payment_items = ?
       WHERE store_id = ? AND ticket_id = ?`,
      [
        after.state,
        after.sellerCode,
        after.discountBasisPoints,
        after.discountCents,
        after.discountAuthorisedBy,
        JSON.stringify(after.lines),
        JSON.stringify(after.payments),
        before.storeId,
        before.ticketId,
      ],
    );
  }

  async delete(manager: EntityManager, storeId: string, ticketIds: readonly string[]): Promise<void> {
    if (ticketIds.length === 0) return;
    await manager.query('DELETE FROM register_draft_tickets WHERE store_id = ? AND ticket_id IN (?)', [
      storeId,
      ticketIds,
    ]);
  }

  /** The empty drafts that sessions before this one left. */
  async deleteEarlier(manager: EntityManager, { storeId, registerId, sessionId }: DraftsOf): Promise<void> {
    await manager.query(
      'DELETE FROM register_draft_tickets WHERE store_id = ? AND register_id = ? AND session_id <> ?',
      [storeId, registerId, sessionId],
    );
  }
}
