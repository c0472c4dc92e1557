import { randomUUID } from 'node:crypto';
import {
  exportQueries,
  exportRecord,
  type LendableRight,
  peopleCommands,
  pricingCommands,
  type RequestOf,
  sumRecords,
  ticketCommands,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { Closer, closeWhateverIsOpen } from '../../test/closer.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const COFFEE = '1990000000014'; // 3,95 € at 5,5 %
const CHAMPAGNE = '1990000000045'; // 29,90 € at 20 %

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let sessionId: string;
/** May discount and override. */
let responsable: Cashier;
/** May sell. */
let seller: Cashier;

beforeAll(async () => {
  house = await RegisterHouse.open('prices');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  for (const who of ['R01', 'V01', 'V02']) await store.givePassword(till, who);
  ({ sessionId } = await store.open(till, registerId));
  responsable = await Cashier.connect(store, till, registerId, 'R01');
  seller = await Cashier.connect(store, till, registerId, 'V01');
});
afterAll(() => house?.close());

type Discount = RequestOf<typeof pricingCommands.discountTicket>['discount'];
const discountTicket = (who: Cashier, ticketId: string, discount: Discount, grantId?: string) =>
  who.ask(pricingCommands.discountTicket, { ticketId, discount, ...(grantId && { grantId }) });
const discountLine = (who: Cashier, at: readonly [string, string], discount: Discount, grantId?: string) =>
  who.ask(pricingCommands.discountLine, {
    ticketId: at[0],
    lineId: at[1],
    discount,
    ...(grantId && { grantId }),
  });

async function draftOf(who: Cashier): Promise<{ ticketId: string; coffee: string; champagne: string }> {
  const ticketId = await who.start();
  const [coffee, champagne] = [randomUUID(), randomUUID()];
  value(await who.scan(ticketId, COFFEE, coffee));
  value(await who.scan(ticketId, CHAMPAGNE, champagne));
  return { ticketId, coffee, champagne };
}

async function lend(right: LendableRight, subjectId: string, amountCents: number): Promise<string> {
  const grantId = randomUUID();
  const lent = { grantId, seller: RESPONSABLE, borrower: 'V01', right, subjectId, amountCents };
  value(await house.ask(peopleCommands.lendRight, { ...asked(till), registerId, ...lent }));
  return grantId;
}

describe('a ticket with discounts', () => {
  it('is sold for what its lines come to after them, VAT from the discounted amounts', async () => {
    const { ticketId, coffee, champagne } = await draftOf(responsable);
    value(
      await responsable.ask(pricingCommands.changeQuantity, {
        ticketId,
        lineId: coffee,
        quantityThousandths: 2_000,
      }),
    );
    value(await discountLine(responsable, [ticketId, champagne], { basisPoints: 1_000 }));
    const draft = value(await discountTicket(responsable, ticketId, { amountCents: 500 }));
    // 7,90 + 26,91 = 34,81; 5,00 shared 1,13 and 3,87.
    expect(draft).toMatchObject({ ttcCents: 2_981, discountCents: 500, discountAuthorisedBy: null });
    value(await responsable.give(ticketId, ['CB', 2_981]));
    const sold = value(await responsable.finalise(ticketId));
    expect(sold).toMatchObject({
      discountCents: 500,
      ttcCents: 2_981,
      lines: [
        {
          quantityThousandths: 2_000,
          grossCents: 790,
          discountCents: 0,
          ticketDiscountCents: 113,
          ttcCents: 677,
        },
        {
          grossCents: 2_990,
          discountCents: 299,
          discountBasisPoints: 1_000,
          ticketDiscountCents: 387,
          ttcCents: 2_304,
        },
      ],
      vat: [
        { basisPoints: 550, ttcCents: 677, vatCents: 35, htCents: 642 },
        { basisPoints: 2_000, ttcCents: 2_304, vatCents: 384, htCents: 1_920 },
      ],
    });
    const read = await house.ask(tillQueries.getTicket, { tillCredential: till.credential, ticketId });
    expect(value(read)).toEqual(sold);
  });

  it('may cost nothing, and is finalised without a payment', async () => {
    const { ticketId } = await draftOf(responsable);
    value(await discountTicket(responsable, ticketId, { basisPoints: 10_000 }));
    expect(value(await responsable.finalise(ticketId))).toMatchObject({ ttcCents: 0, payments: [] });
  });

  it('keeps its prices while money has been taken for it', async () => {
    const { ticketId, coffee } = await draftOf(responsable);
    value(await responsable.give(ticketId, ['ESP', 100]));
    expect(code(await discountTicket(responsable, ticketId, { amountCents: 1 }))).toBe('TICKET_HAS_PAYMENTS');
    expect(code(await discountLine(responsable, [ticketId, coffee], null))).toBe('TICKET_HAS_PAYMENTS');
  });

  it('refuses what is larger than it, or names no line of it, and changes nothing', async () => {
    const { ticketId, coffee } = await draftOf(responsable);
    expect(code(await discountLine(responsable, [ticketId, coffee], { amountCents: 396 }))).toBe(
      'DISCOUNT_TOO_LARGE',
    );
    expect(code(await discountTicket(responsable, ticketId, { amountCents: 3_386 }))).toBe(
      'DISCOUNT_TOO_LARGE',
    );
    expect(code(await discountLine(responsable, [ticketId, randomUUID()], null))).toBe('LINE_UNKNOWN');
    const half = { ticketId, lineId: coffee, quantityThousandths: 500 };
    expect(code(await responsable.ask(pricingCommands.changeQuantity, half))).toBe('QUANTITY_INVALID');
    const read = await house.ask(tillQueries.getTicket, { tillCredential: till.credential, ticketId });
    expect(value(read)).toMatchObject({ ttcCents: 3_385 });
  });
});

describe('a discount or another price', () => {
  const price = { unitPriceCents: 2_500, reason: 'Étiquette rayon' };

  it('wants its right, which a responsable may lend up to an amount, for this line alone', async () => {
    const { ticketId, coffee, champagne } = await draftOf(seller);
    const ask = (lineId: string, grantId?: string) =>
      seller.ask(pricingCommands.overridePrice, { ticketId, lineId, price, ...(grantId && { grantId }) });
    expect(await ask(champagne)).toMatchObject({
      refusal: { code: 'RIGHT_MISSING', facts: { right: 'PRICE_OVERRIDE' } },
    });
    expect(code(await ask(champagne, await lend('PRICE_OVERRIDE', champagne, 489)))).toBe('GRANT_DIFFERS');
    expect(code(await ask(champagne, await lend('PRICE_OVERRIDE', coffee, 490)))).toBe('GRANT_DIFFERS');
    const grantId = await lend('PRICE_OVERRIDE', champagne, 490);
    expect(value(await ask(champagne, grantId)).lines[1]).toMatchObject({
      listPriceCents: 2_990,
      unitPriceCents: 2_500,
      priceReason: 'Étiquette rayon',
      priceAuthorisedBy: RESPONSABLE.code,
    });
    expect(code(await ask(champagne, grantId))).toBe('GRANT_USED');
  });

  it('that was lent does not grow with its ticket', async () => {
    const { ticketId, coffee } = await draftOf(seller);
    expect(code(await discountTicket(seller, ticketId, { basisPoints: 1_000 }))).toBe('RIGHT_MISSING');
    const grantId = await lend('DISCOUNT', ticketId, 400);
    const given = value(await discountTicket(seller, ticketId, { basisPoints: 1_000 }, grantId));
    expect(given).toMatchObject({ ttcCents: 3_046, discountAuthorisedBy: RESPONSABLE.code });
    expect(await seller.scan(ticketId, CHAMPAGNE)).toMatchObject({
      refusal: { code: 'LENT_FOR_LESS', facts: { lentCents: 339, wantedCents: 638 } },
    });
    value(await discountTicket(seller, ticketId, null));
    value(await seller.scan(ticketId, CHAMPAGNE));
    const lineGrant = await lend('DISCOUNT', coffee, 40);
    const one = value(await discountLine(seller, [ticketId, coffee], { basisPoints: 1_000 }, lineGrant));
    expect(one.lines[0]).toMatchObject({ discountCents: 40, discountAuthorisedBy: RESPONSABLE.code });
  });
});

describe('several sellers at one register', () => {
  it('have drafts of their own, and any of them goes on with a parked one', async () => {
    const other = await Cashier.connect(store, till, registerId, 'V02');
    const hers = await seller.draft(COFFEE);
    const his = await other.draft(CHAMPAGNE);
    expect(code(await other.scan(hers, COFFEE))).toBe('TICKET_OF_ANOTHER_SELLER');
    expect(code(await other.ask(ticketCommands.resumeTicket, { ticketId: hers }))).toBe('TICKET_NOT_PARKED');
    value(await seller.ask(ticketCommands.parkTicket, { ticketId: hers }));
    expect(value(await other.ask(ticketCommands.resumeTicket, { ticketId: hers }))).toMatchObject({
      sellerCode: 'V02',
      state: 'DRAFT',
    });
    expect(code(await seller.scan(hers, COFFEE))).toBe('TICKET_OF_ANOTHER_SELLER');
    value(await other.give(hers, ['CB', 395]));
    value(await other.give(his, ['CB', 2_990]));
    const numbers = [value(await other.finalise(hers)).number, value(await other.finalise(his)).number];
    expect(numbers[1]).toBe((numbers[0] ?? 0) + 1);
    const handovers: unknown = await house.admin.query(
      'SELECT taken_from, taken_by, former_state FROM register_ticket_handovers WHERE ticket_id = ?',
      [hers],
    );
    expect(handovers).toEqual([{ taken_from: 'V01', taken_by: 'V02', former_state: 'PARKED' }]);
  });

  it('who ask for one parked ticket at the same instant: one has it', async () => {
    const other = await Cashier.connect(store, till, registerId, 'V02');
    const ticketId = await seller.draft(COFFEE);
    value(await seller.ask(ticketCommands.parkTicket, { ticketId }));
    const outcomes = await Promise.all(
      [responsable, other].map((who) => who.ask(ticketCommands.resumeTicket, { ticketId })),
    );
    // The responsable may take over what another is writing; a seller may not.
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1);
    const read = await house.ask(tillQueries.getTicket, { tillCredential: till.credential, ticketId });
    const owner = value(read).sellerCode;
    const loser = owner === 'V02' ? responsable : other;
    expect(code(await loser.scan(ticketId, COFFEE))).toBe('TICKET_OF_ANOTHER_SELLER');
  });
});

