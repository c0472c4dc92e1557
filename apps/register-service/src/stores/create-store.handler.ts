import {
  adminCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { businessDateOf } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AdminCommands } from '../kernel/admin-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { LocalSellers } from '../sellers/local-seller.row.js';
import { OneTimePins } from '../sellers/one-time-pins.js';
import { Stores } from './store.row.js';
import { storeView } from './store.view.js';

const contract = adminCommands.createStore;

/** A store begins with one responsable and her one-time PIN, so that its first import has someone to ask for it. */
@Injectable()
export class CreateStoreHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly pins: OneTimePins,
    private readonly stream: StoreStream,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { code, name, timeZone, responsable } = request;
    const { toleranceCents, blindCount, drawerOnCashSale, maxDatasetAgeHours } = request;
    if (!isTimeZone(timeZone))
      return refused('BODY_INVALID', { problems: [`timeZone: ${timeZone} is none`] });
    const pin = await this.pins.make();
    return this.admin.run(contract, request, async (manager, run) => {
      if (await manager.existsBy(Stores, { code })) return refused('CODE_TAKEN', { code });
      const storeId = uuidv7();
      const { at } = run;
      const settings = { toleranceCents, blindCount, drawerOnCashSale, maxDatasetAgeHours };
      const store = { storeId, code, name, timeZone, ...settings, createdAt: at };
      await manager.insert(Stores, store);
      await manager.insert(LocalSellers, { storeId: store.storeId, ...responsable, createdAt: at });
      const place = { storeId: store.storeId, sellerCode: responsable.code, by: request.administrator };
      await this.stream.describe(manager, storeId, run);
      const given = await this.pins.give(manager, place, pin, run);
      return done({ store: storeView(store), responsable: given });
    });
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    return businessDateOf(new Date(0).toISOString(), timeZone) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
