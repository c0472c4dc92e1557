import { type CountedDenomination, EURO_DENOMINATIONS } from '@encaisse/register-domain';
import { z } from 'zod';
import {
  cents,
  count,
  grantId,
  id,
  instant,
  positiveCents,
  sellerCode,
  tenderCode,
  tenderKind,
  text,
} from '../primitives.js';
import { sellerLogin } from './seller-login.js';

const onceEach = <T>(rows: readonly T[], keyOf: (row: T) => unknown): boolean =>
  new Set(rows.map(keyOf)).size === rows.length;

/** Notes and coins, each value once. Those that are not there may be left out. */
export const denominations = z
  .array(
    z.strictObject({
      valueCents: z.literal(EURO_DENOMINATIONS),
      count: z.int().min(0).max(99_999),
    }),
  )
  .max(EURO_DENOMINATIONS.length)
  .refine((rows) => onceEach(rows, ({ valueCents }) => valueCents), { error: 'each value once' })
  .meta({ description: 'Notes and coins in euro cents and how many of each. They must come to the amount.' });
export type Denominations = readonly CountedDenomination[];

/** What was counted of tenders other than cash: cheques, vouchers, the slips of a card terminal. */
export const tenderCounts = z
  .array(z.strictObject({ tenderCode, countedCents: cents }))
  .max(20)
  .refine((rows) => onceEach(rows, (row) => row.tenderCode), { error: 'each tender once' });

/** A tender's count beside what its payments come to. */
export const tenderCountView = z.strictObject({
  tenderCode,
  kind: tenderKind,
  label: z.string(),
  expectedCents: cents,
  countedCents: cents,
  differenceCents: cents.describe('Counted less expected. Kept and told, never in the way of the closing.'),
});
export type TenderCount = z.infer<typeof tenderCountView>;

/** What a session's records say before its count, where the store does not count blind. */
export const expectedAmounts = z.object({
  cashCents: cents,
  tenders: z.array(z.object({ tenderCode, kind: tenderKind, label: z.string(), amountCents: cents })),
});
export type ExpectedAmounts = z.infer<typeof expectedAmounts>;

export const recountBody = z
  .strictObject({
    recountId: id,
    seller: sellerLogin,
    countedCashCents: positiveCents,
    denominations: denominations.optional(),
    reason: text(200),
    grantId,
  })
  .meta({ id: 'RecountSession' });

export const recountView = z
  .object({
    recountId: id,
    registerId: id,
    sessionId: id,
    number: count.describe('Counts the recounts of the session from 1.'),
    countedCashCents: positiveCents,
    denominations: denominations.nullable(),
    formerCountCents: positiveCents.describe('The count before: the closing’s, or the last recount’s.'),
    expectedCashCents: cents,
    differenceCents: cents.describe('Counted less expected.'),
    reason: z.string(),
    countedBy: sellerCode,
    authorisedBy: sellerCode.nullable().describe('Who lent ACCEPT_DIFFERENCE; null when it was not wanted.'),
    countedAt: instant,
    printJobId: id,
  })
  .meta({ id: 'Recount' });
export type RecountView = z.infer<typeof recountView>;
