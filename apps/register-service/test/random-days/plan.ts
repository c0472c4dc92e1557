import type { CashMovementKind } from '@encaisse/register-domain';
import { CASH_MOVEMENT_KINDS, withCheckDigit } from '@encaisse/register-domain';
import fc from 'fast-check';
import { ARTICLES, COMTE } from '../catalogue.js';

/** What is scanned, and what a plain reading of the article's label says of it. */
export interface Item {
  readonly barcode: string;
  /** Typed or keyed in; absent where the label says how much. */
  readonly quantityThousandths?: number;
  readonly listPriceCents: number;
  readonly vatBasisPoints: number;
  readonly isWeighed: boolean;
  /** The amount that the barcode holds. */
  readonly labelCents?: number;
  /** The weight that the barcode holds. */
  readonly labelThousandths?: number;
}
export type Discount = { readonly basisPoints: number } | { readonly amountCents: number };

/** A line of a sale and what is done to it before the customer pays. */
export interface PlannedLine {
  readonly item: Item;
  readonly pieces: number | null;
  readonly priceCents: number | null;
  readonly discount: Discount | null;
  readonly fate: 'KEPT' | 'REMOVED';
}
export interface Payments {
  /** Shares of what is due by tender; the rest is paid in cash. */
  readonly shares: readonly (readonly [tenderCode: string, percent: number])[];
  readonly cashTooMuch: number;
}
/** Parts of a line that was sold, by its place; more than the whole of it is refused. */
export interface GivenBack {
  readonly ticket: number;
  /** Null asks for all that is left. */
  readonly parts: readonly (readonly [line: number, percent: number])[] | null;
  readonly tenderCode: string;
}
export type Action =
  | {
      readonly type: 'ticket';
      readonly lines: readonly PlannedLine[];
      readonly discount: Discount | null;
      /** With lines beside it, an exchange. */
      readonly back: GivenBack | null;
      readonly payments: Payments;
      readonly fate: 'FINALISED' | 'PARKED_FIRST' | 'ABANDONED';
    }
  | { readonly type: 'move'; readonly kind: CashMovementKind; readonly amountCents: number }
  | { readonly type: 'openDrawer' }
  | { readonly type: 'readX' };

export interface Day {
  readonly floatCents: number;
  readonly actions: readonly Action[];
  /** Whether a parked ticket stands in the way of the first closing. */
  readonly leftOver: boolean;
  /** How far the count is from what the drawer holds. */
  readonly offCents: number;
  /** Whether head office gets the sessions of the hold that evening, so that another hold begins. */
  readonly isExported: boolean;
}

const RATES = { TN: 2_000, TR: 550 } as const;
const cents = (max: number) => fc.integer({ min: 1, max });
const five = (amount: number) => String(amount).padStart(5, '0');
const weighed = {
  listPriceCents: COMTE.priceCents,
  vatBasisPoints: RATES[COMTE.vatCode],
  isWeighed: true,
} as const;

const item: fc.Arbitrary<Item> = fc.oneof(
  fc.record({ of: fc.constantFrom(...ARTICLES), pieces: cents(9) }).map(({ of, pieces }) => ({
    barcode: of.barcode,
    quantityThousandths: pieces * 1_000,
    listPriceCents: of.priceCents,
    vatBasisPoints: RATES[of.vatCode],
    isWeighed: false,
  })),
  cents(4_000).map((grams) => ({ ...weighed, barcode: COMTE.typedCode, quantityThousandths: grams })),
  cents(99_999).map((grams) => ({
    ...weighed,
    barcode: withCheckDigit(`2600042${five(grams)}`),
    labelThousandths: grams,
  })),
  cents(9_999).map((price) => ({
    ...weighed,
    barcode: withCheckDigit(`2100042${five(price)}`),
    labelCents: price,
  })),
);

/** Amounts are often more than there is to take them from. */
const discount = (max: number): fc.Arbitrary<Discount | null> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ basisPoints: cents(10_000) }) },
    { weight: 1, arbitrary: fc.record({ amountCents: cents(max) }) },
  );
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 3 });

const line: fc.Arbitrary<PlannedLine> = fc.record({
  item,
  pieces: rarely(cents(5)),
  priceCents: rarely(fc.integer({ min: 0, max: 3_000 })),
  discount: discount(2_000),
  fate: fc.constantFrom('KEPT', 'KEPT', 'KEPT', 'KEPT', 'REMOVED'),
});
const payments: fc.Arbitrary<Payments> = fc.record({
  shares: fc.array(fc.tuple(fc.constantFrom('CB', 'CHQ', 'TR', 'ESP'), cents(60)), { maxLength: 2 }),
  cashTooMuch: fc.integer({ min: 0, max: 2_000 }),
});
const back: fc.Arbitrary<GivenBack> = fc.record({
  ticket: fc.nat({ max: 1_000 }),
  parts: fc.option(fc.array(fc.tuple(fc.nat({ max: 2 }), cents(130)), { minLength: 1, maxLength: 2 }), {
    nil: null,
    freq: 3,
  }),
  tenderCode: fc.constantFrom('CB', 'ESP', 'CHQ'),
});
const ticket = (parts: { minLines: number; back: fc.Arbitrary<GivenBack | null> }): fc.Arbitrary<Action> =>
  fc.record({
    type: fc.constant('ticket' as const),
    lines: fc.array(line, { minLength: parts.minLines, maxLength: parts.minLines * 3 }),
    discount: discount(5_000),
    back: parts.back,
    payments,
    fate: fc.constantFrom('FINALISED', 'FINALISED', 'FINALISED', 'FINALISED', 'PARKED_FIRST', 'ABANDONED'),
  });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: ticket({ minLines: 1, back: fc.constant(null) }) },
  { weight: 3, arbitrary: ticket({ minLines: 0, back }) },
  { weight: 1, arbitrary: ticket({ minLines: 1, back }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('move' as const),
      kind: fc.constantFrom(...CASH_MOVEMENT_KINDS),
      amountCents: cents(3_000),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Action>({ type: 'openDrawer' }, { type: 'readX' }) },
);

export const day: fc.Arbitrary<Day> = fc.record({
  floatCents: fc.integer({ min: 0, max: 50_000 }),
  actions: fc.array(action, { minLength: 8, maxLength: 14, size: 'max' }),
  leftOver: fc.constantFrom(false, false, false, false, true),
  offCents: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: -900, max: 900 })),
  isExported: fc.constantFrom(false, false, false, false, true),
});
