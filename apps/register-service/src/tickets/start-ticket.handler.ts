import {
  done,
  NO_DISCOUNT,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
  ticketCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DRAFTS_MAX, type Draft, isInProgress } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { DraftCommands } from './draft-commands.js';
import { notHers, type Sale } from './sale.js';
import { viewOfDraft } from './ticket.mapper.js';
import { TicketReader } from './ticket-reader.js';

const contract = ticketCommands.startTicket;

/** Starts a ticket under the id that its page made. The same id again is the same ticket, as it stands by now. */
@Injectable()
export class StartTicketHandler {
  constructor(
    private readonly commands: DraftCommands,
    private readonly drafts: DraftRepository,
    private readonly reader: TicketReader,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    const { registerId, ticketId } = request;
    return this.commands.selling(contract, request, async (sale) => {
      const { who, manager } = sale;
      const { storeId, sessionId } = who.connection;
      const others = await this.drafts.ofSession(manager, { storeId, registerId, sessionId });
      const draft = others.find((other) => other.ticketId === ticketId);
      if (draft) return notHers(draft, sale) ?? done(viewOfDraft(draft));
      const known = await this.reader.findUsed(manager, storeId, ticketId);
      if (known) return known.registerId === registerId ? done(known) : refused('ID_REUSED', { ticketId });
      return this.#start(sale, ticketId, others);
    });
  }

  async #start(
    { who, unit, manager }: Sale,
    ticketId: string,
    others: readonly Draft[],
  ): Promise<Outcome<TicketView>> {
    const { storeId, registerId, sessionId } = who.connection;
    if (others.filter(isInProgress).length >= DRAFTS_MAX) {
      return refused('TOO_MANY_TICKETS', { ticketsMax: DRAFTS_MAX });
    }
    // Empty drafts are nothing, and pages leave them behind: the oldest make room.
    const empty = others.filter((draft) => !isInProgress(draft)).map((draft) => draft.ticketId);
    await this.drafts.delete(manager, storeId, empty.slice(0, Math.max(0, others.length + 1 - DRAFTS_MAX)));
    const draft: Draft = {
      storeId,
      ticketId,
      registerId,
      sessionId,
      state: 'DRAFT',
      sellerCode: who.seller.code,
      startedAt: new Date(unit.at),
      ...NO_DISCOUNT,
      lines: [],
      payments: [],
    };
    await this.drafts.insert(manager, draft);
    return done(viewOfDraft(draft));
  }
}
