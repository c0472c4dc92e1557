import {
  done,
  type Outcome,
  type RequestOf,
  reachingCommands,
  refused,
  type TillView,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { AdminCommands } from '../kernel/admin-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { TillRepository } from './till.repository.js';
import { Tills } from './till.row.js';

const contract = reachingCommands.renameTill;

/** The till's name on its screen and at head office; its code, which is printed, stays. */
@Injectable()
export class RenameTillHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly tills: TillRepository,
    private readonly stream: StoreStream,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TillView>> {
    const { tillId, name, administrator: by } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      const till = await manager.findOne(Tills, { where: { tillId }, lock: { mode: 'pessimistic_write' } });
      if (!till) return refused('TILL_UNKNOWN', { tillId });
      const { storeId, code, name: former } = till;
      if (name !== former) {
        await manager.update(Tills, { tillId }, { name });
        await this.stream.append(
          manager,
          storeId,
          { type: 'tillRenamed', by, tillId, code, former, name },
          run,
        );
        await this.stream.describe(manager, storeId, run);
      }
      return done(await this.tills.view(manager, tillId));
    });
  }
}