describe('the Z', () => {
  it('tells discounts and overridden prices, as head office sums them from the tickets', async () => {
    const ticketId = await responsable.draft(COFFEE);
    const [line] = value(
      await house.ask(tillQueries.getTicket, { tillCredential: till.credential, ticketId }),
    ).lines;
    const cheaper = { unitPriceCents: 300, reason: 'Paquet ouvert' };
    const lineId = line?.lineId ?? '';
    value(await responsable.ask(pricingCommands.overridePrice, { ticketId, lineId, price: cheaper }));
    value(await responsable.give(ticketId, ['CB', 300]));
    value(await responsable.finalise(ticketId));
    const closer = new Closer(store, till, registerId);
    const asking = { tillCredential: till.credential, registerId };
    const { tickets } = value(await house.ask(tillQueries.ticketsInProgress, asking));
    for (const { ticketId: left, sellerCode } of tickets) {
      const who = [responsable, seller].find((one) => one.sellerCode === sellerCode) ?? responsable;
      for (const payment of value(
        await house.ask(tillQueries.getTicket, { tillCredential: till.credential, ticketId: left }),
      ).payments) {
        const { paymentId } = payment;
        value(await who.ask(ticketCommands.removePayment, { ticketId: left, paymentId }));
      }
      value(await responsable.ask(ticketCommands.abandonTicket, { ticketId: left }));
    }
    await closeWhateverIsOpen(store, closer, 0);
    const page = { sessionId, cursor: null, limit: 500 };
    const { records } = value(await house.ask(exportQueries.readExportRecords, page));
    const parsed = records.map((record) => exportRecord.parse(record));
    const z = parsed.find(({ type }) => type === 'z');
    // 2,99 + 5,00 of one ticket, 33,85 of the one that cost nothing; 0,95 off a price.
    expect(sumRecords(parsed).reductions).toEqual({
      discountCount: 3,
      discountsCents: 299 + 500 + 3_385,
      overrideCount: 1,
      overridesCents: 95,
    });
    expect(z).toMatchObject({ totals: { reductions: sumRecords(parsed).reductions } });
  });
});
