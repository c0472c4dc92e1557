import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { a, after, as, GIVEN, given } from '../spec/given.js';
import {
  allocatePayments,
  CASH_MOVEMENT_KINDS,
  type Cents,
  type Discount,
  discountLines,
  discountOf,
  type GivenBack,
  lineGross,
  NO_CENTS,
  NOTHING_GIVEN_BACK,
  type Register,
  refundOf,
  type SoldLine,
  sumCents,
  type TenderKind,
  ticketTotals,
  toCents,
} from './index.js';

const DAYS = 10_000;
const RATES = [0, 210, 550, 1_000, 2_000] as const;

const amount = (max: number) => fc.integer({ min: 1, max }).map(toCents);
const discount: fc.Arbitrary<Discount | null> = fc.oneof(
  fc.constant(null),
  fc.record({ basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ amountCents: amount(6_000) }),
);
const line = fc.record({
  priceCents: amount(5_000),
  quantityThousandths: fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((pieces) => pieces * 1_000),
    fc.integer({ min: 1, max: 5_000 }),
  ),
  discount,
  vatBasisPoints: fc.constantFrom(...RATES),
});
const ticket = fc.record({
  type: fc.constant('ticket' as const),
  lines: fc.array(line, { maxLength: 3 }),
  discount,
  /** Which sold line comes back, and how many hundredths of it. */
  back: fc.option(fc.record({ line: fc.nat({ max: 100 }), percent: fc.integer({ min: 1, max: 130 }) }), {
    nil: null,
  }),
  inCash: fc.integer({ min: 0, max: 100 }),
  tooMuch: fc.integer({ min: 0, max: 2_000 }),
});
const move = fc.record({
  type: fc.constant('move' as const),
  kind: fc.constantFrom(...CASH_MOVEMENT_KINDS),
  cents: amount(5_000),
});
const session = fc.record({
  floatCents: fc.integer({ min: 0, max: 30_000 }),
  happenings: fc.array(fc.oneof({ weight: 4, arbitrary: ticket }, { weight: 1, arbitrary: move }), {
    maxLength: 9,
  }),
});
const day = fc.array(session, { minLength: 1, maxLength: 3 });

type TicketPlan = typeof ticket extends fc.Arbitrary<infer T> ? T : never;
type SessionPlan = typeof session extends fc.Arbitrary<infer T> ? T : never;
interface Sold {
  readonly line: SoldLine & { readonly vatBasisPoints: number };
  given: GivenBack;
  backCents: number;
}
const add = (set: Set<unknown>, name: unknown, what: string): void => {
  assert(!set.has(name), `${what} ${String(name)} twice`);
  set.add(name);
};

/** A register's day by the pure functions that the services run, beside a ledger of plain sums. */
class Player {
  #register: Register = GIVEN.READY();
  readonly #sold: Sold[] = [];
  readonly #numbers = new Set<unknown>();
  readonly #zNumbers = new Set<unknown>();
  readonly #keys = new Set<unknown>();
  #drawerCents = 0;
  #turnoverCents = 0;
  #made = 0;

