import type { Outcome } from '@encaisse/contracts';
import { NO_DISCOUNT } from '@encaisse/contracts';
import { toCents } from '@encaisse/register-domain';
import { type Draft, withLine, withoutLine } from './draft.js';
import { withLineDiscount, withPrice, withQuantity, withTicketDiscount } from './draft-prices.js';
import { asListed, type LineColumns } from './line.columns.js';

const empty: Draft = {
  storeId: 'store',
  ticketId: 'ticket',
  registerId: 'register',
  sessionId: 'session',
  state: 'DRAFT',
  sellerCode: 'V01',
  startedAt: new Date(0),
  lines: [],
  payments: [],
  ...NO_DISCOUNT,
};
const line = (lineId: string, priceCents: number, changes: Partial<LineColumns> = {}): LineColumns => ({
  lineId,
  barcode: '1990000000014',
  articleCode: 'A1',
  label: 'Café',
  unit: 'PIECE',
  quantityThousandths: 1_000,
  vatBasisPoints: 550,
  ...asListed({ listPriceCents: priceCents, grossCents: priceCents }),
  ...changes,
});
const cheese = line('cheese', 1_990, {
  unit: 'KILOGRAM',
  quantityThousandths: 250,
  grossCents: 498,
  ttcCents: 498,
});
const labelled = line('labelled', 500, { grossFrom: 'BARCODE' });
const returned = line('returned', -500, {
  quantityThousandths: -1_000,
  originTicketId: 'sale',
  originLineId: 'sold',
});

const accepted = (outcome: Outcome<Draft>): Draft => {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${outcome.refusal.code}`);
};
const refusal = (outcome: Outcome<Draft>) => (outcome.ok ? 'accepted' : outcome.refusal);
const of = (...lines: readonly LineColumns[]): Draft =>
  lines.reduce((draft, one) => accepted(withLine(draft, one)), empty);
const percent = (basisPoints: number, authorisedBy: string | null = null) => ({
  discount: { basisPoints },
  authorisedBy,
});
const off = (amountCents: number, authorisedBy: string | null = null) => ({
  discount: { amountCents: toCents(amountCents) },
  authorisedBy,
});
const amounts = ({ lines }: Draft) =>
  lines.map(({ grossCents, discountCents, ticketDiscountCents, ttcCents }) => [
    grossCents,
    discountCents,
    ticketDiscountCents,
    ttcCents,
  ]);

describe('a quantity', () => {
  it('changes the amount of its line, and a discount in percent with it', () => {
    const draft = accepted(withLineDiscount(of(line('a', 395)), 'a', percent(1_000)));
    expect(amounts(accepted(withQuantity(draft, 'a', 3_000)))).toEqual([[1_185, 119, 0, 1_066]]);
  });

  it('is whole for pieces and has grams for weights', () => {
    expect(refusal(withQuantity(of(line('a', 395)), 'a', 1_500))).toMatchObject({ code: 'QUANTITY_INVALID' });
    expect(amounts(accepted(withQuantity(of(cheese), 'cheese', 333)))).toEqual([[663, 0, 0, 663]]);
  });

  it('of a label or of something given back does not change', () => {
    expect(refusal(withQuantity(of(labelled), 'labelled', 2_000))).toMatchObject({ code: 'LINE_FROM_LABEL' });
    expect(refusal(withQuantity(of(returned), 'returned', 1_000))).toMatchObject({ code: 'LINE_GIVES_BACK' });
    expect(refusal(withQuantity(of(line('a', 1)), 'b', 1_000))).toMatchObject({ code: 'LINE_UNKNOWN' });
  });

  it('makes no ticket larger than its columns', () => {
    const dear = of(line('a', 300_000_000));
    expect(refusal(withQuantity(dear, 'a', 4_000))).toMatchObject({ code: 'AMOUNT_INVALID' });
  });
});

describe('a price', () => {
  it('is overridden with its reason, and goes back to the listed one', () => {
    const asked = { unitPriceCents: 250, reason: 'abîmé', authorisedBy: 'R01' };
    const draft = accepted(withPrice(of(line('a', 395)), 'a', asked));
    expect(draft.lines).toMatchObject([
      {
        unitPriceCents: 250,
        listPriceCents: 395,
        priceReason: 'abîmé',
        priceAuthorisedBy: 'R01',
        ttcCents: 250,
      },
    ]);
    const back = accepted(withPrice(draft, 'a', { unitPriceCents: null, reason: null, authorisedBy: null }));
    expect(back.lines).toEqual(of(line('a', 395)).lines);
  });

  it('is not below a discount that was given as an amount', () => {
    const draft = accepted(withLineDiscount(of(line('a', 395)), 'a', off(300)));
    const asked = { unitPriceCents: 250, reason: 'abîmé', authorisedBy: null };
    expect(refusal(withPrice(draft, 'a', asked))).toMatchObject({ code: 'DISCOUNT_TOO_LARGE' });
  });
});

describe('a ticket’s discount', () => {
  it('follows what is sold, and is gone from what stays when it is taken away', () => {
    const draft = accepted(withTicketDiscount(of(line('a', 395), line('b', 1_000)), percent(1_000)));
    expect(amounts(draft)).toEqual([
      [395, 0, 40, 355],
      [1_000, 0, 100, 900],
    ]);
    const more = accepted(withLine(draft, line('c', 605)));
    expect(amounts(more).map(([, , share]) => share)).toEqual([40, 100, 60]);
    const none = accepted(withTicketDiscount(more, { discount: null, authorisedBy: null }));
    expect(amounts(none).map(([, , share]) => share)).toEqual([0, 0, 0]);
  });

  it('as an amount keeps a line that it needs', () => {
    const draft = accepted(withTicketDiscount(of(line('a', 395), line('b', 1_000)), off(1_100)));
    expect(refusal(withoutLine(draft, 'a'))).toMatchObject({ code: 'DISCOUNT_TOO_LARGE' });
    expect(refusal(withTicketDiscount(draft, off(1_396)))).toMatchObject({ code: 'DISCOUNT_TOO_LARGE' });
    expect(refusal(withTicketDiscount(empty, off(1)))).toMatchObject({ code: 'TICKET_EMPTY' });
  });

  it('that was lent does not grow beyond what it took off then', () => {
    const draft = accepted(withTicketDiscount(of(line('a', 1_000)), percent(1_000, 'R01')));
    expect(refusal(withLine(draft, line('b', 500)))).toEqual({
      code: 'LENT_FOR_LESS',
      facts: { lentCents: 100, wantedCents: 150 },
    });
    const own = accepted(withTicketDiscount(draft, percent(1_000)));
    expect(amounts(accepted(withLine(own, line('b', 500))))).toHaveLength(2);
  });
});

it('a line’s discount or price that was lent does not grow with its quantity', () => {
  const discounted = accepted(withLineDiscount(of(line('a', 1_000)), 'a', percent(1_000, 'R01')));
  expect(refusal(withQuantity(discounted, 'a', 2_000))).toMatchObject({ code: 'LENT_FOR_LESS' });
  const asked = { unitPriceCents: 900, reason: 'abîmé', authorisedBy: 'R01' };
  const cheaper = accepted(withPrice(of(line('a', 1_000)), 'a', asked));
  expect(refusal(withQuantity(cheaper, 'a', 2_000))).toMatchObject({ code: 'LENT_FOR_LESS' });
});

it('lines whose amounts stay are not written again', () => {
  const draft = of(line('a', 395), line('b', 1_000));
  const after = accepted(withLineDiscount(draft, 'b', off(100)));
  expect(after.lines[0]).toBe(draft.lines[0]);
});
