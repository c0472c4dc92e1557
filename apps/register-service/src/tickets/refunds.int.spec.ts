import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  exportQueries,
  exportRecord,
  type LendableRight,
  type Outcome,
  peopleCommands,
  pricingCommands,
  refundQueries,
  sumRecords,
  type TicketDocument,
  type TicketView,
  ticketCommands,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const COFFEE = '1990000000014';
const OIL = '1990000000021';
const BAG = '1990000000038';

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
/** The responsable at two registers, and a seller without the right at the first. */
let here: Cashier;
let there: Cashier;
let seller: Cashier;

beforeAll(async () => {
  house = await RegisterHouse.open('refunds');
  ({ store, till } = await StoreBuilder.create(house));
  const second = await store.till('T2');
  for (const [index, at] of [till, second].entries()) {
    const { registerId } = await store.register(index + 1);
    await store.import(at, registerId);
    await store.open(at, registerId);
    const cashier = await Cashier.connect(store, at, registerId);
    if (index === 0) here = cashier;
    else there = cashier;
  }
  await store.givePassword(till, 'V01');
  seller = await Cashier.connect(store, till, here.registerId, 'V01');
});
afterAll(() => house?.close());

const facts = (outcome: Outcome<unknown>) => (outcome.ok ? undefined : outcome.refusal.facts);
const lineOf = ({ lines }: TicketView, barcode: string) => {
  const line = lines.find((one) => one.barcode === barcode);
  if (!line) throw new Error(`no line of ${barcode}`);
  return line;
};
/** Pieces of one line of a ticket, under a line id of its own. */
const pieces = (ticket: TicketView, barcode: string, count: number) => ({
  lineId: randomUUID(),
  originLineId: lineOf(ticket, barcode).lineId,
  quantityThousandths: count * 1_000,
});
const refundable = async (ticketId: string) =>
  value(await house.ask(refundQueries.refundableLines, { tillCredential: till.credential, ticketId })).lines;

/** Three coffees, an oil and a bag, paid in cash. */
const soldHere = () => here.sell([[COFFEE, 3_000], OIL, BAG], [['ESP', 2_000]]);

async function documentOf(ticketId: string): Promise<TicketDocument> {
  const [{ document }] = await house.admin.query(
    'SELECT document FROM register_print_jobs WHERE record_id = ? AND duplicate_number = 0',
    [ticketId],
  );
  return typeof document === 'string' ? JSON.parse(document) : document;
}

