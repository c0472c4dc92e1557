import {
  done,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
  ticketCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type Draft, fixedByPayments, isInProgress, totalsOf } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { DraftCommands } from './draft-commands.js';
import { type AbandonedTicketRow, AbandonedTickets } from './given-up.row.js';
import type { Sale } from './sale.js';
import { discountOf, viewOfAbandoned } from './ticket.mapper.js';

const contract = ticketCommands.abandonTicket;

/**
 * Gives a ticket up, parked or not: the seller's own, or anybody's for who may close. It is kept with its lines; an empty
 * one is nothing and leaves nothing.
 */
@Injectable()
export class AbandonTicketHandler {
  constructor(
    private readonly commands: DraftCommands,
    private readonly drafts: DraftRepository,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    return this.commands.onDraft(contract, request, async (draft, sale) => {
      const { seller } = sale.who;
      if (draft.sellerCode !== seller.code && !seller.rights.includes('CLOSE')) {
        return refused('TICKET_OF_ANOTHER_SELLER', { sellerCode: draft.sellerCode });
      }
      const fixed = fixedByPayments(draft);
      if (fixed) return fixed;
      const abandoned = recordOf(draft, sale);
      // Nothing was ever on it: head office counts abandoned tickets, and this was none.
      if (isInProgress(draft)) await sale.manager.insert(AbandonedTickets, abandoned);
      await this.drafts.delete(sale.manager, draft.storeId, [draft.ticketId]);
      return done(viewOfAbandoned(abandoned));
    });
  }
}

function recordOf(draft: Draft, { who, unit }: Sale): AbandonedTicketRow {
  const { storeId, ticketId, registerId, sessionId, sellerCode, startedAt } = draft;
  return {
    storeId,
    ticketId,
    registerId,
    sessionId,
    sellerCode,
    abandonedBy: who.seller.code,
    startedAt,
    abandonedAt: new Date(unit.at),
    lineCount: draft.lines.length,
    ...discountOf(draft),
    ttcCents: totalsOf(draft).ttcCents,
    lineItems: draft.lines.map(({ position: _position, ...line }) => line),
  };
}
