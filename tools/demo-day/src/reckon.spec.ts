import {
  givenBack,
  partOf,
  type ReckonedLine,
  reductionsOf,
  shareTicketDiscount,
  ttcOf,
  vatOf,
} from './reckon.js';

const line = (facts: Partial<ReckonedLine>): ReckonedLine => ({
  vatBasisPoints: 2_000,
  quantityThousandths: 1_000,
  listPriceCents: 100,
  unitPriceCents: 100,
  isOverridden: false,
  isReturn: false,
  grossCents: 100,
  discountCents: 0,
  ticketDiscountCents: 0,
  ...facts,
});

describe("the driver's arithmetic", () => {
  it('rounds half a cent away from zero', () => {
    expect(partOf(199, 1_234, 1_000)).toBe(246);
    expect(partOf(101, 5_000, 10_000)).toBe(51);
    expect(partOf(-101, 5_000, 10_000)).toBe(-51);
    expect(vatOf(1_200, 2_000)).toBe(200);
  });

  it('shares the discount of a ticket to the cent, the odd cents where most was lost', () => {
    const lines = [line({ grossCents: 333 }), line({ grossCents: 333 }), line({ grossCents: 334 })];
    const shared = shareTicketDiscount(lines, { amountCents: 100 });
    expect(shared.map(({ ticketDiscountCents }) => ticketDiscountCents)).toEqual([33, 33, 34]);
    expect(reductionsOf(shared)).toMatchObject({ discountCount: 1, discountsCents: 100 });
  });

  it('gives back a part of a discounted line, and counts it as no discount', () => {
    const sold = line({ quantityThousandths: 3_000, grossCents: 300, discountCents: 30 });
    const back = givenBack(sold, 1_000);
    expect({ ttc: ttcOf(back), quantity: back.quantityThousandths }).toEqual({ ttc: -90, quantity: -1_000 });
    expect(reductionsOf([back]).discountsCents).toBe(0);
  });
});
