import { randomUUID } from 'node:crypto';
import { pricingCommands, type TicketView, ticketCommands } from '@encaisse/contracts';
import type { Cashier, Given } from '../cashier.js';
import { code, value } from '../register-house.js';
import {
  type BookedLine,
  type BookedPayment,
  type BookedTicket,
  backLine,
  rounded,
  share,
  soldLine,
  takenOff,
  total,
  ttcOf,
  vatOf,
} from './ledger.js';
import type { Action, GivenBack, Payments, PlannedLine } from './plan.js';

type TicketPlan = Extract<Action, { type: 'ticket' }>;

/** Plays one ticket at the till and writes it down by itself; both have to say the same after every step. */
export class TicketPlayer {
  readonly #lines: BookedLine[] = [];
  readonly #payments: BookedPayment[] = [];
  #origin: BookedTicket | undefined;

  constructor(
    private readonly cashier: Cashier,
    /** What was finalised at this register before, whatever the day. */
    private readonly former: readonly BookedTicket[],
    /** How often each refusal was met, as expected. */
    private readonly met: Map<string, number>,
  ) {}

  /** The ticket as it was booked; `ABANDONED` when it had lines and was given up, `NOTHING` when it had none. */
  async play(plan: TicketPlan): Promise<BookedTicket | 'ABANDONED' | 'NOTHING'> {
    const ticketId = await this.cashier.start();
    for (const line of plan.lines) await this.#sell(ticketId, line);
    if (plan.back) await this.#giveBack(ticketId, plan.back);
    if (plan.discount) await this.#discountTicket(ticketId, plan.discount);
    if (plan.fate === 'ABANDONED' || this.#lines.length === 0) {
      value(await this.cashier.ask(ticketCommands.abandonTicket, { ticketId }));
      return this.#lines.length === 0 ? 'NOTHING' : 'ABANDONED';
    }
    if (plan.fate === 'PARKED_FIRST') {
      value(await this.cashier.ask(ticketCommands.parkTicket, { ticketId }));
      value(await this.cashier.ask(ticketCommands.resumeTicket, { ticketId }));
    }
    await this.#pay(ticketId, plan);
    return this.#finalise(ticketId);
  }

