import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Tickets } from '../tickets/ticket.row.js';
import {
  type LateSettlementRow,
  LateSettlements,
  type LateTicketRow,
  LateTickets,
} from './late-ticket.row.js';

/** What became of late tickets. */
@Injectable()
export class LateSettlementReader {
  /**
   * By ticket; those that wait are not among them. One whose draft had stayed at its register and was sold there after all is
   * a ticket as if it had been admitted.
   */
  async find(
    manager: EntityManager,
    storeId: string,
    ticketIds: readonly string[],
  ): Promise<ReadonlyMap<string, LateSettlementRow>> {
    if (ticketIds.length === 0) return new Map();
    const among = { storeId, ticketId: In([...ticketIds]) };
    const sold = (await manager.findBy(Tickets, among)).map(
      (ticket): LateSettlementRow => ({
        storeId,
        ticketId: ticket.ticketId,
        outcome: 'ADMITTED',
        registerId: ticket.registerId,
        sessionId: ticket.sessionId,
        settledAt: ticket.finalisedAt,
        settledBy: ticket.lateAdmittedBy ?? ticket.sellerCode,
        reason: ticket.lateReason,
      }),
    );
    const settled = await manager.findBy(LateSettlements, among);
    return new Map([...settled, ...sold].map((row) => [row.ticketId, row]));
  }

  /** Those that were dismissed in a session, in the order in which they were; ids settle which of two comes first. */
  async dismissedIn(
    manager: EntityManager,
    { storeId, sessionId }: { readonly storeId: string; readonly sessionId: string },
    { skip, limit }: { readonly skip: number; readonly limit: number },
  ): Promise<readonly { readonly late: LateTicketRow; readonly settlement: LateSettlementRow }[]> {
    const settlements = await manager.find(LateSettlements, {
      where: { storeId, sessionId, outcome: 'DISMISSED' },
      order: { settledAt: 'ASC', ticketId: 'ASC' },
      skip,
      take: limit,
    });
    const ticketId = In(settlements.map((settlement) => settlement.ticketId));
    const kept = await manager.findBy(LateTickets, { storeId, ticketId });
    return settlements.map((settlement) => {
      const late = kept.find((row) => row.ticketId === settlement.ticketId);
      if (!late) throw new Error(`ticket ${settlement.ticketId} was dismissed and never kept`);
      return { late, settlement };
    });
  }
}
