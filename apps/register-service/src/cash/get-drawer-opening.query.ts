import {
  type cashQueries,
  type DrawerOpeningView,
  done,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TillAuthentication } from '../tills/till-authentication.js';
import { drawerOpeningView } from './cash.view.js';
import { CashRecords } from './cash-records.js';

/** An opening of the drawer without a sale, of the till's store. */
@Injectable()
export class GetDrawerOpeningQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly records: CashRecords,
    private readonly database: DataSource,
  ) {}

  async handle({
    tillCredential,
    openingId,
  }: RequestOf<typeof cashQueries.getDrawerOpening>): Promise<Outcome<DrawerOpeningView>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const row = await this.records.opening(this.database.manager, known.value.store.storeId, openingId);
    return row ? done(drawerOpeningView(row)) : refused('DRAWER_OPENING_UNKNOWN', { openingId });
  }
}
