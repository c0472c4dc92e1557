import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  type ExportRecord,
  exportQueries,
  exportRecord,
  type LateStanding,
  type LateTicketAsTold,
  lateTicketCommands,
  lateTicketQueries,
  type RequestOf,
} from '@encaisse/contracts';
import { Cashier } from './cashier.js';
import { type RegisterHouse, value } from './register-house.js';
import { asked, StoreBuilder, type TillAtHand } from './store-builder.js';

export const COFFEE = '1990000000014';
export const BAG = '1990000000038';
export const FLOAT_CENTS = 15_000;

export type Late = Omit<
  RequestOf<typeof lateTicketCommands.keepLateTicket>,
  'tillCredential' | 'idempotencyKey'
>;

/** A store with a session in which Dominique sold, closed by somebody else while her page had no line. */
export class LateShop {
  private constructor(
    readonly house: RegisterHouse,
    readonly store: StoreBuilder,
    readonly till: TillAtHand,
    readonly registerId: string,
    /** The session that takes no more tickets. */
    readonly sessionId: string,
    readonly soldAt: string,
  ) {}

  static async closed(house: RegisterHouse): Promise<LateShop> {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    await store.import(till, registerId);
    for (const seller of ['R01', 'V01']) await store.givePassword(till, seller);
    const { sessionId } = await store.open(till, registerId, FLOAT_CENTS);
    const dominique = await Cashier.connect(store, till, registerId, 'V01');
    await dominique.sell([BAG], [['ESP', 20]]);
    const soldAt = house.clock.now().toISOString();
    house.clock.move(60_000);
    await store.close(till, registerId, FLOAT_CENTS + 20);
    return new LateShop(house, store, till, registerId, sessionId, soldAt);
  }

  /** What a page sold on its own: a coffee and a bag, 4,15 € in cash of a five-euro note. */
  offline(more: Partial<Late> = {}): Late {
    return {
      sessionId: this.sessionId,
      ticketId: randomUUID(),
      sellerCode: 'V01',
      soldAt: this.soldAt,
      lines: [
        { lineId: randomUUID(), barcode: COFFEE, ttcCents: 395 },
        { lineId: randomUUID(), barcode: BAG, quantityThousandths: 1_000, ttcCents: 20 },
      ],
      payments: [{ paymentId: randomUUID(), tenderCode: 'ESP', tenderedCents: 500 }],
      ttcCents: 415,
      ...more,
    };
  }

  keep(late: Late, at = this.till) {
    return this.house.ask(lateTicketCommands.keepLateTicket, { ...asked(at), ...late });
  }

  admit(ticketId: string, who: Cashier, asTold?: Partial<LateTicketAsTold> & { readonly reason: string }) {
    const told = asTold && { asTold: { vatRates: [], tenders: [], ...asTold } };
    return who.ask(lateTicketCommands.admitLateTicket, { ticketId, ...told });
  }

  dismiss(ticketId: string, who: Cashier, reason: string) {
    return who.ask(lateTicketCommands.dismissLateTicket, { ticketId, reason });
  }

  async list(standing: LateStanding) {
    const request = { tillCredential: this.till.credential, standing, limit: 20 };
    return value(await this.house.ask(lateTicketQueries.listLateTickets, request));
  }

  waiting() {
    return this.list('WAITING');
  }

  async reopen(by = 'R01') {
    const { sessionId: running } = await this.store.open(this.till, this.registerId, FLOAT_CENTS);
    return { running, who: await Cashier.connect(this.store, this.till, this.registerId, by) };
  }

  /** Another register of the store, open on another till with data of its own. */
  async elsewhere() {
    const till = await this.store.till('T2');
    const { registerId } = await this.store.register(2);
    await this.store.import(till, registerId);
    await this.store.open(till, registerId, FLOAT_CENTS);
    return { who: await Cashier.connect(this.store, till, registerId, 'R01') };
  }

  async z(of: string) {
    return value(await this.house.ask(adminQueries.getZ, { sessionId: of }));
  }

  async exported(of: string): Promise<readonly ExportRecord[]> {
    const asking = { sessionId: of, cursor: null, limit: 500 };
    const { records } = value(await this.house.ask(exportQueries.readExportRecords, asking));
    return records.map((record) => exportRecord.parse(record));
  }
}
