import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  exportQueries,
  type Outcome,
  ticketCommands,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import type { CatalogueSeller } from '../../test/catalogue.js';
import { Closer, closeWhateverIsOpen } from '../../test/closer.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import {
  asked,
  PASSWORD,
  RESPONSABLE,
  SELLERS,
  StoreBuilder,
  type TillAtHand,
} from '../../test/store-builder.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const FLOAT_CENTS = 15_000;
/** May close, and force nothing. */
const SACHA = { code: 'C01', password: PASSWORD };
const STAFF: readonly CatalogueSeller[] = [
  ...SELLERS,
  { code: SACHA.code, name: 'Sacha Closier', rights: ['CONNECT', 'CLOSE'] },
];

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let closer: Closer;

const facts = (outcome: Outcome<unknown>) => (outcome.ok ? outcome : outcome.refusal.facts);
const heartbeat = (pendingCount: number) =>
  house.ask(tillQueries.heartbeat, { tillCredential: till.credential, pendingCount, connectionTokens: [] });

beforeAll(async () => {
  house = await RegisterHouse.open('closing_refusals');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  closer = new Closer(store, till, registerId);
  await store.import(till, registerId, STAFF);
  for (const seller of ['V01', SACHA.code]) await store.givePassword(till, seller);
});
afterAll(() => house?.close());
beforeEach(async () => {
  await store.open(till, registerId, FLOAT_CENTS);
});
afterEach(() => closeWhateverIsOpen(store, closer, FLOAT_CENTS));

describe('starting to close', () => {
  it('is refused as long as a ticket is in progress, and names it (edge case 9)', async () => {
    const seller = await Cashier.connect(store, till, registerId, 'V01');
    await seller.start();
    const [parked, draft] = [await seller.draft(BAG), await seller.draft(BAG, BAG)];
    value(await seller.ask(ticketCommands.parkTicket, { ticketId: parked }));
    const refused = await closer.start();
    expect([code(refused), facts(refused)]).toEqual([
      'TICKETS_IN_PROGRESS',
      {
        tickets: [
          { ticketId: parked, status: 'PARKED', sellerCode: 'V01', ttcCents: 20 },
          { ticketId: draft, status: 'DRAFT', sellerCode: 'V01', ttcCents: 40 },
        ],
      },
    ]);
    const responsable = await Cashier.connect(store, till, registerId);
    for (const ticketId of [parked, draft]) {
      value(await responsable.ask(ticketCommands.abandonTicket, { ticketId }));
    }
    expect(code(await closer.start())).toMatch('accepted');
  });

  it('is refused while a card was charged for a ticket that is not finalised (edge case 10)', async () => {
    const seller = await Cashier.connect(store, till, registerId, 'V01');
    const ticketId = await seller.paid([BAG], [['CB', 20]]);
    const refused = await closer.start();
    expect([code(refused), facts(refused)]).toMatchObject([
      'TICKETS_IN_PROGRESS',
      { tickets: [{ ticketId, status: 'DRAFT', ttcCents: 20 }] },
    ]);
    value(await seller.finalise(ticketId));
    expect(code(await closer.start())).toMatch('accepted');
  });

  it('is refused while a page holds unsent tickets, unless it is silent and someone forces it with a reason', async () => {
    await Cashier.connect(store, till, registerId, 'V01');
    value(await heartbeat(3));
    const forced = { forcePending: true, reason: 'le poste est éteint' };
    const live = await closer.start(randomUUID(), forced);
    expect([code(live), facts(live)]).toMatchObject([
      'CLIENT_PENDING',
      { forceable: false, pages: [{ sellerCode: 'V01', tickets: 3, stale: false }] },
    ]);
    house.clock.move(31_000);
    const silent = await closer.start();
    expect(facts(silent)).toMatchObject({ forceable: true, missing: ['CONFIRMATION', 'REASON'] });
    const powerless = await closer.with({ seller: SACHA }).start(randomUUID(), forced);
    expect(facts(powerless)).toMatchObject({ missing: ['RIGHT'] });
    const closingId = randomUUID();
    value(await closer.start(closingId, forced));
    expect(code(await closer.submit(closingId, { countedCashCents: FLOAT_CENTS }))).toBe('CLIENT_PENDING');
    value(await closer.submit(closingId, { countedCashCents: FLOAT_CENTS, ...forced }));
  });

  it('is refused while another closing runs, with its id', async () => {
    const running = randomUUID();
    value(await closer.start(running));
    const refused = await closer.start();
    expect([code(refused), facts(refused)]).toMatchObject(['CLOSING_IN_PROGRESS', { closingId: running }]);
    expect(code(await closer.submit(randomUUID(), { countedCashCents: 0 }))).toBe('CLOSING_IN_PROGRESS');
    expect(code(await closer.cancel(randomUUID()))).toBe('CLOSING_IN_PROGRESS');
  });

  it('is refused to who may not, from another till, and under the id of another register’s closing', async () => {
    const vendor = { seller: { code: 'V01', password: PASSWORD } };
    expect(code(await closer.with(vendor).start())).toBe('RIGHT_MISSING');
    const wrong = { seller: { ...RESPONSABLE, password: 'pas le bon' } };
    expect(code(await closer.with(wrong).start())).toBe('CREDENTIALS_INVALID');
    const other = await store.till('T2');
    expect(code(await closer.with({ till: other }).start())).toBe('HELD_BY_ANOTHER_TILL');

    const elsewhere = await store.register(2);
    await store.import(other, elsewhere.registerId, STAFF);
    await store.open(other, elsewhere.registerId, FLOAT_CENTS);
    const closingId = randomUUID();
    value(await closer.with({ till: other, registerId: elsewhere.registerId }).start(closingId));
    expect(code(await closer.start(closingId))).toBe('ID_REUSED');
    expect(code(await closer.submit(closingId, { countedCashCents: 0 }))).toBe('CLOSE_NOT_STARTED');
  });

  it('is refused for a register that is not open', async () => {
    await store.close(till, registerId, FLOAT_CENTS);
    expect(code(await closer.start())).toBe('REGISTER_NOT_OPEN');
    expect(code(await closer.submit(randomUUID(), { countedCashCents: 0 }))).toBe('CLOSE_NOT_STARTED');
    expect(code(await closer.cancel(randomUUID()))).toBe('CLOSE_NOT_STARTED');
  });
});

