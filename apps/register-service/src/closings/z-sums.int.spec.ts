import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  cashCommands,
  type TicketView,
  ticketCommands,
  type ZRecord,
} from '@encaisse/contracts';
import { CASH_MOVEMENT_KINDS, type CashMovementKind, withCheckDigit } from '@encaisse/register-domain';
import fc from 'fast-check';
import { Cashier, type Scanned } from '../../test/cashier.js';
import { ARTICLES, COMTE } from '../../test/catalogue.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(240_000);

const DAYS = 3;
const TICKETS_A_DAY = 35;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('z_sums');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
});
afterAll(() => house?.close());

/** How a ticket is paid: shares of what is due, by tender, and what is given too much in cash at the end. */
interface Basket {
  readonly lines: readonly Scanned[];
  readonly shares: readonly (readonly [tenderCode: string, percent: number])[];
  readonly cashTooMuch: number;
  readonly fate: 'SOLD' | 'ABANDONED' | 'PARKED_FIRST';
}

const scanned: fc.Arbitrary<Scanned> = fc.oneof(
  fc.tuple(
    fc.constantFrom(...ARTICLES.map(({ barcode }) => barcode)),
    fc.integer({ min: 1, max: 9 }).map((pieces) => pieces * 1_000),
  ),
  fc.tuple(fc.constant(COMTE.typedCode), fc.integer({ min: 1, max: 4_000 })),
  fc
    .integer({ min: 1, max: 9_999 })
    .map((cents) => withCheckDigit(`2100042${String(cents).padStart(5, '0')}`)),
);
const basket: fc.Arbitrary<Basket> = fc.record({
  lines: fc.array(scanned, { minLength: 1, maxLength: 3 }),
  shares: fc.array(fc.tuple(fc.constantFrom('CB', 'CHQ', 'TR', 'ESP'), fc.integer({ min: 1, max: 60 })), {
    maxLength: 2,
  }),
  cashTooMuch: fc.integer({ min: 0, max: 2_000 }),
  fate: fc.constantFrom('SOLD', 'SOLD', 'SOLD', 'SOLD', 'PARKED_FIRST', 'ABANDONED'),
});

/** Sells a basket by commands; undefined when it was given up. */
async function sell(
  cashier: Cashier,
  { lines, shares, cashTooMuch, fate }: Basket,
): Promise<TicketView | undefined> {
  const ticketId = await cashier.draft(...lines);
  if (fate === 'ABANDONED') {
    value(await cashier.ask(ticketCommands.abandonTicket, { ticketId }));
    return undefined;
  }
  if (fate === 'PARKED_FIRST') {
    value(await cashier.ask(ticketCommands.parkTicket, { ticketId }));
    value(await cashier.ask(ticketCommands.resumeTicket, { ticketId }));
  }
  let { dueCents } = value(await cashier.ask(ticketCommands.startTicket, { ticketId }));
  for (const [tenderCode, percent] of shares) {
    const partCents = Math.floor((dueCents * percent) / 100);
    if (partCents > 0) ({ dueCents } = value(await cashier.give(ticketId, [tenderCode, partCents])));
  }
  if (dueCents > 0) value(await cashier.give(ticketId, ['ESP', dueCents + cashTooMuch]));
  return value(await cashier.finalise(ticketId));
}

/** The session summed from what the till was answered, by the plainest means there are. */
function ledgerOf(tickets: readonly TicketView[]) {
  const vat = new Map<number, { htCents: number; vatCents: number; ttcCents: number }>();
  const tenders = new Map<string, { count: number; amountCents: number }>();
  let [takenCents, changeGivenCents] = [0, 0];
  for (const ticket of tickets) {
    for (const { basisPoints, htCents, vatCents, ttcCents } of ticket.vat) {
      const sum = vat.get(basisPoints) ?? { htCents: 0, vatCents: 0, ttcCents: 0 };
      vat.set(basisPoints, {
        htCents: sum.htCents + htCents,
        vatCents: sum.vatCents + vatCents,
        ttcCents: sum.ttcCents + ttcCents,
      });
    }
    for (const { tenderCode, kind, amountCents, tenderedCents, changeCents } of ticket.payments) {
      const sum = tenders.get(tenderCode) ?? { count: 0, amountCents: 0 };
      tenders.set(tenderCode, { count: sum.count + 1, amountCents: sum.amountCents + amountCents });
      if (kind !== 'CASH') continue;
      takenCents += tenderedCents;
      changeGivenCents += changeCents;
    }
  }
  return { vat, tenders, takenCents, changeGivenCents };
}

