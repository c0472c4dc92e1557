import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  exportQueries,
  exportRecord,
  lateTicketCommands,
  lateTicketQueries,
  type RequestOf,
  sumRecords,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { readBack } from '../../test/outbox.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { TwoPeople } from '../../test/two-people.js';

jest.setTimeout(120_000);

const COFFEE = '1990000000014';
const BAG = '1990000000038';
const FLOAT_CENTS = 15_000;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
/** Of the session that takes no more tickets. */
let sessionId: string;
let soldAt: string;

type Late = Omit<RequestOf<typeof lateTicketCommands.keepLateTicket>, 'tillCredential' | 'idempotencyKey'>;

/** What a page sold on its own: a coffee and a bag, 4,15 € in cash of a five-euro note. */
const offline = (more: Partial<Late> = {}): Late => ({
  sessionId,
  ticketId: randomUUID(),
  sellerCode: 'V01',
  soldAt,
  lines: [
    { lineId: randomUUID(), barcode: COFFEE, ttcCents: 395 },
    { lineId: randomUUID(), barcode: BAG, quantityThousandths: 1_000, ttcCents: 20 },
  ],
  payments: [{ paymentId: randomUUID(), tenderCode: 'ESP', tenderedCents: 500 }],
  ttcCents: 415,
  ...more,
});
const keep = (late: Late, at = till) =>
  house.ask(lateTicketCommands.keepLateTicket, { ...asked(at), ...late });
const admit = (ticketId: string, who: Cashier) => who.ask(lateTicketCommands.admitLateTicket, { ticketId });
const waiting = async (at = till) =>
  value(await house.ask(lateTicketQueries.listLateTickets, { tillCredential: at.credential, limit: 20 }));
const reopen = async (by = 'R01') => {
  const { sessionId: running } = await store.open(till, registerId, FLOAT_CENTS);
  return { running, who: await Cashier.connect(store, till, registerId, by) };
};
const zOf = async (of: string) => value(await house.ask(adminQueries.getZ, { sessionId: of }));
const exported = async (of: string) => {
  const asking = { sessionId: of, cursor: null, limit: 500 };
  const { records } = value(await house.ask(exportQueries.readExportRecords, asking));
  return records.map((record) => exportRecord.parse(record));
};

beforeAll(async () => {
  house = await RegisterHouse.open('late_tickets');
});
afterAll(() => house?.close());

/** A session in which Dominique sold, closed by somebody else while her page had no line. */
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  for (const seller of ['R01', 'V01']) await store.givePassword(till, seller);
  ({ sessionId } = await store.open(till, registerId, FLOAT_CENTS));
  const dominique = await Cashier.connect(store, till, registerId, 'V01');
  await dominique.sell([BAG], [['ESP', 20]]);
  soldAt = house.clock.now().toISOString();
  house.clock.move(60_000);
  await store.close(till, registerId, FLOAT_CENTS + 20);
});

