import { done, type Outcome, type RpcContract, refused, type TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type Asking,
  type AtConnection,
  type ConnectedRequest,
  RegisterCommands,
} from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import type { Draft } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { viewOfDraft } from './ticket.mapper.js';
import { TicketRecords } from './ticket-records.js';

export type TicketRequest = ConnectedRequest & { readonly ticketId: string };

/** The sale that a command is part of, under the lock of its register. */
export interface Sale {
  readonly unit: RegisterUnit;
  readonly who: AtConnection & { readonly asking: Asking };
  readonly manager: EntityManager;
}

export interface DraftSteps<R extends TicketRequest> {
  readonly contract: RpcContract;
  readonly request: R;
  /** What the draft becomes; undefined when it is a draft no more. */
  readonly work: (draft: Draft, sale: Sale) => Promise<Outcome<Draft>> | Outcome<Draft>;
}

/** What every command on a draft has in common: who asks, whether the register sells, whose the ticket is. */
@Injectable()
export class DraftCommands {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly drafts: DraftRepository,
    private readonly records: TicketRecords,
  ) {}

  /** Changes the seller's own draft. */
  change<R extends TicketRequest>({ contract, request, work }: DraftSteps<R>): Promise<Outcome<TicketView>> {
    return this.onDraft(contract, request, async (draft, sale) => {
      const refusal = notHers(draft, sale) ?? notBeingWritten(draft.state);
      if (refusal) return refusal;
      const after = await work(draft, sale);
      if (!after.ok) return after;
      await this.drafts.save(sale.manager, draft, after.value);
      return done(viewOfDraft(after.value));
    });
  }

  /** Finds a draft of the running session, whoever's and in whatever state; what is written of it is up to `work`. */
  onDraft<R extends TicketRequest>(
    contract: RpcContract,
    request: R,
    work: (draft: Draft, sale: Sale) => Promise<Outcome<TicketView>>,
  ): Promise<Outcome<TicketView>> {
    return this.selling(contract, request, async (sale) => {
      const { storeId } = sale.who.store;
      const draft = await this.drafts.find(sale.manager, storeId, request.ticketId);
      if (draft?.registerId !== request.registerId) return this.#noDraft(sale, request);
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

  async #noDraft({ who, manager }: Sale, { registerId, ticketId }: TicketRequest) {
    const { storeId } = who.store;
    const finalised = await this.records.find(manager, storeId, ticketId);
    if (finalised?.ticket.registerId === registerId) return notBeingWritten('FINALISED') ?? unknown(ticketId);
    const abandoned = await this.records.findAbandoned(manager, storeId, ticketId);
    if (abandoned?.registerId === registerId) return notBeingWritten('ABANDONED') ?? unknown(ticketId);
    return unknown(ticketId);
  }
}

const unknown = (ticketId: string) => refused('TICKET_UNKNOWN', { ticketId });

/** The domain's own answer to selling nothing: why this session may not be sold in now. */
function notOfThisSession({ unit, who }: Sale, sessionId: string): ReturnType<typeof refused> | undefined {
  const { epoch } = who.connection;
  const selling = unit.decide({ ...who.asking, type: 'sell', epoch, sessionId, tickets: [] });
  return selling.ok ? undefined : selling;
}

export const notBeingWritten = (state: TicketView['state']): ReturnType<typeof refused> | undefined =>
  state === 'DRAFT' ? undefined : refused('TICKET_NOT_DRAFT', { state });

export const notHers = ({ sellerCode }: Draft, { who }: Sale): ReturnType<typeof refused> | undefined =>
  sellerCode === who.seller.code ? undefined : refused('TICKET_OF_ANOTHER_SELLER', { sellerCode });