  play({ floatCents, happenings }: SessionPlan): void {
    const sessionId = this.#newId();
    this.#register = after(this.#register, a('open', { sessionId, openingFloatCents: toCents(floatCents) }));
    [this.#drawerCents, this.#turnoverCents] = [floatCents, 0];
    const { incarnation, epoch, number } = as('OPEN', this.#register).session.key;
    add(this.#keys, `${incarnation}/${epoch}/${number}`, 'session');
    for (const happening of happenings) {
      if (happening.type === 'ticket') this.#ticket(happening, sessionId);
      else this.#move(happening.kind, happening.cents, sessionId);
    }
    this.#close();
  }

  /** Nothing went back that was not sold, in quantity or in cents. */
  settle(): void {
    for (const { line: sold, given: back, backCents } of this.#sold) {
      assert(back.quantityThousandths <= sold.quantityThousandths);
      assert(backCents >= 0 && backCents <= sold.ttcCents);
      assert.equal(backCents, back.ttcCents);
    }
  }

  #newId = (): string => `id-${++this.#made}`;

  #move(kind: (typeof CASH_MOVEMENT_KINDS)[number], amountCents: Cents, sessionId: string): void {
    const movementId = this.#newId();
    this.#register = after(this.#register, a('moveCash', { sessionId, movementId, kind, amountCents }));
    this.#drawerCents += kind === 'IN' ? amountCents : -amountCents;
  }

  #ticket(plan: TicketPlan, sessionId: string): void {
    const asked = plan.lines.map((one) => this.#line(one));
    const back = this.#back(plan.back);
    const lines = [...asked, ...(back ? [back.line] : [])];
    if (lines.length === 0) return;
    const discounted = discountLines(lines, plan.discount);
    const saleCents = asked.reduce(
      (sum, { grossCents, discountCents }) => sum + grossCents - discountCents,
      0,
    );
    const isTooLarge =
      plan.discount !== null &&
      'amountCents' in plan.discount &&
      asked.length > 0 &&
      plan.discount.amountCents > saleCents;
    assert.equal(discounted.ok, !isTooLarge);
    const priced = discounted.ok ? discounted : discountLines(lines, null);
    assert(priced.ok);
    const totals = ticketTotals(priced.value);
    assert.equal(totals.ttcCents, sumCents(priced.value.map(({ ttcCents }) => ttcCents)));
    assert.equal(totals.htCents + totals.vatCents, totals.ttcCents);
    for (const { vatBasisPoints, ttcCents, vatCents, htCents } of totals.vat) {
      assert.equal(htCents + vatCents, ttcCents);
      const exact = (ttcCents * vatBasisPoints) / (10_000 + vatBasisPoints);
      assert(Math.abs(vatCents - exact) <= 0.5 + 1e-6);
    }
    if (discounted.ok && plan.discount !== null && asked.length > 0) {
      const shares = priced.value.filter(({ isReturn }) => !isReturn);
      const whole = discountOf(toCents(saleCents), plan.discount);
      assert.equal(sumCents(shares.map((one) => one.ticketDiscountCents)), whole.ok ? whole.value : 0);
    }
    this.#finalise(plan, totals.ttcCents, sessionId);
    for (const one of priced.value.filter(({ isReturn }) => !isReturn)) {
      assert(one.ttcCents >= 0 && one.ttcCents <= one.grossCents);
      this.#sold.push({ line: one, given: NOTHING_GIVEN_BACK, backCents: 0 });
    }
    if (back) {
      back.sold.given = back.after;
      back.sold.backCents -= back.line.ttcCents;
    }
  }

  #line({ priceCents, quantityThousandths, discount: own, vatBasisPoints }: TicketPlan['lines'][number]) {
    const grossCents = lineGross(priceCents, quantityThousandths);
    const taken = own === null ? undefined : discountOf(grossCents, own);
    const discountCents = taken?.ok ? taken.value : NO_CENTS;
    assert(discountCents <= grossCents);
    const lineId = this.#newId();
    const amounts = { grossCents, discountCents, ticketDiscountCents: NO_CENTS, ttcCents: grossCents };
    return { lineId, quantityThousandths, ...amounts, isReturn: false, vatBasisPoints };
  }

  #back(wanted: TicketPlan['back']) {
    const sold = wanted === null ? undefined : this.#sold[wanted.line % this.#sold.length];
    if (!wanted || !sold) return undefined;
    const quantity = Math.max(1, Math.floor((sold.line.quantityThousandths * wanted.percent) / 100));
    const result = refundOf(sold.line, sold.given, quantity);
    const left = sold.line.quantityThousandths - sold.given.quantityThousandths;
    assert.equal(result.ok, quantity <= left);
    if (!result.ok) return undefined;
    const { after: reached, ...amounts } = result.line;
    const { vatBasisPoints } = sold.line;
    return {
      sold,
      after: reached,
      line: { ...amounts, lineId: this.#newId(), isReturn: true, vatBasisPoints },
    };
  }

  #finalise({ inCash, tooMuch }: TicketPlan, ttcCents: Cents, sessionId: string): void {
    const due = Math.abs(ttcCents);
    const byCard = due - Math.floor((due * inCash) / 100);
    const cash = due - byCard === 0 ? 0 : due - byCard + (ttcCents > 0 ? tooMuch : 0);
    const payments = [
      { tenderCode: 'CB', kind: 'CARD' as TenderKind, amountCents: toCents(byCard) },
      { tenderCode: 'ESP', kind: 'CASH' as TenderKind, amountCents: toCents(cash) },
    ].filter(({ amountCents }) => amountCents > 0);
    const paid = allocatePayments(ttcCents, payments);
    assert(paid.ok && paid.allocation.remainingCents === 0);
    const isRefund = ttcCents < 0;
    const sold = {
      ticketId: this.#newId(),
      kind: isRefund ? ('REFUND' as const) : ('SALE' as const),
      ttcCents,
      cashTakenCents: toCents(isRefund ? 0 : cash),
      changeGivenCents: isRefund ? NO_CENTS : paid.allocation.changeCents,
      cashRefundedCents: toCents(isRefund ? cash : 0),
    };
    const selling = given(this.#register).when(a('sell', { sessionId, tickets: [sold] }));
    const [event] = selling.events();
    assert(event?.type === 'ticketFinalised');
    add(this.#numbers, event.number, 'ticket');
    this.#register = selling.register;
    this.#turnoverCents += ttcCents;
    this.#drawerCents += isRefund ? byCard - due : due - byCard;
  }

  #close(): void {
    const closingId = this.#newId();
    const closing = after(this.#register, a('startClosing', { closingId }));
    const counting = as('CLOSING', closing).session;
    assert.equal(counting.ttcCents, this.#turnoverCents);
    const counted = given(closing).when(
      a('submitCount', {
        closingId,
        countedCashCents: toCents(Math.max(0, this.#drawerCents)),
        acceptDifference: true,
        mayAcceptDifference: true,
        reason: 'compté deux fois',
      }),
    );
    const seal = counted.events().find((event) => event.type === 'sessionSealed');
    assert(seal);
    assert.equal(seal.expectedCashCents, this.#drawerCents);
    add(this.#zNumbers, seal.zNumber, 'Z');
    this.#register = counted.register;
  }
}

describe('random days of a register', () => {
  it('keep cash, discounts, VAT, refunds and numbers together, to the cent (edge case 15)', () => {
    fc.assert(
      fc.property(day, (sessions) => {
        const player = new Player();
        for (const one of sessions) player.play(one);
        player.settle();
      }),
      { numRuns: DAYS },
    );
  }, 120_000);
});