describe('a ticket that comes too late for its session', () => {
  it('is kept apart when somebody else has closed, and the sealed day stays as it was (edge case 18)', async () => {
    const [z, records] = [await zOf(sessionId), await exported(sessionId)];
    const late = offline();
    const kept = value(await keep(late));
    expect(kept).toMatchObject({
      ticketId: late.ticketId,
      registerId,
      sessionId,
      tillId: till.tillId,
      sellerCode: 'V01',
      soldAt,
      ttcCents: 415,
      payments: [{ tenderCode: 'ESP', tenderedCents: 500, amountCents: 415, changeCents: 85 }],
    });
    expect(await zOf(sessionId)).toEqual(z);
    expect(await exported(sessionId)).toEqual(records);
    expect(await waiting()).toEqual({ items: [kept], nextCursor: null, waiting: 1 });
    const asking = { tillCredential: till.credential, ticketId: late.ticketId };
    expect(code(await house.ask(tillQueries.getTicket, asking))).toBe('TICKET_UNKNOWN');
  });

  it('has its hash in the register’s chain, whoever is connected or not (edge case 18)', async () => {
    const kept = value(await keep(offline()));
    const { rows, stored, replayed } = await readBack(house, registerId);
    expect(replayed).toEqual(stored);
    expect(rows.at(-1)?.event).toMatchObject({
      type: 'lateTicketKept',
      by: 'V01',
      tillId: till.tillId,
      sessionId,
      ticketId: kept.ticketId,
      sha256: kept.sha256,
    });
  });

  it('is one when it comes again, and another content under its id is refused (edge case 34)', async () => {
    const late = offline();
    const first = value(await keep(late));
    expect(value(await keep(late))).toEqual(first);
    const dearer = { ...late, payments: late.payments.map((one) => ({ ...one, tenderedCents: 1_000 })) };
    expect(code(await keep(dearer))).toBe('LATE_TICKET_DIFFERS');
    expect(await waiting()).toMatchObject({ items: [first], waiting: 1 });
  });

  it('is one when it comes twice at once (edge case 34)', async () => {
    const late = offline();
    const [one, other] = await Promise.all([keep(late), keep(late)]);
    expect(value(one)).toEqual(value(other));
    expect((await waiting()).waiting).toBe(1);
  });

  it('is not late while its session is open, nor when it was finalised in time', async () => {
    const { running, who } = await reopen();
    expect(code(await keep(offline({ sessionId: running, sellerCode: 'R01' })))).toBe('TICKET_NOT_LATE');
    const { ticketId } = await who.sell([BAG], [['ESP', 20]]);
    expect(code(await keep(offline({ ticketId })))).toBe('TICKET_ALREADY_SOLD');
    expect((await waiting()).waiting).toBe(0);
  });

  it('is checked like any other ticket, and kept by nobody when it is wrong (edge case 34)', async () => {
    const [coffee, bag] = offline().lines;
    if (!coffee || !bag) throw new Error('two lines');
    const lines = (...some: Late['lines']): Partial<Late> => ({ lines: some });
    const paid = (tenderCode: string, tenderedCents: number): Partial<Late> => ({
      payments: [{ paymentId: randomUUID(), tenderCode, tenderedCents }],
    });
    const wrong: readonly (readonly [string, Partial<Late>])[] = [
      ['SESSION_UNKNOWN', { sessionId: randomUUID() }],
      ['SELLER_UNKNOWN', { sellerCode: 'V02' }],
      ['LATE_TICKET_WRONG', lines({ ...coffee, ttcCents: 394 }, bag)],
      ['LATE_TICKET_WRONG', { ttcCents: 414 }],
      ['LATE_TICKET_WRONG', { soldAt: '2020-01-01T00:00:00.000Z' }],
      ['ARTICLE_UNKNOWN', lines({ ...coffee, barcode: '3017620422003' }, bag)],
      ['BARCODE_INVALID', lines({ ...coffee, barcode: '1990000000015' }, bag)],
      ['QUANTITY_INVALID', lines({ ...coffee, quantityThousandths: 500 }, bag)],
      ['ID_REUSED', lines(coffee, { ...bag, lineId: coffee.lineId })],
      ['TENDER_UNKNOWN', paid('BITCOIN', 415)],
      ['PAYMENT_MISSING', paid('ESP', 414)],
      ['PAYMENT_EXCEEDS_DUE', paid('CB', 416)],
      ['AMOUNT_INVALID', paid('ESP', 1_000_000_000)],
    ];
    for (const [refusal, more] of wrong)
      expect([more, code(await keep(offline(more)))]).toEqual([more, refusal]);
    expect((await waiting()).waiting).toBe(0);
  });

  it('is late for a till whose hold has moved, though the session goes on (edge case 34)', async () => {
    const { running } = await reopen('V01');
    const spare = await store.till('T2');
    const people = new TwoPeople(store, spare, registerId);
    await people.together({ action: 'TRANSFER_HOLD', toTillId: spare.tillId });
    const late = offline({ sessionId: running, soldAt: house.clock.now().toISOString() });
    value(await keep(late));
    const there = await Cashier.connect(store, spare, registerId, 'R01');
    const ticket = value(await admit(late.ticketId, there));
    expect(ticket).toMatchObject({ number: 2, sessionId: running, late: { sessionId: running } });
  });
});

