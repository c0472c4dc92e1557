import {
  done,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
  ticketCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Draft } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { DraftCommands } from './draft-commands.js';
import { TicketHandovers } from './given-up.row.js';
import type { Sale } from './sale.js';
import { viewOfDraft } from './ticket.mapper.js';

const contract = ticketCommands.resumeTicket;

/**
 * Goes on with a parked ticket, which becomes the seller's own. Who may close may also take over a ticket that another is
 * writing: it would keep the register from closing.
 */
@Injectable()
export class ResumeTicketHandler {
  constructor(
    private readonly commands: DraftCommands,
    private readonly drafts: DraftRepository,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    return this.commands.onDraft(contract, request, async (draft, sale) => {
      const { seller } = sale.who;
      const isHers = draft.sellerCode === seller.code;
      if (draft.state === 'DRAFT' && (isHers || !seller.rights.includes('CLOSE'))) {
        return refused('TICKET_NOT_PARKED', { state: draft.state });
      }
      const resumed: Draft = { ...draft, state: 'DRAFT', sellerCode: seller.code };
      await this.drafts.save(sale.manager, draft, resumed);
      if (!isHers) await recordHandover(draft, sale);
      return done(viewOfDraft(resumed));
    });
  }
}

async function recordHandover(draft: Draft, { who, unit, manager }: Sale): Promise<void> {
  const { storeId, ticketId, registerId, sessionId } = draft;
  await manager.insert(TicketHandovers, {
    storeId,
    handoverId: uuidv7(),
    ticketId,
    registerId,
    sessionId,
    takenFrom: draft.sellerCode,
    takenBy: who.seller.code,
    formerState: draft.state,
    handedOverAt: new Date(unit.at),
  });
}
