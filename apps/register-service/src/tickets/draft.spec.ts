import { randomUUID } from 'node:crypto';
import type { Outcome } from '@encaisse/contracts';
import { NO_DISCOUNT } from '@encaisse/contracts';
import {
  type Draft,
  dueOf,
  fixedByPayments,
  isInProgress,
  LINES_MAX,
  parked,
  withLine,
  withoutLine,
  withoutPayment,
  withPayment,
} from './draft.js';
import { asListed, type LineColumns } from './line.columns.js';

const draft: Draft = {
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
const line = (ttcCents: number, lineId: string = randomUUID()): LineColumns => ({
  lineId,
  barcode: '1990000000014',
  articleCode: 'A1',
  label: 'Café',
  quantityThousandths: 1_000,
  unit: 'PIECE',
  vatBasisPoints: 550,
  ...asListed({ listPriceCents: ttcCents, grossCents: ttcCents }),
});
const cash = (tenderedCents: number, paymentId: string = randomUUID()) => ({
  paymentId,
  tenderCode: 'ESP',
  kind: 'CASH' as const,
  label: 'Espèces',
  tenderedCents,
});
const card = (tenderedCents: number) => ({ ...cash(tenderedCents), tenderCode: 'CB', kind: 'CARD' as const });

const accepted = (outcome: Outcome<Draft>): Draft => {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${outcome.refusal.code}`);
};
const codeOf = (outcome: Outcome<Draft>): string => (outcome.ok ? 'accepted' : outcome.refusal.code);

describe('a draft', () => {
  it('is nothing as long as it is empty and not parked', () => {
    expect(isInProgress(draft)).toBe(false);
    expect(isInProgress(accepted(withLine(draft, line(100))))).toBe(true);
    expect(isInProgress(accepted(parked(accepted(withLine(draft, line(100))))))).toBe(true);
    expect(codeOf(parked(draft))).toBe('TICKET_EMPTY');
  });

  it('keeps its lines in the order in which they came, whatever was removed between', () => {
    const [first, second, third] = [line(1), line(2), line(3)];
    const two = accepted(withLine(accepted(withLine(draft, first)), second));
    const after = accepted(withLine(accepted(withoutLine(two, first.lineId)), third));
    expect(after.lines.map(({ lineId, position }) => [lineId, position])).toEqual([
      [second.lineId, 2],
      [third.lineId, 3],
    ]);
  });

  it('holds no more lines than a ticket may have', () => {
    const full = {
      ...draft,
      lines: Array.from({ length: LINES_MAX }, (_, i) => ({ ...line(1), position: i + 1 })),
    };
    const refused = withLine(full, line(1));
    expect(refused).toEqual({
      ok: false,
      refusal: { code: 'TICKET_TOO_LONG', facts: { linesMax: LINES_MAX } },
    });
  });

  it('takes the same line once', () => {
    const again = line(100);
    const one = accepted(withLine(draft, again));
    expect(accepted(withLine(one, again))).toBe(one);
    expect(codeOf(withLine(one, { ...again, quantityThousandths: 2_000 }))).toBe('ID_REUSED');
  });

  it('gives change on cash alone, and says what is left to pay', () => {
    const ticket = accepted(withLine(draft, line(1_000)));
    const partly = accepted(withPayment(ticket, card(300)));
    expect(dueOf(partly)).toEqual({ paidCents: 300, dueCents: 700, changeCents: 0 });
    const paid = accepted(withPayment(partly, cash(2_000)));
    expect(dueOf(paid)).toEqual({ paidCents: 1_000, dueCents: 0, changeCents: 1_300 });
    expect(codeOf(withPayment(partly, card(701)))).toBe('PAYMENT_EXCEEDS_DUE');
  });

  it('keeps its lines as long as money has been taken for them', () => {
    const first = line(1_000);
    const payment = cash(1_000);
    const paid = accepted(withPayment(accepted(withLine(draft, first)), payment));
    expect(codeOf(withLine(paid, line(1)))).toBe('TICKET_HAS_PAYMENTS');
    expect(codeOf(withoutLine(paid, first.lineId))).toBe('TICKET_HAS_PAYMENTS');
    expect(codeOf(parked(paid))).toBe('TICKET_HAS_PAYMENTS');
    const free = accepted(withoutPayment(paid, payment.paymentId));
    expect(fixedByPayments(free)).toBeUndefined();
  });
});