describe('cancelling', () => {
  it('goes back to selling, once', async () => {
    const closingId = randomUUID();
    value(await closer.start(closingId));
    const cancelled = value(await closer.cancel(closingId));
    expect(cancelled).toMatchObject({ state: 'CANCELLED', z: null });
    expect(value(await closer.cancel(closingId))).toEqual(cancelled);
    expect(value(await closer.start(closingId))).toEqual(cancelled);
    expect(await store.view(registerId)).toMatchObject({ state: 'OPEN', closingId: null });
  });
});

describe('what was never sealed', () => {
  it('has no Z, no records and no closing', async () => {
    const { session } = await store.view(registerId);
    const sessionId = session?.sessionId ?? '';
    expect(code(await house.ask(adminQueries.getZ, { sessionId }))).toBe('SESSION_UNKNOWN');
    const page = { sessionId, cursor: null, limit: 10 };
    expect(code(await house.ask(exportQueries.readExportRecords, page))).toBe('SESSION_UNKNOWN');
    const reprint = { ...asked(till), sessionId, seller: RESPONSABLE };
    expect(code(await house.ask(tillCommands.reprintZ, reprint))).toBe('SESSION_UNKNOWN');
    const closing = { tillCredential: till.credential, closingId: randomUUID() };
    expect(code(await house.ask(tillQueries.getClosing, closing))).toBe('CLOSING_UNKNOWN');
  });

  it('refuses a cursor that is none', async () => {
    const { session } = await store.view(registerId);
    await store.close(till, registerId, FLOAT_CENTS);
    const page = { sessionId: session?.sessionId ?? '', cursor: 'nowhere', limit: 10 };
    expect(code(await house.ask(exportQueries.readExportRecords, page))).toBe('BODY_INVALID');
  });
});
