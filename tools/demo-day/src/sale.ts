import type { TicketView } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { type Answer, DayFailure, granted } from './api.js';
import { type LedgerTicket, sum, totalBy } from './ledger.js';
import {
  type AskedDiscount,
  amountOff,
  givenBack,
  partOf,
  type ReckonedLine,
  reductionsOf,
  shareTicketDiscount,
  ttcOf,
} from './reckon.js';
import type { OpenSession } from './selling.js';
import type { Counter } from './shopper.js';

/** What the driver knows of an article: from head office, never from the till. */
export interface Priced {
  readonly priceCents: number;
  readonly vatBasisPoints: number;
}
/** A ticket that was finalised, with its lines by their ids: what may come back. */
export interface Sold {
  readonly ledger: LedgerTicket;
  readonly lines: ReadonlyMap<string, ReckonedLine>;
}

/** A ticket worked line by line. After each step the till's total must be the driver's own. */
export class Sale {
  readonly ticketId = uuidv7();
  readonly #lines = new Map<string, ReckonedLine>();
  #ticketDiscount: AskedDiscount | null = null;

  private constructor(
    private readonly session: OpenSession,
    private counter: Counter,
  ) {}

  static async start(session: OpenSession, counter: Counter): Promise<Sale> {
    const sale = new Sale(session, counter);
    const answer = await counter.till.startTicket(counter.registerId, counter.connectionToken, sale.ticketId);
    granted('start a ticket', answer);
    return sale;
  }

