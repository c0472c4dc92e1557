import { randomUUID } from 'node:crypto';
import { sumRecords, tillQueries } from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { BAG, COFFEE, FLOAT_CENTS, LateShop } from '../../test/late-shop.js';
import { readBack } from '../../test/outbox.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { TwoPeople } from '../../test/two-people.js';

jest.setTimeout(120_000);

let house: RegisterHouse;
let shop: LateShop;

beforeAll(async () => {
  house = await RegisterHouse.open('late_tickets');
});
afterAll(() => house?.close());

beforeEach(async () => {
  shop = await LateShop.closed(house);
});

describe('a ticket that comes too late for its session', () => {
  it('is kept apart when somebody else has closed, and the sealed day stays as it was (edge case 18)', async () => {
    const { sessionId } = shop;
    const [z, records] = [await shop.z(sessionId), await shop.exported(sessionId)];
    const late = shop.offline();
    const kept = value(await shop.keep(late));
    expect(kept).toMatchObject({
      ticketId: late.ticketId,
      registerId: shop.registerId,
      sessionId,
      tillId: shop.till.tillId,
      sellerCode: 'V01',
      soldAt: shop.soldAt,
      ttcCents: 415,
      lines: [
        { barcode: COFFEE, quantityThousandths: null, ttcCents: 395, known: { articleCode: `A${COFFEE}` } },
        { barcode: BAG, quantityThousandths: 1_000, ttcCents: 20, known: { vatBasisPoints: 2_000 } },
      ],
      payments: [{ tenderCode: 'ESP', tenderedCents: 500, known: { kind: 'CASH', label: 'Espèces' } }],
      doubts: [],
      standing: 'WAITING',
      settled: null,
    });
    expect(await shop.z(sessionId)).toEqual(z);
    expect(await shop.exported(sessionId)).toEqual(records);
    expect(await shop.waiting()).toEqual({ items: [kept], nextCursor: null, waiting: 1 });
    const asking = { tillCredential: shop.till.credential, ticketId: late.ticketId };
    expect(code(await house.ask(tillQueries.getTicket, asking))).toBe('TICKET_UNKNOWN');
  });

  it('has its hash in the register’s chain, whoever is connected or not (edge case 18)', async () => {
    const { sessionId } = shop;
    const kept = value(await shop.keep(shop.offline()));
    const { rows, stored, replayed } = await readBack(house, shop.registerId);
    expect(replayed).toEqual(stored);
    expect(rows.at(-1)?.event).toMatchObject({
      type: 'lateTicketKept',
      by: 'V01',
      tillId: shop.till.tillId,
      sessionId,
      ticketId: kept.ticketId,
      sha256: kept.sha256,
      doubts: [],
    });
  });

  it('is one when it comes again, and another content under its id is refused (edge case 34)', async () => {
    const late = shop.offline();
    const first = value(await shop.keep(late));
    expect(value(await shop.keep(late))).toEqual(first);
    const dearer = { ...late, payments: late.payments.map((one) => ({ ...one, tenderedCents: 1_000 })) };
    expect(code(await shop.keep(dearer))).toBe('LATE_TICKET_DIFFERS');
    expect(await shop.waiting()).toMatchObject({ items: [first], waiting: 1 });
  });

  it('is one when it comes twice at once (edge case 34)', async () => {
    const late = shop.offline();
    const [one, other] = await Promise.all([shop.keep(late), shop.keep(late)]);
    expect(value(one)).toEqual(value(other));
    expect((await shop.waiting()).waiting).toBe(1);
  });

  it('is not late while its session is open, nor when it was finalised in time', async () => {
    const { running, who } = await shop.reopen();
    expect(code(await shop.keep(shop.offline({ sessionId: running, sellerCode: 'R01' })))).toBe(
      'TICKET_NOT_LATE',
    );
    const { ticketId } = await who.sell([BAG], [['ESP', 20]]);
    expect(code(await shop.keep(shop.offline({ ticketId })))).toBe('TICKET_ALREADY_SOLD');
    expect((await shop.waiting()).waiting).toBe(0);
  });

  it('is late for a till whose hold has moved, though the session goes on (edge case 34)', async () => {
    const { running } = await shop.reopen('V01');
    const spare = await shop.store.till('T2');
    const people = new TwoPeople(shop.store, spare, shop.registerId);
    await people.together({ action: 'TRANSFER_HOLD', toTillId: spare.tillId });
    const late = shop.offline({ sessionId: running, soldAt: house.clock.now().toISOString() });
    value(await shop.keep(late));
    const there = await Cashier.connect(shop.store, spare, shop.registerId, 'R01');
    const ticket = value(await shop.admit(late.ticketId, there));
    expect(ticket).toMatchObject({ number: 2, sessionId: running, late: { sessionId: running } });
  });
});

