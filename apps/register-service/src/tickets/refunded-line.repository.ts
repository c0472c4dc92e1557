import { type GivenBack, toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type RefundedLineRow, RefundedLines } from './refunded-line.row.js';

/** Which sold line. */
export type SoldLineKey = Pick<RefundedLineRow, 'storeId' | 'ticketId' | 'lineId'>;

/** How far sold lines have been given back. */
@Injectable()
export class RefundedLineRepository {
  /** As it stands, by line; one that is not there has not been given back at all. Another register may move it on. */
  async of(
    manager: EntityManager,
    storeId: string,
    ticketId: string,
  ): Promise<ReadonlyMap<string, GivenBack>> {
    const rows = await manager.findBy(RefundedLines, { storeId, ticketId });
    return new Map(rows.map((row) => [row.lineId, givenBackOf(row)]));
  }

  /**
   * Locks these lines against every other register until the transaction ends. Whoever locks several takes them in the same
   * order, so that none waits for one who waits for it; a line that nobody gave back yet gets its row first, since a
   * row that is not there cannot be locked.
   */
  async lock(manager: EntityManager, keys: readonly SoldLineKey[]): Promise<readonly RefundedLineRow[]> {
    const places = keys.map(({ storeId, ticketId, lineId }) => [storeId, ticketId, lineId]).sort(byText);
    for (const place of places) {
      await manager.query(
        `INSERT INTO register_refunded_lines (store_id, ticket_id, line_id, quantity_thousandths, ttc_cents)
         VALUES (?, ?, ?, 0, 0) ON DUPLICATE KEY UPDATE line_id = line_id`,
        place,
      );
    }
    return manager.findBy(
      RefundedLines,
      keys.map(({ storeId, ticketId, lineId }) => ({ storeId, ticketId, lineId })),
    );
  }

  /** Under their locks. */
  async move(manager: EntityManager, rows: readonly RefundedLineRow[]): Promise<void> {
    for (const { storeId, ticketId, lineId, quantityThousandths, ttcCents } of rows) {
      await manager.update(RefundedLines, { storeId, ticketId, lineId }, { quantityThousandths, ttcCents });
    }
  }
}

export const givenBackOf = ({ quantityThousandths, ttcCents }: RefundedLineRow): GivenBack => ({
  quantityThousandths,
  ttcCents: toCents(ttcCents),
});

const byText = (a: readonly string[], b: readonly string[]): number => (a.join() < b.join() ? -1 : 1);