describe('a ticket given back whole', () => {
  it('is its exact opposite, at another register, and names its origin on paper without being asked', async () => {
    const sale = await soldHere();
    const ticketId = await there.start();
    const draft = value(await there.giveBack(ticketId, sale.ticketId));
    expect(draft.dueCents).toBe(-sale.ttcCents);
    value(await there.give(ticketId, ['ESP', sale.ttcCents]));
    const refund = value(await there.finalise(ticketId));
    expect(refund).toMatchObject({
      ttcCents: -sale.ttcCents,
      paidCents: -sale.ttcCents,
      dueCents: 0,
      changeCents: 0,
      vat: sale.vat.map(({ basisPoints, htCents, vatCents, ttcCents }) => ({
        basisPoints,
        htCents: -htCents,
        vatCents: -vatCents,
        ttcCents: -ttcCents,
      })),
      lines: sale.lines.map(({ lineId, label, quantityThousandths, unitPriceCents, ttcCents }) => ({
        originTicketId: sale.ticketId,
        originLineId: lineId,
        label,
        unitPriceCents,
        quantityThousandths: -quantityThousandths,
        ttcCents: -ttcCents,
        refundAuthorisedBy: null,
      })),
      payments: [{ tenderedCents: 0, changeCents: sale.ttcCents, amountCents: -sale.ttcCents }],
    });
    expect(refund.printJobId).not.toBeNull();
    const { refund: printed, articleCount, payments } = await documentOf(ticketId);
    expect([printed?.articleCount, articleCount]).toEqual([5, 0]);
    expect(printed?.origins).toEqual([
      expect.objectContaining({ register: { number: 1, name: 'CAISSE 01' }, ticketNumber: sale.number }),
    ]);
    expect(payments).toEqual([
      { label: 'Espèces', amountCents: -sale.ttcCents, tenderedCents: null, changeCents: null },
    ]);
    expect(await refundable(sale.ticketId)).toMatchObject([
      { soldThousandths: 3_000, remainingThousandths: 0, remainingCents: 0 },
      { remainingThousandths: 0 },
      { remainingThousandths: 0 },
    ]);
  });

  it('is written anew when another part was given back meanwhile and cents moved', async () => {
    const sold = await here.draft([BAG, 3_000]);
    const discount = { amountCents: 10 };
    value(await here.ask(pricingCommands.discountTicket, { ticketId: sold, discount }));
    value(await here.give(sold, ['ESP', 50]));
    const sale = value(await here.finalise(sold));
    const backs = [];
    for (const cashier of [here, there]) {
      const ticketId = await cashier.start();
      const back = value(await cashier.giveBack(ticketId, sale.ticketId, [pieces(sale, BAG, 1)]));
      value(await cashier.give(ticketId, ['ESP', -back.ttcCents]));
      backs.push({ cashier, ticketId, ttcCents: back.ttcCents });
    }
    const [first, second] = backs;
    if (!first || !second) throw new Error('two drafts');
    value(await first.cashier.finalise(first.ticketId));
    expect(code(await second.cashier.finalise(second.ticketId))).toBe('REFUND_CHANGED');
  });

  it('has nothing left to give', async () => {
    const sale = await here.sell([COFFEE], [['CB', 395]]);
    const ticketId = await here.start();
    value(await here.giveBack(ticketId, sale.ticketId));
    value(await here.give(ticketId, ['CB', 395]));
    value(await here.finalise(ticketId));
    const again = await here.start();
    expect(code(await here.giveBack(again, sale.ticketId))).toBe('REFUND_EXCEEDS_SALE');
    const one = await here.giveBack(again, sale.ticketId, [pieces(sale, COFFEE, 1)]);
    expect([code(one), facts(one)]).toEqual([
      'REFUND_EXCEEDS_SALE',
      {
        originLineId: lineOf(sale, COFFEE).lineId,
        askedThousandths: 1_000,
        remainingThousandths: 0,
      },
    ]);
  });
});

describe('part of a ticket', () => {
  it('is given back piece by piece until all of it went back, and not a piece more', async () => {
    const sale = await soldHere();
    for (const [count, left] of [
      [1, 2_000],
      [2, 0],
    ] as const) {
      const ticketId = await here.start();
      const draft = value(await here.giveBack(ticketId, sale.ticketId, [pieces(sale, COFFEE, count)]));
      expect(draft).toMatchObject({
        ttcCents: -395 * count,
        lines: [{ quantityThousandths: -count * 1_000 }],
      });
      value(await here.give(ticketId, ['ESP', 395 * count]));
      value(await here.finalise(ticketId));
      expect(await refundable(sale.ticketId)).toMatchObject([
        { remainingThousandths: left, remainingCents: (left / 1_000) * 395 },
        { remainingThousandths: 1_000 },
        { remainingThousandths: 1_000 },
      ]);
    }
    const ticketId = await there.start();
    expect(code(await there.giveBack(ticketId, sale.ticketId, [pieces(sale, COFFEE, 1)]))).toBe(
      'REFUND_EXCEEDS_SALE',
    );
    const rest = value(await there.giveBack(ticketId, sale.ticketId));
    expect(rest.lines.map(({ barcode }) => barcode)).toEqual([OIL, BAG]);
    value(await there.ask(ticketCommands.abandonTicket, { ticketId }));
  });

  it('can be put on a draft once, whatever key it is asked under', async () => {
    const sale = await soldHere();
    const ticketId = await here.start();
    const line = pieces(sale, COFFEE, 2);
    const first = value(await here.giveBack(ticketId, sale.ticketId, [line]));
    expect(value(await here.giveBack(ticketId, sale.ticketId, [line]))).toEqual(first);
    const other = await here.giveBack(ticketId, sale.ticketId, [{ ...line, quantityThousandths: 1_000 }]);
    expect(code(other)).toBe('ID_REUSED');
    expect(code(await here.giveBack(ticketId, sale.ticketId, [pieces(sale, COFFEE, 1)]))).toBe(
      'LINE_REFUNDED_TWICE',
    );
    const whole = value(await here.giveBack(ticketId, sale.ticketId));
    expect(whole.lines).toHaveLength(3);
    expect(value(await here.giveBack(ticketId, sale.ticketId))).toEqual(whole);
    value(await here.ask(ticketCommands.abandonTicket, { ticketId }));
  });
});

