import { randomUUID } from 'node:crypto';
import { adminQueries, cashCommands, ticketCommands, tillCommands, type XRecord } from '@encaisse/contracts';
import { Cashier } from '../cashier.js';
import { ARTICLES } from '../catalogue.js';
import { code, value } from '../register-house.js';
import { asked, RESPONSABLE, type StoreBuilder, type TillAtHand } from '../store-builder.js';
import { type BookedTicket, type Books, openBooks, totalsOf } from './ledger.js';
import type { Action, Day } from './plan.js';
import { compareStored } from './stored-session.js';
import { TicketPlayer } from './ticket-player.js';

type Sums = Pick<XRecord, 'ticketCount' | 'ttcCents' | 'vat' | 'tenders' | 'cashMovements' | 'reductions'>;

/** One register through its days: what the service answers, seals and stores beside the driver's own books. */
export class DayPlayer {
  /** What was finalised here, on whatever day: customers come back. */
  readonly #tickets: BookedTicket[] = [];
  readonly #sessions: {
    readonly sessionId: string;
    readonly ticketCount: number;
    readonly ttcCents: number;
  }[] = [];
  #zNumber = 0;
  /** How often each refusal was met, as the books had foretold. */
  readonly met = new Map<string, number>();

  constructor(
    private readonly store: StoreBuilder,
    private readonly till: TillAtHand,
    readonly registerId: string,
  ) {}

  async play(day: Day): Promise<void> {
    const { store, till, registerId } = this;
    const books = openBooks(day.floatCents);
    const { sessionId } = await store.open(till, registerId, day.floatCents);
    const cashier = await Cashier.connect(store, till, registerId);
    for (const action of day.actions) await this.#act(action, cashier, books);
    if (day.leftOver) await this.#leaveTicket(cashier, books);
    await this.#close(books, day.offCents);
    await this.#compare(sessionId, books, day.offCents);
    const { ticketCount, ttcCents } = totalsOf(books);
    this.#sessions.push({ sessionId, ticketCount, ttcCents });
    if (day.isExported) await this.#export();
  }

  get counted() {
    return { tickets: this.#tickets.length, zNumber: this.#zNumber };
  }

  async #act(action: Action, cashier: Cashier, books: Books): Promise<void> {
    switch (action.type) {
      case 'ticket': {
        const played = await new TicketPlayer(cashier, this.#tickets, this.met).play(action);
        if (played === 'ABANDONED') books.abandoned += 1;
        if (typeof played === 'string') return;
        expect(played.number).toBe(this.#tickets.length + 1);
        books.tickets.push(played);
        this.#tickets.push(played);
        return;
      }
      case 'move': {
        const { kind, amountCents } = action;
        const body = { kind, amountCents, movementId: randomUUID(), reason: 'OTHER', note: 'essai' } as const;
        value(await cashier.ask(cashCommands.moveCash, body));
        books.moves.push({ kind, amountCents });
        return;
      }
      case 'openDrawer': {
        const body = { openingId: randomUUID(), reason: 'CHECK', note: null } as const;
        value(await cashier.ask(cashCommands.openDrawer, body));
        books.drawerOpenings += 1;
        return;
      }
      case 'readX': {
        const { x } = value(await cashier.ask(cashCommands.readX, { readingId: randomUUID(), print: false }));
        books.xReadings += 1;
        expectSums(x, books);
        // The drawer is counted blind: nobody is told before what it should hold.
        expect(x.cash).toBeNull();
      }
    }
  }

  /** Somebody parked a ticket and went home: the register does not close over it. */
  async #leaveTicket(cashier: Cashier, books: Books): Promise<void> {
    const ticketId = await cashier.draft(ARTICLES[0].barcode);
    value(await cashier.ask(ticketCommands.parkTicket, { ticketId }));
    this.#refused('TICKETS_IN_PROGRESS', await this.#startClosing(randomUUID()));
    value(await cashier.ask(ticketCommands.abandonTicket, { ticketId }));
    books.abandoned += 1;
  }

  async #close(books: Books, offCents: number): Promise<void> {
    const countedCents = counted(books, offCents);
    const closingId = randomUUID();
    value(await this.#startClosing(closingId));
    if (countedCents !== totalsOf(books).cash.expectedCents) {
      this.#refused('AMOUNT_MISMATCH', await this.#submit(closingId, countedCents));
      value(await this.#submit(closingId, countedCents, { acceptDifference: true, reason: 'recompté' }));
    } else value(await this.#submit(closingId, countedCents));
  }

  #refused(expected: string, outcome: Parameters<typeof code>[0]): void {
    expect(code(outcome)).toBe(expected);
    this.met.set(expected, (this.met.get(expected) ?? 0) + 1);
  }

  #startClosing(closingId: string) {
    const { registerId } = this;
    const body = { ...asked(this.till), registerId, closingId, seller: RESPONSABLE, forcePending: false };
    return this.store.house.ask(tillCommands.startClosing, body);
  }

  #submit(
    closingId: string,
    countedCashCents: number,
    accepting: { readonly acceptDifference: boolean; readonly reason?: string } = { acceptDifference: false },
  ) {
    const { registerId } = this;
    const who = { ...asked(this.till), registerId, closingId, seller: RESPONSABLE };
    const body = { ...who, countedCashCents, forcePending: false, forceUsers: true, ...accepting };
    return this.store.house.ask(tillCommands.submitCount, body);
  }

  /** The sealed Z, and every row of the session, against the books. */
  async #compare(sessionId: string, books: Books, offCents: number): Promise<void> {
    const { house } = this.store;
    const z = value(await house.ask(adminQueries.getZ, { sessionId }));
    this.#zNumber += 1;
    expectSums(z, books);
    const { cash } = totalsOf(books);
    const countedCents = counted(books, offCents);
    expect(z.cash).toMatchObject({
      ...cash,
      countedCents,
      differenceCents: countedCents - cash.expectedCents,
    });
    expect(z).toMatchObject({
      zNumber: this.#zNumber,
      abandonedCount: books.abandoned,
      drawerOpenings: books.drawerOpenings,
      xReadings: books.xReadings,
      firstTicketNumber: books.tickets.at(0)?.number ?? null,
      lastTicketNumber: books.tickets.at(-1)?.number ?? null,
    });
    await compareStored(house.admin, sessionId, books);
  }

  async #export(): Promise<void> {
    const { store, till, registerId } = this;
    const exportId = await store.startExport(till, registerId);
    for (const { sessionId, ...sums } of this.#sessions.splice(0)) {
      value(await store.house.sync.acknowledge({ exportId, registerId }, sessionId, sums));
    }
    await store.import(till, registerId);
  }
}

/** Nobody counts less than nothing, though a day's records may say that much was taken out. */
const counted = (books: Books, offCents: number): number =>
  Math.max(0, totalsOf(books).cash.expectedCents + offCents);

function expectSums(record: Sums, books: Books): void {
  const { cash: _cash, ...expected } = totalsOf(books);
  const { ticketCount, ttcCents, vat, reductions } = record;
  expect({
    ticketCount,
    ttcCents,
    vat,
    reductions,
    tenders: record.tenders.map(({ tenderCode: name, count, amountCents }) => ({ name, count, amountCents })),
    cashMovements: record.cashMovements.map(({ kind: name, count, amountCents }) => ({
      name,
      count,
      amountCents,
    })),
  }).toEqual(expected);
}
