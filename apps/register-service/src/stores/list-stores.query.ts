import { type adminQueries, done, type Outcome, type ReplyOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TillRepository } from '../tills/till.repository.js';
import { Stores } from './store.row.js';
import { storeView } from './store.view.js';

@Injectable()
export class ListStoresQuery {
  constructor(
    private readonly database: DataSource,
    private readonly tills: TillRepository,
  ) {}

  async handle(): Promise<Outcome<ReplyOf<typeof adminQueries.listStores>>> {
    const { manager } = this.database;
    const stores = await manager.find(Stores, { order: { code: 'ASC' } });
    const tills = await this.tills.views(manager, {});
    return done({
      stores: stores.map((store) => ({
        ...storeView(store),
        tills: tills.filter(({ storeId }) => storeId === store.storeId),
      })),
    });
  }
}