describe('a late ticket that is admitted', () => {
  it('is a ticket of the running session, and tells where it comes from (edge case 34)', async () => {
    const late = offline();
    value(await keep(late));
    const { running, who } = await reopen();
    const ticket = value(await admit(late.ticketId, who));
    expect(ticket).toMatchObject({
      ticketId: late.ticketId,
      number: 2,
      sessionId: running,
      sellerCode: 'V01',
      ttcCents: 415,
      late: { sessionId, soldAt, admittedBy: 'R01' },
    });
    expect((await waiting()).waiting).toBe(0);
    const asking = { tillCredential: till.credential, ticketId: late.ticketId };
    expect(value(await house.ask(tillQueries.getTicket, asking))).toEqual(ticket);
    await who.sell([BAG], [['CB', 20]]);
    await store.close(till, registerId, FLOAT_CENTS + 415);
    const z = await zOf(running);
    expect(z).toMatchObject({ ticketCount: 2, lateTicketCount: 1, ttcCents: 435, firstTicketNumber: 2 });
    const records = await exported(running);
    expect(records.filter(({ type }) => type === 'ticket')).toMatchObject([
      { number: 2, sellerCode: 'V01', late: { sessionId, soldAt, admittedBy: 'R01' } },
      { number: 3, late: null },
    ]);
    const last = records.at(-1);
    expect(last).toMatchObject({ type: 'z', totals: { lateTicketCount: 1 } });
    expect(sumRecords(records)).toEqual(last?.type === 'z' ? last.totals : undefined);
    expect(await zOf(sessionId)).toMatchObject({ ticketCount: 1, lateTicketCount: 0, ttcCents: 20 });
  });

  it('is admitted once, however many do so at once (edge case 34)', async () => {
    const late = offline();
    value(await keep(late));
    const { running, who } = await reopen();
    const second = await Cashier.connect(store, till, registerId);
    const both = await Promise.all([who, second, who, second].map((one) => admit(late.ticketId, one)));
    const [first, ...others] = both.map(value);
    for (const other of others) expect(other).toEqual(first);
    await store.close(till, registerId, FLOAT_CENTS + 415);
    expect(await zOf(running)).toMatchObject({ ticketCount: 1, lateTicketCount: 1 });
  });

  it('goes to one register alone, when two want it at once (edge case 34)', async () => {
    const late = offline();
    value(await keep(late));
    const { who } = await reopen();
    const otherTill = await store.till('T2');
    const other = await store.register(2);
    await store.import(otherTill, other.registerId);
    await store.open(otherTill, other.registerId, FLOAT_CENTS);
    const there = await Cashier.connect(store, otherTill, other.registerId, 'R01');
    const outcomes = await Promise.all([admit(late.ticketId, who), admit(late.ticketId, there)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok).map(code)).toEqual(['LATE_TICKET_ADMITTED']);
    expect((await waiting()).waiting).toBe(0);
  });

  it('takes who may close, an open session, and a ticket that was kept', async () => {
    const late = offline();
    value(await keep(late));
    const { who } = await reopen();
    const dominique = await Cashier.connect(store, till, registerId, 'V01');
    expect(code(await admit(late.ticketId, dominique))).toBe('RIGHT_MISSING');
    expect(code(await admit(randomUUID(), who))).toBe('LATE_TICKET_UNKNOWN');
    await store.close(till, registerId, FLOAT_CENTS);
    expect(code(await admit(late.ticketId, who))).toBe('CONNECTION_ENDED');
    expect((await waiting()).waiting).toBe(1);
  });

  it('waits while its draft is still at the register, so that it is not sold twice', async () => {
    const { running, who: dominique } = await reopen('V01');
    const ticketId = await dominique.draft(COFFEE, BAG);
    const spare = await store.till('T2');
    const people = new TwoPeople(store, spare, registerId);
    await people.together({ action: 'TRANSFER_HOLD', toTillId: spare.tillId });
    const late = offline({ ticketId, sessionId: running, soldAt: house.clock.now().toISOString() });
    value(await keep(late));
    const there = await Cashier.connect(store, spare, registerId, 'R01');
    expect(code(await admit(ticketId, there))).toBe('TICKETS_IN_PROGRESS');
  });
});
