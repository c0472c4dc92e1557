import {
  done,
  importCommands,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { AdminCommands } from '../kernel/admin-commands.js';
import { Stores } from './store.row.js';
import { storeView } from './store.view.js';

const contract = importCommands.setMaxDatasetAge;

@Injectable()
export class SetMaxDatasetAgeHandler {
  constructor(private readonly admin: AdminCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { storeId, maxDatasetAgeHours } = request;
    return this.admin.run(contract, request, async (manager) => {
      const store = await manager.findOneBy(Stores, { storeId });
      if (!store) return refused('STORE_UNKNOWN', { storeId });
      await manager.update(Stores, { storeId }, { maxDatasetAgeHours });
      return done(storeView({ ...store, maxDatasetAgeHours }));
    });
  }
}
