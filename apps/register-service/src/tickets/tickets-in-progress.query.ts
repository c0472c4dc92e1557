import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type tillQueries,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RegisterRepository } from '../registers/register.repository.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { isInProgress } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { viewOfDraft } from './ticket.mapper.js';

type Contract = typeof tillQueries.ticketsInProgress;

/** What would keep the register from closing now: drafts with a line and parked tickets, oldest first. */
@Injectable()
export class TicketsInProgressQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly registers: RegisterRepository,
    private readonly drafts: DraftRepository,
    private readonly database: DataSource,
  ) {}

  async handle({ tillCredential, registerId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { manager } = this.database;
    const { storeId } = known.value.store;
    const register = await this.registers.find(manager, registerId);
    if (register?.storeId !== storeId) return refused('REGISTER_UNKNOWN', { registerId });
    if (register.state !== 'OPEN' && register.state !== 'CLOSING') return done({ tickets: [] });
    const { sessionId } = register.session;
    const drafts = await this.drafts.ofSession(manager, { storeId, registerId, sessionId });
    return done({ tickets: drafts.filter(isInProgress).map(viewOfDraft) });
  }
}
