import {
  type cashQueries,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RegisterRepository } from '../registers/register.repository.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { drawerOpeningView } from './cash.view.js';
import { CashRecords } from './cash-records.js';

type Contract = typeof cashQueries.listCashMovements;

/** Far more than a drawer sees in a day. */
const FIRST = { afterNumber: 0, limit: 500 };

/** What was done at the drawer, without a ticket, in the session that runs; nothing when none does. */
@Injectable()
export class ListCashMovementsQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly registers: RegisterRepository,
    private readonly records: CashRecords,
    private readonly database: DataSource,
  ) {}

  async handle({ tillCredential, registerId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { storeId } = known.value.store;
    const { manager } = this.database;
    const register = await this.registers.find(manager, registerId);
    if (register?.storeId !== storeId) return refused('REGISTER_UNKNOWN');
    if (register.state !== 'OPEN' && register.state !== 'CLOSING')
      return done({ movements: [], drawerOpenings: [] });
    const session = { storeId, sessionId: register.session.sessionId };
    const movements = await this.records.movementsOfSession(manager, session, FIRST);
    const openings = await this.records.openingsOfSession(manager, session, FIRST);
    return done({
      movements: await this.records.views(manager, storeId, movements),
      drawerOpenings: openings.map(drawerOpeningView),
    });
  }
}
