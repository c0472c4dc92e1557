import { randomUUID } from 'node:crypto';
import { statementsOf } from '@encaisse/testing';
import { Cashier } from '../../test/cashier.js';
import { Closer } from '../../test/closer.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const BAG_CENTS = 20;
const FLOAT_CENTS = 10_000;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('large_session');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
});
afterAll(() => house?.close());

/** A session with so many tickets; what its closing asks of the database. */
async function closingOf(tickets: number): Promise<readonly string[]> {
  await store.open(till, registerId, FLOAT_CENTS);
  const cashier = await Cashier.connect(store, till, registerId);
  for (let sold = 0; sold < tickets; sold += 1) await cashier.sell([BAG], [['ESP', BAG_CENTS]]);
  const closer = new Closer(store, till, registerId);
  const closingId = randomUUID();
  const countedCashCents = FLOAT_CENTS + tickets * BAG_CENTS;
  return statementsOf(house.database, async () => {
    value(await closer.start(closingId));
    const { z } = value(await closer.submit(closingId, { countedCashCents, forceUsers: true }));
    expect(z).toMatchObject({ ticketCount: tickets, differenceCents: 0 });
  });
}

describe('a session with very many tickets', () => {
  it('is sealed by as many statements as one with few (edge case 19)', async () => {
    // The first one also reads what every later one remembers.
    await closingOf(1);
    const few = await closingOf(2);
    const many = await closingOf(120);
    expect(few.length).toBeGreaterThan(10);
    expect(many).toHaveLength(few.length);
  });
});
