import fc from 'fast-check';
import { allocatePayments, type Payment, payTicket, type Taxed, ticketTotals, toCents } from './index.js';

const bread: Taxed = { ttcCents: toCents(2_40), vatBasisPoints: 550 };
const soap: Taxed = { ttcCents: toCents(3_60), vatBasisPoints: 2000 };
const returned: Taxed = { ...soap, ttcCents: toCents(-3_60) };
const pay = (kind: Payment['kind'], amount: number): Payment => ({
  tenderCode: kind,
  kind,
  amountCents: toCents(amount),
});

describe('the totals of a ticket', () => {
  it('are the sums of its VAT parts', () => {
    expect(ticketTotals([bread, soap])).toEqual({
      ttcCents: 6_00,
      vatCents: 73,
      htCents: 5_27,
      vat: [
        { vatBasisPoints: 550, ttcCents: 2_40, vatCents: 13, htCents: 2_27 },
        { vatBasisPoints: 2000, ttcCents: 3_60, vatCents: 60, htCents: 3_00 },
      ],
    });
  });
});

describe('paying a ticket', () => {
  it('gives the change of its cash, after what other tenders paid', () => {
    const result = payTicket([bread, soap], [pay('CARD', 2_00), pay('CASH', 5_00)]);
    expect(result).toMatchObject({
      ok: true,
      ticket: {
        kind: 'SALE',
        ttcCents: 6_00,
        cashTakenCents: 5_00,
        changeGivenCents: 1_00,
        cashRefundedCents: 0,
        payments: [
          { kind: 'CARD', appliedCents: 2_00, changeCents: 0 },
          { kind: 'CASH', appliedCents: 4_00, changeCents: 1_00 },
        ],
      },
    });
  });

  it('hands a refund back, without change', () => {
    expect(payTicket([bread, returned], [pay('CASH', 1_20)])).toMatchObject({
      ok: true,
      ticket: {
        kind: 'REFUND',
        ttcCents: -1_20,
        cashTakenCents: 0,
        changeGivenCents: 0,
        cashRefundedCents: 1_20,
      },
    });
    expect(payTicket([returned], [pay('CASH', 5_00)])).toMatchObject({
      ok: false,
      refusal: { code: 'PAYMENT_EXCEEDS_DUE' },
    });
  });

  it('is refused without a line', () => {
    expect(payTicket([], [])).toEqual({ ok: false, refusal: { code: 'TICKET_EMPTY', facts: {} } });
  });

  it('is refused with what remains while something remains', () => {
    expect(payTicket([bread, soap], [pay('CHEQUE', 4_50)])).toEqual({
      ok: false,
      refusal: { code: 'PAYMENT_MISSING', facts: { dueCents: 6_00, remainingCents: 1_50 } },
    });
  });

  it.each(['CARD', 'CHEQUE', 'VOUCHER'] as const)('gives no change of a %s', (kind) => {
    expect(payTicket([soap], [pay(kind, 3_61)])).toEqual({
      ok: false,
      refusal: {
        code: 'PAYMENT_EXCEEDS_DUE',
        facts: { tenderCode: kind, amountCents: 3_61, dueCents: 3_60 },
      },
    });
  });

  it('takes nothing more once it is paid, not even cash', () => {
    expect(payTicket([soap], [pay('CARD', 3_60), pay('CASH', 1)])).toMatchObject({
      ok: false,
      refusal: { code: 'PAYMENT_EXCEEDS_DUE', facts: { dueCents: 0 } },
    });
  });

  it('takes no payment of nothing', () => {
    expect(payTicket([soap], [pay('CASH', 0)])).toMatchObject({
      ok: false,
      refusal: { code: 'AMOUNT_INVALID' },
    });
  });

  it('asks nothing for a ticket that costs nothing', () => {
    expect(payTicket([soap, returned], [])).toMatchObject({
      ok: true,
      ticket: { kind: 'SALE', ttcCents: 0 },
    });
  });
});

describe('the allocation of payments', () => {
  const payment = fc.record({
    tenderCode: fc.constant('T'),
    kind: fc.constantFrom('CASH', 'CARD', 'CHEQUE', 'VOUCHER'),
    amountCents: fc.integer({ min: 1, max: 20_000 }).map(toCents),
  });

  it('loses no cent: what was applied and what remains is the ticket, and what was applied and the change was handed over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000, max: 20_000 }),
        fc.array(payment, { maxLength: 5 }),
        (ttc, payments) => {
          const result = allocatePayments(toCents(ttc), payments);
          if (!result.ok) return;
          const { remainingCents, changeCents, payments: applied } = result.allocation;
          const sum = (of: 'appliedCents' | 'changeCents' | 'amountCents') =>
            applied.reduce((all, one) => all + one[of], 0);
          expect(remainingCents).toBeGreaterThanOrEqual(0);
          expect(sum('appliedCents') + remainingCents).toBe(Math.abs(ttc));
          expect(sum('appliedCents') + sum('changeCents')).toBe(sum('amountCents'));
          expect(sum('changeCents')).toBe(changeCents);
          for (const { kind, changeCents: change } of applied) {
            if (kind !== 'CASH' || ttc < 0) expect(change).toBe(0);
          }
        },
      ),
    );
  });
});
