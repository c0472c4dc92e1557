import {
  type CashMovementView,
  type cashQueries,
  done,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TillAuthentication } from '../tills/till-authentication.js';
import { CashRecords } from './cash-records.js';

/** A cash movement of the till's store: what a page asks that does not know whether its command arrived. */
@Injectable()
export class GetCashMovementQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly records: CashRecords,
    private readonly database: DataSource,
  ) {}

  async handle({
    tillCredential,
    movementId,
  }: RequestOf<typeof cashQueries.getCashMovement>): Promise<Outcome<CashMovementView>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { storeId } = known.value.store;
    const { manager } = this.database;
    const row = await this.records.movement(manager, storeId, movementId);
    const [view] = row ? await this.records.views(manager, storeId, [row]) : [];
    return view === undefined ? refused('CASH_MOVEMENT_UNKNOWN', { movementId }) : done(view);
  }
}