describe('two registers that give the same back at the same instant', () => {
  it('give it once, and the other is told that nothing is left', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sale = await soldHere();
      const drafts = await Promise.all(
        [here, there].map(async (cashier) => {
          const ticketId = await cashier.start();
          value(await cashier.giveBack(ticketId, sale.ticketId));
          value(await cashier.give(ticketId, ['ESP', sale.ttcCents]));
          return { cashier, ticketId };
        }),
      );
      const outcomes = await Promise.all(drafts.map(({ cashier, ticketId }) => cashier.finalise(ticketId)));
      expect(outcomes.map((outcome) => (outcome.ok ? 'GIVEN' : outcome.refusal.code)).sort()).toEqual([
        'GIVEN',
        'REFUND_EXCEEDS_SALE',
      ]);
      const [{ given }] = await house.admin.query(
        'SELECT SUM(ttc_cents) AS given FROM register_ticket_lines WHERE origin_ticket_id = ?',
        [sale.ticketId],
      );
      expect(Number(given)).toBe(-sale.ttcCents);
      for (const [index, { cashier, ticketId }] of drafts.entries()) {
        if (!outcomes[index]?.ok) await giveUp(cashier, ticketId);
      }
    }
  });

  it('crosswise, line against line, wait for each other and for nothing else', async () => {
    const [first, second] = [await soldHere(), await soldHere()];
    const one = await here.start();
    const other = await there.start();
    for (const [cashier, ticketId, sales] of [
      [here, one, [first, second]],
      [there, other, [second, first]],
    ] as const) {
      for (const sale of sales) {
        value(await cashier.giveBack(ticketId, sale.ticketId, [pieces(sale, COFFEE, 1)]));
      }
      value(await cashier.give(ticketId, ['ESP', 790]));
    }
    const outcomes = await Promise.all([here.finalise(one), there.finalise(other)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await refundable(first.ticketId)).toMatchObject([{ remainingThousandths: 1_000 }, {}, {}]);
  });
});

async function giveUp(cashier: Cashier, ticketId: string): Promise<void> {
  const { payments } = value(await cashier.ask(ticketCommands.startTicket, { ticketId }));
  for (const { paymentId } of payments) {
    value(await cashier.ask(ticketCommands.removePayment, { ticketId, paymentId }));
  }
  value(await cashier.ask(ticketCommands.abandonTicket, { ticketId }));
}

describe('an exchange', () => {
  it('is paid where more is taken than brought back', async () => {
    const sale = await soldHere();
    const ticketId = await here.draft(OIL);
    value(await here.giveBack(ticketId, sale.ticketId, [pieces(sale, COFFEE, 1)]));
    value(await here.give(ticketId, ['ESP', 500]));
    const ticket = value(await here.finalise(ticketId));
    expect(ticket).toMatchObject({ ttcCents: 749 - 395, changeCents: 500 - (749 - 395) });
    const { refund, articleCount } = await documentOf(ticketId);
    expect([refund?.articleCount, articleCount]).toEqual([1, 1]);
  });

  it('costs nothing where the same is taken again', async () => {
    const sale = await soldHere();
    const ticketId = await here.draft(OIL);
    value(await here.giveBack(ticketId, sale.ticketId, [pieces(sale, OIL, 1)]));
    expect(code(await here.give(ticketId, ['ESP', 1]))).toBe('PAYMENT_EXCEEDS_DUE');
    expect(value(await here.finalise(ticketId))).toMatchObject({ ttcCents: 0, payments: [] });
    expect(await refundable(sale.ticketId)).toMatchObject([{}, { remainingThousandths: 0 }, {}]);
  });

  it('gives back where less is taken', async () => {
    const sale = await soldHere();
    const ticketId = await here.draft(BAG);
    value(await here.giveBack(ticketId, sale.ticketId, [pieces(sale, OIL, 1)]));
    value(await here.give(ticketId, ['ESP', 729]));
    expect(value(await here.finalise(ticketId)).ttcCents).toBe(20 - 749);
  });
});

