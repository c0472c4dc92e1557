import { done, type Outcome, type ReplyOf, type RequestOf, refused, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { OneTimePins } from './one-time-pins.js';
import { SellerDirectory } from './seller-directory.js';

const contract = tillCommands.givePin;

/** Whoever may manage sellers gives one of them a one-time PIN. */
@Injectable()
export class GivePinHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly sellers: SellerDirectory,
    private readonly pins: OneTimePins,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { sellerCode } = request;
    const asked = { contract, request, right: 'MANAGE_SELLERS' } as const;
    const pin = await this.pins.make();
    return this.commands.bySellerOfStore(asked, async (manager, { store, seller }, run) => {
      if (!(await this.sellers.find(manager, store, sellerCode)))
        return refused('SELLER_UNKNOWN', { sellerCode });
      const place = { storeId: store.storeId, sellerCode, by: seller.code };
      return done(await this.pins.give(manager, place, pin, run));
    });
  }
}
