import { type Refusal, refused, type TicketView } from '@encaisse/contracts';
import type { EntityManager } from 'typeorm';
import type { Asking, AtConnection } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import type { Draft } from './draft.js';

/** The sale that a command is part of, under the lock of its register. */
export interface Sale {
  readonly unit: RegisterUnit;
  readonly who: AtConnection & { readonly asking: Asking };
  readonly manager: EntityManager;
}

type Refused = { readonly ok: false; readonly refusal: Refusal };

/** Why nothing may be sold in this session now, by the domain's own answer to selling nothing. */
export function notOfThisSession({ unit, who }: Sale, sessionId: string): Refused | undefined {
  const { epoch } = who.connection;
  const selling = unit.decide({ ...who.asking, type: 'sell', epoch, sessionId, tickets: [] });
  return selling.ok ? undefined : selling;
}

/** Why this ticket is not the seller's to change. */
export const notHers = ({ sellerCode }: Draft, { who }: Sale): Refused | undefined =>
  sellerCode === who.seller.code ? undefined : refused('TICKET_OF_ANOTHER_SELLER', { sellerCode });

export const notBeingWritten = (state: TicketView['state']): Refused | undefined =>
  state === 'DRAFT' ? undefined : refused('TICKET_NOT_DRAFT', { state });

/** What is to be said of a ticket that is no draft of the register: what it has become there, if it ever was one. */
export const noDraft = (ticketId: string, registerId: string, known: TicketView | undefined): Refused =>
  known?.registerId === registerId
    ? refused('TICKET_NOT_DRAFT', { state: known.state })
    : refused('TICKET_UNKNOWN', { ticketId });