  /** The draft, as the desk wants it named. */
  get on() {
    return { ...this.counter, ticketId: this.ticketId };
  }
  /** Its lines with their shares of the ticket's discount. */
  get lines(): ReadonlyMap<string, ReckonedLine> {
    const ids = [...this.#lines.keys()];
    const shared = shareTicketDiscount([...this.#lines.values()], this.#ticketDiscount);
    return new Map(shared.map((line, index) => [ids[index] ?? '', line]));
  }
  get ttcCents(): number {
    return sum([...this.lines.values()].map(ttcOf));
  }

  /** Scans an article sold by number or by weight; without a quantity, one piece. */
  async scan(barcode: string, article: Priced, quantityThousandths?: number): Promise<string> {
    const thousandths = quantityThousandths ?? 1_000;
    const grossCents = partOf(article.priceCents, thousandths, 1_000);
    return this.scanLabel(barcode, article, { thousandths, grossCents }, quantityThousandths);
  }

  /** Scans what says itself how much there is of it, or what it costs. */
  async scanLabel(
    barcode: string,
    article: Priced,
    { thousandths, grossCents }: { readonly thousandths: number; readonly grossCents: number },
    asked?: number,
  ): Promise<string> {
    const lineId = uuidv7();
    this.#lines.set(lineId, {
      vatBasisPoints: article.vatBasisPoints,
      quantityThousandths: thousandths,
      listPriceCents: article.priceCents,
      unitPriceCents: article.priceCents,
      isOverridden: false,
      isReturn: false,
      grossCents,
      discountCents: 0,
      ticketDiscountCents: 0,
    });
    const answer = await this.session.floor.desk.scan(this.on, lineId, barcode, asked);
    this.#agree(`scan ${barcode}`, answer);
    return lineId;
  }

  async changeQuantity(lineId: string, thousandths: number): Promise<void> {
    this.#change(lineId, (line) => ({
      ...line,
      quantityThousandths: thousandths,
      grossCents: partOf(line.unitPriceCents, thousandths, 1_000),
    }));
    const body = { quantityThousandths: thousandths };
    this.#agree('change a quantity', await this.session.floor.desk.changeQuantity(this.on, lineId, body));
  }

  async discountLine(lineId: string, discount: AskedDiscount, grantId?: string): Promise<void> {
    this.#change(lineId, (line) => ({ ...line, discountCents: amountOff(line.grossCents, discount) }));
    const body = { discount, ...lent(grantId) };
    this.#agree('discount a line', await this.session.floor.desk.discountLine(this.on, lineId, body));
  }

  async overridePrice(
    lineId: string,
    unitPriceCents: number,
    reason: string,
    grantId?: string,
  ): Promise<void> {
    this.#change(lineId, (line) => ({
      ...line,
      unitPriceCents,
      isOverridden: true,
      grossCents: partOf(unitPriceCents, line.quantityThousandths, 1_000),
    }));
    const body = { price: { unitPriceCents, reason }, ...lent(grantId) };
    this.#agree('override a price', await this.session.floor.desk.overridePrice(this.on, lineId, body));
  }

  async discountTicket(discount: AskedDiscount, grantId?: string): Promise<void> {
    this.#ticketDiscount = discount;
    const body = { discount, ...lent(grantId) };
    this.#agree('discount a ticket', await this.session.floor.desk.discountTicket(this.on, body));
  }

  /** Gives back so much of a line that was sold and of which nothing was given back before. */
  async giveBack(sold: Sold, soldLineId: string, thousandths: number, grantId?: string): Promise<void> {
    const line = sold.lines.get(soldLineId);
    if (line === undefined) throw new Error(`line ${soldLineId} was not sold on that ticket`);
    const lineId = uuidv7();
    this.#lines.set(lineId, givenBack(line, thousandths));
    const lines = [{ lineId, originLineId: soldLineId, quantityThousandths: thousandths }];
    const body = { originTicketId: sold.ledger.ticketId, lines, ...lent(grantId) };
    this.#agree('give back a line', await this.session.floor.desk.refundLines(this.on, body));
  }

  /** Gives back a whole ticket. */
  async giveBackAll(sold: Sold): Promise<void> {
    for (const line of sold.lines.values())
      this.#lines.set(uuidv7(), givenBack(line, line.quantityThousandths));
    const body = { originTicketId: sold.ledger.ticketId };
    this.#agree('give back a ticket', await this.session.floor.desk.refundLines(this.on, body));
  }

  /** Set aside: whoever works at the register, on whichever till, may go on with it. */
  async park(): Promise<void> {
    const { till, registerId, connectionToken } = this.counter;
    granted('park', await till.move(registerId, connectionToken, this.ticketId, 'park'));
  }

  /** Taken up by another seller. */
  async takeUp(by: Counter): Promise<void> {
    this.#agree('resume', await by.till.move(by.registerId, by.connectionToken, this.ticketId, 'resume'));
    this.counter = by;
  }

  /** Pays in one sum, or is paid back, and finalises; it then stands in the driver's book. */
  async settle(kind: 'CASH' | 'CARD', printReceipt = false): Promise<Sold> {
    const { till, registerId, connectionToken } = this.counter;
    const { ledger, floor } = this.session;
    const tender = floor.prices.tenders.find((candidate) => candidate.kind === kind);
    if (!tender) throw new DayFailure('settle', `head office has no tender of kind ${kind}`);
    const due = this.ttcCents;
    // Cash comes in whole tens of euros, so that there is change to give.
    const taken = kind === 'CASH' && due > 0 ? Math.ceil(due / 1_000) * 1_000 : due;
    if (due !== 0) {
      const paying = till.addPayment(
        registerId,
        connectionToken,
        this.ticketId,
        tender.tenderCode,
        Math.abs(taken),
      );
      granted(`pay by ${tender.tenderCode}`, await paying);
    }
    const answer = await till.finalise(registerId, connectionToken, this.ticketId, printReceipt);
    const view = granted('finalise a ticket', answer);
    this.#agree('finalise a ticket', answer);
    const isCash = kind === 'CASH';
    const lines = this.lines;
    const ticket: LedgerTicket = {
      ticketId: this.ticketId,
      number: view.number ?? 0,
      ttcCents: due,
      ttcByRate: totalBy([...lines.values()].map((line) => [line.vatBasisPoints, ttcOf(line)])),
      payments: due === 0 ? [] : [{ ...tender, amountCents: due }],
      cashTakenCents: isCash ? Math.max(taken, 0) : 0,
      changeCents: isCash && due > 0 ? taken - due : 0,
      cashRefundedCents: isCash ? Math.max(-due, 0) : 0,
      reductions: reductionsOf([...lines.values()]),
      ...givenBackOn([...lines.values()]),
      printJobId: view.printJobId,
    };
    ledger.tickets.push(ticket);
    return { ledger: ticket, lines };
  }

  #change(lineId: string, to: (line: ReckonedLine) => ReckonedLine): void {
    const line = this.#lines.get(lineId);
    if (line === undefined) throw new Error(`line ${lineId} is not on this ticket`);
    this.#lines.set(lineId, to(line));
  }

  #agree(step: string, answer: Answer<TicketView>): void {
    const view = granted(step, answer);
    if (view.ttcCents !== this.ttcCents)
      throw new DayFailure(step, `the till says ${view.ttcCents}, the driver reckons ${this.ttcCents}`);
  }
}

function givenBackOn(lines: readonly ReckonedLine[]): Pick<LedgerTicket, 'givenBack'> {
  const back = lines.filter(({ isReturn }) => isReturn);
  if (back.length === 0) return {};
  return { givenBack: { cents: sum(back.map(ttcOf)), isSaleToo: back.length < lines.length } };
}

const lent = (grantId: string | undefined) => (grantId === undefined ? {} : { grantId });
