import { isReceiptDue } from './receipt-due.js';

const PIECE = { unit: 'PIECE', quantityThousandths: 2_000 } as const;

describe('a receipt that nobody asked for', () => {
  it('is not printed for pieces', () => expect(isReceiptDue([PIECE, PIECE])).toBe(false));
  it('is printed for what was weighed', () =>
    expect(isReceiptDue([PIECE, { unit: 'KILOGRAM', quantityThousandths: 250 }])).toBe(true));
  it('is printed for what is given back', () =>
    expect(isReceiptDue([PIECE, { ...PIECE, quantityThousandths: -1_000 }])).toBe(true));
});
