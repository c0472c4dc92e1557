import {
  adminCommands,
  done,
  type Outcome,
  type RequestOf,
  refused,
  type StoreView,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { AdminCommands } from '../kernel/admin-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { Stores } from './store.row.js';
import { storeView } from './store.view.js';

const contract = adminCommands.changeStoreSettings;

/**
 * How a store counts from now on, a drawer that is being counted included, whether its drawers open by themselves, and how old
 * data may be that serve the imports asked for from now on while head office is silent. What is not said stays.
 */
@Injectable()
export class ChangeStoreSettingsHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly stream: StoreStream,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<StoreView>> {
    const { storeId } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      const store = await manager.findOne(Stores, {
        where: { storeId },
        lock: { mode: 'pessimistic_write' },
      });
      if (store === null) return refused('STORE_UNKNOWN', { storeId });
      const {
        toleranceCents = store.toleranceCents,
        blindCount = store.blindCount,
        drawerOnCashSale = store.drawerOnCashSale,
        maxDatasetAgeHours = store.maxDatasetAgeHours,
      } = request;
      const settings = { toleranceCents, blindCount, drawerOnCashSale, maxDatasetAgeHours };
      await manager.update(Stores, { storeId }, settings);
      await this.stream.describe(manager, storeId, run);
      return done(storeView({ ...store, ...settings }));
    });
  }
}
