import { type adminQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { fitting } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { TillRepository } from '../tills/till.repository.js';
import { Stores } from './store.row.js';
import { storeView } from './store.view.js';

type Contract = typeof adminQueries.listStores;

@Injectable()
export class ListStoresQuery {
  constructor(
    private readonly database: DataSource,
    private readonly tills: TillRepository,
  ) {}

  async handle({ limit, cursor }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { manager } = this.database;
    const stores = await manager.find(Stores, {
      where: cursor === undefined ? {} : { code: MoreThan(cursor) },
      order: { code: 'ASC' },
      take: limit + 1,
    });
    const tills = await this.tills.views(manager, { storeId: In(stores.map(({ storeId }) => storeId)) });
    const byStore = Map.groupBy(tills, ({ storeId }) => storeId);
    const page = fitting(
      stores
        .slice(0, limit)
        .map((store) => ({ ...storeView(store), tills: byStore.get(store.storeId) ?? [] })),
    );
    const last = page.length < stores.length ? page.at(-1) : undefined;
    return done({ stores: page, nextCursor: last?.code ?? null });
  }
}
