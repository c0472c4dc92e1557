import {
  changesSubject,
  done,
  type KeptChange,
  type RegisterOverview,
  supervisionQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { FakeService } from './running-gateway.js';

/** Stands for supervision-service: a log of changes and a register for each store, which a spec steers. */
export class ToldChanges {
  readonly stores = [uuidv7(), uuidv7()];
  log: KeptChange[] = [];
  /** What was asked of it, to see that the gateway does not ask without need. */
  asked: string[] = [];
  #last = 1_000;
  readonly #service: FakeService;

  private constructor(service: FakeService) {
    this.#service = service;
  }

  static async serve(service: FakeService): Promise<ToldChanges> {
    const told = new ToldChanges(service);
    const { overview, changes } = supervisionQueries;
    await service.serve(
      { overview, changes },
      {
        overview: async ({ stores, limit, cursor }) => {
          told.asked.push('overview');
          const seen = told.stores.filter((storeId) => stores === null || stores.includes(storeId));
          const rows = seen.map((storeId) => registerOf(storeId, told.#last));
          // Pages of one, whatever the limit: more than one page is the rule.
          const from = cursor === undefined ? 0 : Number(cursor);
          const nextCursor = from + 1 < rows.length ? String(from + 1) : null;
          return done({
            position: told.#last,
            registers: rows.slice(from, from + Math.min(1, limit)),
            nextCursor,
          });
        },
        changes: async ({ after, limit }) => {
          told.asked.push(`changes ${after}`);
          const behind = told.log.filter(({ position }) => position > after);
          const [first] = behind;
          const forgotten = first === undefined ? after !== told.#last : first.previous > after;
          return done({ changes: behind.slice(0, limit), position: told.#last, forgotten });
        },
      },
    );
    return told;
  }

  get last(): number {
    return this.#last;
  }

  /** One more change, of the first store unless said otherwise. Without `tell` it is lost on the way. */
  change({ store = 0, tell = true, pad = 0, more = {} } = {}): number {
    const previous = this.#last;
    // Positions of events that change nothing are nobody's.
    const position = previous + 1 + (previous % 3);
    const storeId = this.stores[store] ?? '';
    const body = JSON.stringify({ position, previous, storeId, ...more, pad: 'é'.repeat(pad) });
    const kept = { position, previous, storeId, body };
    this.log.push(kept);
    this.#last = position;
    if (tell) this.tell([kept]);
    return position;
  }

  tell(changes: readonly KeptChange[]): void {
    const committedAt = Date.now();
    this.#service.tell(
      changesSubject,
      changes.map((change) => ({ ...change, committedAt })),
    );
  }

  /** Its database is another one now, made later. */
  replaced(): void {
    this.log = [];
    this.#last += 1_000_000;
  }

  /** All but the last change are so old that they are kept no longer. */
  forget(): void {
    this.log = this.log.slice(-1);
  }
}

const registerOf = (storeId: string, position: number): RegisterOverview => ({
  storeId,
  registerId: uuidv7(),
  state: 'OPEN',
  retired: false,
  since: '2026-11-24T08:00:00.000Z',
  tillId: null,
  sellerCode: 'V01',
  sessionId: uuidv7(),
  openedAt: '2026-11-24T08:00:00.000Z',
  businessDate: '2026-11-24',
  dayTicketCount: 3,
  dayTtcCents: 1_990,
  lastClosedAt: null,
  lastDifferenceCents: null,
  datasetVersion: 7,
  pendingSessionCount: 0,
  oldestPendingAt: null,
  seq: 6,
  position,
  storeCode: 'S01',
  storeName: 'Lyon',
  number: 1,
  name: 'CAISSE 01',
  tillCode: null,
  till: null,
  faultCount: 0,
  timeZone: 'Europe/Paris',
  stale: false,
});
