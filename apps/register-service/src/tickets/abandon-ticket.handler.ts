import {
  done,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
  ticketCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { abandonedRecord } from './abandoned-record.js';
import { fixedByPayments, isInProgress } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { DraftCommands } from './draft-commands.js';
import { AbandonedTickets } from './given-up.row.js';
import { viewOfAbandoned } from './ticket.mapper.js';

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
      const abandoned = abandonedRecord(draft, { by: seller.code, at: new Date(sale.unit.at) });
      // Nothing was ever on it: head office counts abandoned tickets, and this was none.
      if (isInProgress(draft)) await sale.manager.insert(AbandonedTickets, abandoned);
      await this.drafts.delete(sale.manager, draft.storeId, [draft.ticketId]);
      return done(viewOfAbandoned(abandoned));
    });
  }
}