describe('the money of a refund', () => {
  it('goes back in cash or by what the sale was paid with, and not a cent more', async () => {
    const sale = await here.sell([OIL], [['CB', 749]]);
    const ticketId = await here.start();
    value(await here.giveBack(ticketId, sale.ticketId));
    const cheque = await here.give(ticketId, ['CHQ', 749]);
    expect([code(cheque), facts(cheque)]).toEqual([
      'REFUND_TENDER_REFUSED',
      { tenderCode: 'CHQ', tenderCodes: ['CB'] },
    ]);
    expect(code(await here.give(ticketId, ['ESP', 750]))).toBe('PAYMENT_EXCEEDS_DUE');
    expect(code(await here.finalise(ticketId))).toBe('PAYMENT_MISSING');
    expect(value(await here.give(ticketId, ['CB', 700]))).toMatchObject({ paidCents: -700, dueCents: -49 });
    const line = pieces(sale, OIL, 1);
    expect(code(await here.giveBack(ticketId, sale.ticketId, [line]))).toBe('LINE_REFUNDED_TWICE');
    const another = await here.giveBack(ticketId, (await soldHere()).ticketId);
    expect(code(another)).toBe('TICKET_HAS_PAYMENTS');
    value(await here.give(ticketId, ['ESP', 49]));
    const { payments } = value(await here.finalise(ticketId));
    expect(payments.map(({ tenderCode, amountCents }) => [tenderCode, amountCents])).toEqual([
      ['CB', -700],
      ['ESP', -49],
    ]);
  });
});

const lend = async (right: LendableRight, subjectId: string, amountCents: number): Promise<string> =>
  value(
    await house.ask(peopleCommands.lendRight, {
      ...asked(till),
      registerId: seller.registerId,
      grantId: randomUUID(),
      seller: RESPONSABLE,
      borrower: 'V01',
      right,
      subjectId,
      amountCents,
    }),
  ).grantId;

describe('a seller who may not give back', () => {
  it('does so once with a right lent for this ticket and this much', async () => {
    const sale = await soldHere();
    const ticketId = await seller.start();
    const lines = [pieces(sale, COFFEE, 1)];
    expect(code(await seller.giveBack(ticketId, sale.ticketId, lines))).toBe('RIGHT_MISSING');
    const tooLittle = await lend('REFUND', ticketId, 394);
    expect(code(await seller.giveBack(ticketId, sale.ticketId, lines, tooLittle))).toBe('GRANT_DIFFERS');
    const grantId = await lend('REFUND', ticketId, 395);
    const draft = value(await seller.giveBack(ticketId, sale.ticketId, lines, grantId));
    expect(draft.lines).toMatchObject([{ refundAuthorisedBy: RESPONSABLE.code }]);
    // The same lines again take no right: nothing is added.
    expect(value(await seller.giveBack(ticketId, sale.ticketId, lines))).toEqual(draft);
    const bag = [pieces(sale, BAG, 1)];
    expect(code(await seller.giveBack(ticketId, sale.ticketId, bag, grantId))).toBe('GRANT_USED');
    value(await seller.give(ticketId, ['ESP', 395]));
    expect(value(await seller.finalise(ticketId)).lines).toMatchObject([
      { refundAuthorisedBy: RESPONSABLE.code },
    ]);
  });
});

