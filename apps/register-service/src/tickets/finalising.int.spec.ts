import { randomUUID } from 'node:crypto';
import type { TicketView } from '@encaisse/contracts';
import { ticketCommands } from '@encaisse/contracts';
import { Cashier, type Given, type Scanned } from '../../test/cashier.js';
import { COMTE } from '../../test/catalogue.js';
import { readBack } from '../../test/outbox.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(180_000);

const COFFEE = '1990000000014';
const OIL = '1990000000021';
const BAG = '1990000000038';
const REGISTERS = 4;
const TICKETS_EACH = 50;
const FLOAT_CENTS = 10_000;

let house: RegisterHouse;
let store: StoreBuilder;
let cashiers: Cashier[];

/** A till with its own open register and a seller connected to it. */
async function openTill(till: TillAtHand, number: number): Promise<Cashier> {
  const { registerId } = await store.register(number);
  await store.import(till, registerId);
  await store.open(till, registerId, FLOAT_CENTS);
  return Cashier.connect(store, till, registerId);
}

beforeAll(async () => {
  house = await RegisterHouse.open('finalising');
  const made = await StoreBuilder.create(house);
  store = made.store;
  cashiers = [await openTill(made.till, 1)];
  for (let number = 2; number <= REGISTERS; number += 1) {
    cashiers.push(await openTill(await store.till(`T${number}`), number));
  }
});
afterAll(() => house?.close());

const BASKETS: readonly (readonly [readonly Scanned[], readonly Given[]])[] = [
  [[COFFEE], [['ESP', 1_000]]],
  [
    [OIL, BAG],
    [
      ['TR', 500],
      ['ESP', 300],
    ],
  ],
  [[[COMTE.typedCode, 109]], [['CB', 250]]],
  [[COFFEE, COFFEE, BAG], [['CHQ', 810]]],
];

const rowsOf = (table: string, registerId: string) =>
  house.admin.query(`SELECT * FROM ${table} WHERE register_id = ? ORDER BY number`, [registerId]) as Promise<
    { ticket_id: string; number: number; ttc_cents: number }[]
  >;

describe('many tickets finalised at once', () => {
  it('get numbers without a gap on each register, and every sum is right', async () => {
    const paid = await Promise.all(
      cashiers.map(async (cashier) => {
        const tickets: string[] = [];
        for (let index = 0; index < TICKETS_EACH; index += 1) {
          const [lines, payments] = BASKETS[index % BASKETS.length] ?? [[], []];
          tickets.push(await cashier.paid(lines, payments));
        }
        return tickets;
      }),
    );
    const finalised = await Promise.all(
      cashiers.map((cashier, index) =>
        Promise.all((paid[index] ?? []).map(async (ticketId) => value(await cashier.finalise(ticketId)))),
      ),
    );
    for (const [index, cashier] of cashiers.entries()) {
      const tickets = finalised[index] ?? [];
      const numbers = tickets.map(({ number }) => number ?? 0).sort((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: TICKETS_EACH }, (_, number) => number + 1));
      const rows = await rowsOf('register_tickets', cashier.registerId);
      expect(rows.map(({ number }) => number)).toEqual(numbers);
      const total = (sum: number, { ttcCents }: TicketView) => sum + ttcCents;
      const ttcCents = tickets.reduce(total, 0);
      expect(rows.reduce((sum, row) => sum + Number(row.ttc_cents), 0)).toBe(ttcCents);

      const { rows: events, stored, replayed } = await readBack(house, cashier.registerId);
      expect(replayed).toEqual(stored);
      expect(stored).toMatchObject({
        state: 'OPEN',
        counters: { ticketNumber: TICKETS_EACH },
        session: { ticketCount: TICKETS_EACH, ttcCents },
      });
      const told = events.flatMap(({ event }) => (event.type === 'ticketFinalised' ? [event] : []));
      expect(told.map(({ number, ticketId }) => [number, ticketId])).toEqual(
        rows.map(({ number, ticket_id }) => [number, ticket_id]),
      );
    }
  });

  it('share commits where they wait for the same register', async () => {
    const [cashier] = cashiers;
    if (!cashier) throw new Error('no cashier');
    const tickets: string[] = [];
    for (let index = 0; index < 20; index += 1) tickets.push(await cashier.paid([BAG], [['CB', 20]]));
    const finalised = await Promise.all(
      tickets.map(async (ticketId) => value(await cashier.finalise(ticketId))),
    );
    // One transaction reads the clock once.
    const commits = new Set(finalised.map(({ finalisedAt }) => finalisedAt));
    expect(commits.size).toBeLessThan(tickets.length / 2);
  });

  it('finalise a ticket once, however often it is asked, under one key or several', async () => {
    const [cashier] = cashiers;
    if (!cashier) throw new Error('no cashier');
    const ticketId = await cashier.paid([BAG], [['CB', 20]]);
    const idempotencyKey = randomUUID();
    const body = { ticketId, printReceipt: true };
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () =>
        cashier.ask(ticketCommands.finaliseTicket, body, { idempotencyKey }),
      ),
      ...Array.from({ length: 5 }, () => cashier.ask(ticketCommands.finaliseTicket, body)),
    ]);
    const [first] = answers.map(value);
    for (const answer of answers) expect(value(answer)).toEqual(first);
    const [{ jobs }] = await house.admin.query(
      'SELECT COUNT(*) AS jobs FROM register_print_jobs WHERE record_id = ?',
      [ticketId],
    );
    expect(Number(jobs)).toBe(1);
  });

  it('refuse one of a batch without keeping the others out', async () => {
    const [cashier] = cashiers;
    if (!cashier) throw new Error('no cashier');
    const [good, unpaid, also] = [
      await cashier.paid([BAG], [['CB', 20]]),
      await cashier.draft(BAG),
      await cashier.paid([BAG], [['CB', 20]]),
    ];
    const outcomes = await Promise.all([good, unpaid, also].map((ticketId) => cashier.finalise(ticketId)));
    expect(outcomes.map(code)).toEqual([
      expect.stringContaining('accepted'),
      'PAYMENT_MISSING',
      expect.stringContaining('accepted'),
    ]);
    value(await cashier.ask(ticketCommands.abandonTicket, { ticketId: unpaid }));
  });
});