  #refused(expected: string, outcome: Parameters<typeof code>[0]): void {
    expect(code(outcome)).toBe(expected);
    this.met.set(expected, (this.met.get(expected) ?? 0) + 1);
  }

  async #sell(ticketId: string, { item, pieces, priceCents, discount, fate }: PlannedLine): Promise<void> {
    const line = soldLine(randomUUID(), item);
    const { lineId } = line;
    const { barcode, quantityThousandths } = item;
    const body = { ticketId, lineId, barcode, quantityThousandths };
    value(await this.cashier.ask(ticketCommands.addLine, body));
    if (fate === 'REMOVED') {
      value(await this.cashier.ask(ticketCommands.removeLine, { ticketId, lineId }));
      return;
    }
    this.#lines.push(line);
    if (pieces !== null) {
      const asked = { ticketId, lineId, quantityThousandths: pieces * 1_000 };
      const outcome = await this.cashier.ask(pricingCommands.changeQuantity, asked);
      if (line.hasLabelAmount) this.#refused('LINE_FROM_LABEL', outcome);
      else {
        value(outcome);
        line.quantityThousandths = asked.quantityThousandths;
      }
    }
    if (priceCents !== null) {
      const price = { unitPriceCents: priceCents, reason: 'emballage abîmé' };
      const outcome = await this.cashier.ask(pricingCommands.overridePrice, { ticketId, lineId, price });
      if (line.hasLabelAmount) this.#refused('LINE_FROM_LABEL', outcome);
      else {
        value(outcome);
        line.unitPriceCents = priceCents;
        line.isOverridden = true;
      }
    }
    if (!line.hasLabelAmount) {
      line.grossCents = rounded(line.unitPriceCents, line.quantityThousandths, 1_000);
    }
    if (discount === null) return;
    const outcome = await this.cashier.ask(pricingCommands.discountLine, { ticketId, lineId, discount });
    const taken = takenOff(line.grossCents, discount);
    if (taken === undefined) this.#refused('DISCOUNT_TOO_LARGE', outcome);
    else {
      value(outcome);
      line.discountCents = taken;
    }
  }

  async #giveBack(ticketId: string, { ticket, parts }: GivenBack): Promise<void> {
    const candidates = this.former.filter(({ lines }) => lines.some(({ sold }) => sold === null));
    const origin = candidates[ticket % candidates.length];
    if (!origin) return;
    const soldLines = origin.lines.filter(({ sold }) => sold === null);
    const wanted = new Map<BookedLine, number>();
    for (const [index, percent] of parts ?? []) {
      const sold = soldLines[index % soldLines.length];
      if (!sold) continue;
      const unit = sold.isWeighed ? 1 : 1_000;
      const quantity = Math.ceil((sold.quantityThousandths * percent) / 100 / unit) * unit;
      wanted.set(sold, Math.max(unit, quantity));
    }
    if (parts === null) {
      for (const sold of soldLines) {
        const left = sold.quantityThousandths - sold.backThousandths;
        if (left > 0) wanted.set(sold, left);
      }
    }
    const asked = [...wanted].map(([sold, quantityThousandths]) => {
      const lineId = randomUUID();
      return { lineId, originLineId: sold.lineId, quantityThousandths };
    });
    const outcome = await this.cashier.giveBack(
      ticketId,
      origin.ticketId,
      parts === null ? undefined : asked,
    );
    const isTooMuch = [...wanted].some(
      ([sold, quantity]) => quantity > sold.quantityThousandths - sold.backThousandths,
    );
    if (isTooMuch || wanted.size === 0) {
      this.#refused('REFUND_EXCEEDS_SALE', outcome);
      return;
    }
    this.#origin = origin;
    const view = value(outcome);
    for (const [sold, quantity] of wanted) {
      // Without lines of the till's own, the service names the new ones.
      const named = view.lines.find(({ originLineId }) => originLineId === sold.lineId);
      this.#lines.push(backLine(named?.lineId ?? 'missing', sold, quantity));
    }
  }

  async #discountTicket(ticketId: string, discount: NonNullable<TicketPlan['discount']>): Promise<void> {
    const sold = this.#lines.filter((line) => line.sold === null);
    const outcome = await this.cashier.ask(pricingCommands.discountTicket, { ticketId, discount });
    const taken = takenOff(
      total(sold, (line) => line.grossCents - line.discountCents),
      discount,
    );
    if (sold.length === 0) this.#refused('TICKET_EMPTY', outcome);
    else if (taken === undefined) this.#refused('DISCOUNT_TOO_LARGE', outcome);
    else {
      value(outcome);
      share(sold, taken);
    }
  }

  async #pay(ticketId: string, { back, payments }: TicketPlan): Promise<void> {
    const ttcCents = total(this.#lines, ttcOf);
    if (ttcCents < 0) await this.#payOut(ticketId, -ttcCents, back?.tenderCode ?? 'ESP');
    else if (ttcCents > 0) await this.#payIn(ticketId, ttcCents, payments);
  }

  async #payIn(ticketId: string, ttcCents: number, { shares, cashTooMuch }: Payments): Promise<void> {
    let dueCents = ttcCents;
    const give = async (given: Given, changeCents: number): Promise<void> => {
      const [tenderCode, tenderedCents] = given;
      value(await this.cashier.give(ticketId, given));
      const amountCents = tenderedCents - changeCents;
      this.#payments.push({ tenderCode, tenderedCents, changeCents, amountCents });
      dueCents -= amountCents;
    };
    for (const [tenderCode, percent] of shares) {
      const part = Math.floor((dueCents * percent) / 100);
      if (part > 0) await give([tenderCode, part], 0);
    }
    this.#refused('PAYMENT_EXCEEDS_DUE', await this.cashier.give(ticketId, ['CB', dueCents + 1]));
    await give(['ESP', dueCents + cashTooMuch], cashTooMuch);
  }

  /** By card only to whom paid by card, else in cash. */
  async #payOut(ticketId: string, cents: number, wanted: string): Promise<void> {
    const mayBack =
      wanted === 'ESP' ||
      this.#origin?.payments.some((one) => one.tenderCode === wanted && one.amountCents > 0);
    const outcome = await this.cashier.give(ticketId, [wanted, cents]);
    if (mayBack) value(outcome);
    else {
      this.#refused('REFUND_TENDER_REFUSED', outcome);
      value(await this.cashier.give(ticketId, ['ESP', cents]));
    }
    const tenderCode = mayBack ? wanted : 'ESP';
    this.#payments.push({ tenderCode, tenderedCents: 0, changeCents: cents, amountCents: -cents });
  }

  async #finalise(ticketId: string): Promise<BookedTicket> {
    const view = value(await this.cashier.finalise(ticketId));
    expect(amountsOf(view)).toEqual({
      ttcCents: total(this.#lines, ttcOf),
      vat: vatOf(this.#lines).toSorted((a, b) => a.basisPoints - b.basisPoints),
      dueCents: 0,
    });
    for (const { sold, quantityThousandths } of this.#lines) {
      if (sold) sold.backThousandths -= quantityThousandths;
    }
    return { ticketId, number: view.number ?? 0, lines: this.#lines, payments: this.#payments };
  }
}

const amountsOf = ({ ttcCents, vat, dueCents }: TicketView) => ({ ttcCents, vat, dueCents });