describe('a late ticket that is admitted', () => {
  it('is a ticket of the running session, and tells where it comes from (edge case 34)', async () => {
    const { sessionId, soldAt } = shop;
    const late = shop.offline();
    value(await shop.keep(late));
    const { running, who } = await shop.reopen();
    const ticket = value(await shop.admit(late.ticketId, who));
    expect(ticket).toMatchObject({
      ticketId: late.ticketId,
      number: 2,
      sessionId: running,
      sellerCode: 'V01',
      ttcCents: 415,
      late: { sessionId, soldAt, admittedBy: 'R01', doubts: [], reason: null },
    });
    expect((await shop.waiting()).waiting).toBe(0);
    const asking = { tillCredential: shop.till.credential, ticketId: late.ticketId };
    expect(value(await house.ask(tillQueries.getTicket, asking))).toEqual(ticket);
    await who.sell([BAG], [['CB', 20]]);
    await shop.store.close(shop.till, shop.registerId, FLOAT_CENTS + 415);
    const z = await shop.z(running);
    expect(z).toMatchObject({ ticketCount: 2, lateTicketCount: 1, ttcCents: 435, firstTicketNumber: 2 });
    const records = await shop.exported(running);
    expect(records.filter(({ type }) => type === 'ticket')).toMatchObject([
      { number: 2, sellerCode: 'V01', late: { sessionId, soldAt, admittedBy: 'R01' } },
      { number: 3, late: null },
    ]);
    const last = records.at(-1);
    expect(last).toMatchObject({ type: 'z', totals: { lateTicketCount: 1 } });
    expect(sumRecords(records)).toEqual(last?.type === 'z' ? last.totals : undefined);
    expect(await shop.z(sessionId)).toMatchObject({ ticketCount: 1, lateTicketCount: 0, ttcCents: 20 });
  });

  it('is admitted once, however many do so at once (edge case 34)', async () => {
    const late = shop.offline();
    value(await shop.keep(late));
    const { running, who } = await shop.reopen();
    const second = await Cashier.connect(shop.store, shop.till, shop.registerId);
    const both = await Promise.all([who, second, who, second].map((one) => shop.admit(late.ticketId, one)));
    const [first, ...others] = both.map(value);
    for (const other of others) expect(other).toEqual(first);
    await shop.store.close(shop.till, shop.registerId, FLOAT_CENTS + 415);
    expect(await shop.z(running)).toMatchObject({ ticketCount: 1, lateTicketCount: 1 });
  });

  it('goes to one register alone, when two want it at once (edge case 34)', async () => {
    const late = shop.offline();
    value(await shop.keep(late));
    const { who } = await shop.reopen();
    const otherTill = await shop.store.till('T2');
    const other = await shop.store.register(2);
    await shop.store.import(otherTill, other.registerId);
    await shop.store.open(otherTill, other.registerId, FLOAT_CENTS);
    const there = await Cashier.connect(shop.store, otherTill, other.registerId, 'R01');
    const outcomes = await Promise.all([shop.admit(late.ticketId, who), shop.admit(late.ticketId, there)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok).map(code)).toEqual(['LATE_TICKET_ADMITTED']);
    expect((await shop.waiting()).waiting).toBe(0);
  });

  it('takes who may close, an open session, and a ticket that was kept', async () => {
    const late = shop.offline();
    value(await shop.keep(late));
    const { who } = await shop.reopen();
    const dominique = await Cashier.connect(shop.store, shop.till, shop.registerId, 'V01');
    expect(code(await shop.admit(late.ticketId, dominique))).toBe('RIGHT_MISSING');
    expect(code(await shop.admit(randomUUID(), who))).toBe('LATE_TICKET_UNKNOWN');
    await shop.store.close(shop.till, shop.registerId, FLOAT_CENTS);
    expect(code(await shop.admit(late.ticketId, who))).toBe('CONNECTION_ENDED');
    expect((await shop.waiting()).waiting).toBe(1);
  });

  it('waits while its draft is still at the register, so that it is not sold twice', async () => {
    const { running, who: dominique } = await shop.reopen('V01');
    const ticketId = await dominique.draft(COFFEE, BAG);
    const spare = await shop.store.till('T2');
    const people = new TwoPeople(shop.store, spare, shop.registerId);
    await people.together({ action: 'TRANSFER_HOLD', toTillId: spare.tillId });
    const late = shop.offline({ ticketId, sessionId: running, soldAt: house.clock.now().toISOString() });
    value(await shop.keep(late));
    const there = await Cashier.connect(shop.store, spare, shop.registerId, 'R01');
    expect(code(await shop.admit(ticketId, there))).toBe('TICKETS_IN_PROGRESS');
  });
});
