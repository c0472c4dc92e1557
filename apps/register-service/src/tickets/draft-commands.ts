import { done, type Outcome, type RpcContract, type TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type ConnectedRequest, RegisterCommands } from '../kernel/register-commands.js';
import type { Draft } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { noDraft, notBeingWritten, notHers, notOfThisSession, type Sale } from './sale.js';
import { viewOfDraft } from './ticket.mapper.js';
import { TicketReader } from './ticket-reader.js';

export type TicketRequest = ConnectedRequest & { readonly ticketId: string };

export interface DraftSteps {
  readonly contract: RpcContract;
  readonly request: TicketRequest;
  /** What the draft becomes. */
  readonly work: (draft: Draft, sale: Sale) => Promise<Outcome<Draft>> | Outcome<Draft>;
}

/** What every command on a draft has in common: who asks, whether the register sells, whose the ticket is. */
@Injectable()
export class DraftCommands {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly drafts: DraftRepository,
    private readonly reader: TicketReader,
  ) {}

  /** Changes a draft that the seller herself is writing. */
  change({ contract, request, work }: DraftSteps): Promise<Outcome<TicketView>> {
    return this.onDraft(contract, request, async (draft, sale) => {
      const refusal = notHers(draft, sale) ?? notBeingWritten(draft.state);
      if (refusal) return refusal;
      const after = await work(draft, sale);
      if (!after.ok) return after;
      await this.drafts.save(sale.manager, draft, after.value);
      return done(viewOfDraft(after.value));
    });
  }

  /** Finds a draft of the running session, whoever's and parked or not; what becomes of it is up to `work`. */
  onDraft(
    contract: RpcContract,
    request: TicketRequest,
    work: (draft: Draft, sale: Sale) => Promise<Outcome<TicketView>>,
  ): Promise<Outcome<TicketView>> {
    const { registerId, ticketId } = request;
    return this.selling(contract, request, async (sale) => {
      const { storeId } = sale.who.store;
      const draft = await this.drafts.find(sale.manager, storeId, ticketId);
      if (draft?.registerId !== registerId) {
        return noDraft(ticketId, registerId, await this.reader.find(sale.manager, storeId, ticketId));
      }
      return notOfThisSession(sale, draft.sessionId) ?? work(draft, sale);
    });
  }

  /** Authentication, then hold, matrix and session: whether the connection may sell now. */
  selling(
    contract: RpcContract,
    request: ConnectedRequest,
    work: (sale: Sale) => Promise<Outcome<TicketView>>,
  ): Promise<Outcome<TicketView>> {
    return this.commands.byConnection({ contract, request, right: 'CONNECT' }, async (unit, who, manager) => {
      const sale: Sale = { unit, who, manager };
      return notOfThisSession(sale, who.connection.sessionId) ?? work(sale);
    });
  }
}