/** Cash in counts positive, whatever leaves the drawer negative. */
const movedCents = (moves: readonly Move[]): number =>
  moves.reduce((sum, { kind, amountCents }) => sum + (kind === 'IN' ? amountCents : -amountCents), 0);

function expectZ(
  z: ZRecord,
  tickets: readonly TicketView[],
  abandoned: number,
  { floatCents, moves }: { readonly floatCents: number; readonly moves: readonly Move[] },
): void {
  const ledger = ledgerOf(tickets);
  expect(z.ticketCount).toBe(tickets.length);
  expect(z.abandonedCount).toBe(abandoned);
  expect(z.ttcCents).toBe(tickets.reduce((sum, { ttcCents }) => sum + ttcCents, 0));
  expect(new Map(z.vat.map(({ basisPoints, ...parts }) => [basisPoints, parts]))).toEqual(ledger.vat);
  const tenders = z.tenders.map(
    ({ tenderCode, count, amountCents }) => [tenderCode, { count, amountCents }] as const,
  );
  expect(new Map(tenders)).toEqual(ledger.tenders);
  const { takenCents, changeGivenCents } = ledger;
  const expectedCents = floatCents + takenCents - changeGivenCents + movedCents(moves);
  for (const { kind, count, amountCents } of z.cashMovements) {
    const ofKind = moves.filter((move) => move.kind === kind);
    expect([count, amountCents]).toEqual([ofKind.length, Math.abs(movedCents(ofKind))]);
  }
  expect(z.cashMovements.reduce((sum, { count }) => sum + count, 0)).toBe(moves.length);
  expect(z.cash).toMatchObject({ takenCents, changeGivenCents, expectedCents, differenceCents: 0 });
}

interface Move {
  readonly kind: CashMovementKind;
  readonly amountCents: number;
}
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...CASH_MOVEMENT_KINDS),
  amountCents: fc.integer({ min: 1, max: 2_000 }),
});

describe('the Z of a random day', () => {
  it('is the sum of its tickets and movements, by rate, tender and kind, to the cent (edge case 15)', async () => {
    const days = fc.record({
      floatCents: fc.integer({ min: 20_000, max: 50_000 }),
      moves: fc.array(move, { maxLength: 6 }),
      baskets: fc.array(basket, { minLength: TICKETS_A_DAY, maxLength: TICKETS_A_DAY }),
    });
    await fc.assert(
      fc.asyncProperty(days, async ({ floatCents, moves, baskets }) => {
        const { sessionId } = await store.open(till, registerId, floatCents);
        const cashier = await Cashier.connect(store, till, registerId);
        const tickets: TicketView[] = [];
        for (const one of baskets) {
          const ticket = await sell(cashier, one);
          if (ticket) tickets.push(ticket);
        }
        for (const one of moves) {
          const named = { movementId: randomUUID(), reason: 'OTHER' as const, note: 'essai' };
          value(await cashier.ask(cashCommands.moveCash, { ...one, ...named }));
        }
        const { takenCents, changeGivenCents } = ledgerOf(tickets);
        const inDrawer = floatCents + takenCents - changeGivenCents + movedCents(moves);
        await store.close(till, registerId, inDrawer);
        const z = value(await house.ask(adminQueries.getZ, { sessionId }));
        expectZ(z, tickets, baskets.length - tickets.length, { floatCents, moves });
      }),
      // A day that failed is half sold: shrinking would go on in it.
      { numRuns: DAYS, endOnFailure: true },
    );
  });
});
