import {
  adminCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { AdminCommands } from '../kernel/admin-commands.js';
import { Stores } from '../stores/store.row.js';
import { OneTimePins } from './one-time-pins.js';
import { SellerDirectory } from './seller-directory.js';

const contract = adminCommands.givePinFromHeadOffice;

/** Head office gives a one-time PIN where nobody in the store can. */
@Injectable()
export class GivePinFromHeadOfficeHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly sellers: SellerDirectory,
    private readonly pins: OneTimePins,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { storeId, sellerCode } = request;
    const pin = await this.pins.make();
    return this.admin.run(contract, request, async (manager, run) => {
      const store = await manager.findOneBy(Stores, { storeId });
      if (!store) return refused('STORE_UNKNOWN');
      if (!(await this.sellers.find(manager, store, sellerCode)))
        return refused('SELLER_UNKNOWN', { sellerCode });
      return done(
        await this.pins.give(manager, { storeId, sellerCode, by: request.administrator }, pin, run),
      );
    });
  }
}