describe('nothing is given back', () => {
  it('of what was never sold, or was given back itself', async () => {
    const sale = await soldHere();
    const ticketId = await here.start();
    const nowhere = randomUUID();
    const unknown = await here.giveBack(ticketId, nowhere);
    expect([code(unknown), facts(unknown)]).toEqual(['TICKET_UNKNOWN', { ticketId: nowhere }]);
    const draft = await here.draft(BAG);
    expect(code(await here.giveBack(ticketId, draft))).toBe('TICKET_UNKNOWN');
    value(await here.ask(ticketCommands.abandonTicket, { ticketId: draft }));
    const strange = { ...pieces(sale, BAG, 1), originLineId: randomUUID() };
    expect(code(await here.giveBack(ticketId, sale.ticketId, [strange]))).toBe('LINE_UNKNOWN');
    const half = { ...pieces(sale, BAG, 1), quantityThousandths: 500 };
    expect(code(await here.giveBack(ticketId, sale.ticketId, [half]))).toBe('QUANTITY_INVALID');

    value(await here.giveBack(ticketId, sale.ticketId, [pieces(sale, BAG, 1)]));
    value(await here.give(ticketId, ['ESP', 20]));
    const refund = value(await here.finalise(ticketId));
    const again = await here.start();
    expect(code(await here.giveBack(again, refund.ticketId, [pieces(refund, BAG, 1)]))).toBe(
      'LINE_NOT_REFUNDABLE',
    );
    expect(code(await here.giveBack(again, refund.ticketId))).toBe('LINE_NOT_REFUNDABLE');
    const elsewhere = await StoreBuilder.create(house);
    const asking = { tillCredential: elsewhere.till.credential, ticketId: sale.ticketId };
    expect(code(await house.ask(refundQueries.refundableLines, asking))).toBe('TICKET_UNKNOWN');
  });
});

describe('the Z of a day with refunds', () => {
  it('tells them from the sales, and head office comes to the same by the records', async () => {
    const { manager } = house.database;
    const { session } = await store.view(here.registerId);
    const sessionId = session?.sessionId ?? '';
    const closer = { ...asked(till), registerId: here.registerId, seller: RESPONSABLE };
    for (const draft of await openDrafts()) await giveUp(here, draft);
    const closingId = randomUUID();
    value(await house.ask(tillCommands.startClosing, { ...closer, closingId, forcePending: false }));
    value(
      await house.ask(tillCommands.submitCount, {
        ...closer,
        idempotencyKey: randomUUID(),
        closingId,
        countedCashCents: 1,
        forcePending: false,
        forceUsers: true,
        acceptDifference: true,
        reason: 'fin de l’essai',
      }),
    );
    const z = value(await house.ask(adminQueries.getZ, { sessionId }));
    const [counted] = await manager.query(
      `SELECT COUNT(DISTINCT IF(line.origin_line_id IS NULL, NULL, line.ticket_id)) AS refundCount,
              COUNT(DISTINCT IF(line.origin_line_id IS NULL, line.ticket_id, NULL)) AS saleCount,
              SUM(IF(line.origin_line_id IS NULL, 0, line.ttc_cents)) AS refundsCents
       FROM register_ticket_lines line JOIN register_tickets ticket USING (store_id, ticket_id)
       WHERE ticket.session_id = ?`,
      [sessionId],
    );
    const refundsCents = Number(counted.refundsCents);
    expect(refundsCents).toBeLessThan(0);
    expect(z.turnover).toEqual({
      saleCount: Number(counted.saleCount),
      salesCents: z.ttcCents - refundsCents,
      refundCount: Number(counted.refundCount),
      refundsCents,
    });
    const page = { sessionId, cursor: null, limit: 500 };
    const { records } = value(await house.ask(exportQueries.readExportRecords, page));
    const totals = sumRecords(records.map((record) => exportRecord.parse(record)));
    expect(totals).toMatchObject({
      turnover: z.turnover,
      ttcCents: z.ttcCents,
      vat: z.vat,
      cash: { expectedCents: z.cash.expectedCents },
    });
  });
});

async function openDrafts(): Promise<string[]> {
  const asking = { tillCredential: till.credential, registerId: here.registerId };
  const { tickets } = value(await house.ask(tillQueries.ticketsInProgress, asking));
  return tickets.map(({ ticketId }) => ticketId);
}
