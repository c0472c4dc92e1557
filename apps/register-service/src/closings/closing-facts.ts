import { type Register, type RunningSession, type TicketInProgress } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ConnectedSeller, ConnectionReader } from '../connections/connection-reader.js';
import type { AtTill } from '../kernel/register-commands.js';
import { isInProgress, totalsOf } from '../tickets/draft.js';
import { DraftRepository } from '../tickets/draft.repository.js';

/** What both steps of a closing are asked with. */
export interface ClosingRequest {
  readonly closingId: string;
  readonly forcePending: boolean;
  readonly reason?: string | undefined;
}

const runningSession = (register: Register): RunningSession | undefined =>
  register.state === 'OPEN' || register.state === 'CLOSING' ? register.session : undefined;

/** What stands in the way of a closing, read under the register's lock. */
@Injectable()
export class ClosingFacts {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly connections: ConnectionReader,
  ) {}

  /** As the domain asks it at both steps; of a register without a session there is nothing. */
  async of(
    manager: EntityManager,
    register: Register,
    { request, seller, at }: { request: ClosingRequest; seller: AtTill['seller']; at: string },
  ) {
    const session = runningSession(register);
    return {
      closingId: request.closingId,
      ticketsInProgress: session ? await this.#ticketsInProgress(manager, register, session) : [],
      pendingPages: session ? await this.connections.pendingPages(manager, nowOf(register, session, at)) : [],
      forcePending: request.forcePending,
      mayForceClose: seller.rights.includes('FORCE_CLOSE'),
      reason: request.reason ?? null,
    };
  }

  async connected(
    manager: EntityManager,
    register: Register,
    at: string,
  ): Promise<readonly ConnectedSeller[]> {
    const session = runningSession(register);
    return session ? this.connections.connected(manager, nowOf(register, session, at)) : [];
  }

  async #ticketsInProgress(
    manager: EntityManager,
    { storeId, id: registerId }: Register,
    { sessionId }: RunningSession,
  ): Promise<readonly TicketInProgress[]> {
    const drafts = await this.drafts.ofSession(manager, { storeId, registerId, sessionId });
    return drafts.filter(isInProgress).map((draft) => ({
      ticketId: draft.ticketId,
      status: draft.state,
      sellerCode: draft.sellerCode,
      ttcCents: totalsOf(draft).ttcCents,
    }));
  }
}

const nowOf = ({ id: registerId }: Register, { sessionId, openedAt }: RunningSession, at: string) => ({
  registerId,
  sessionId,
  openedAt,
  at,
});
