import { DrawerBook } from './drawer-book.js';
import { NOTHING_OFF, type ReckonedReductions, vatOf } from './reckon.js';

/** What one shopper bought and paid, as the driver reckons it: from head office's prices, not from the till's answers. */
export interface LedgerTicket {
  readonly ticketId: string;
  readonly number: number;
  readonly ttcCents: number;
  readonly ttcByRate: ReadonlyMap<number, number>;
  readonly payments: readonly {
    readonly tenderCode: string;
    readonly kind: string;
    readonly amountCents: number;
  }[];
  readonly cashTakenCents: number;
  readonly changeCents: number;
  /** Given back in cash, positive; nothing on a sale. */
  readonly cashRefundedCents?: number;
  /** What its prices were lowered by; nothing where that is not said. */
  readonly reductions?: ReckonedReductions;
  /** Where something is given back: what that comes to, 0 or less, and whether something is sold beside it. */
  readonly givenBack?: { readonly cents: number; readonly isSaleToo: boolean };
  readonly printJobId: string | null;
  /** Sold offline and admitted later: no drawer opens for it any more. */
  readonly isLate?: true;
}

/** The driver's own book of one session. It sums and compares; it never asks the system for an amount. */
export class SessionLedger {
  readonly tickets: LedgerTicket[] = [];
  /** The drawer, but for sales. */
  readonly drawer = new DrawerBook();
  abandoned = 0;
  /** Late tickets that are not among its own, for a reason. */
  dismissedLate = 0;
  /** Copies marked DUPLICATA. */
  duplicates = 0;
  zNumber = 0;
  countedCashCents = 0;
  /** Copies of its Z that were printed later. */
  zCopies = 0;
  zPrintJobId = '';
  /** Whether its Z was found on paper, once and with the driver's figures. */
  zPrinted = false;
  /** Whether head office took it apart, at the demand of two people: it counts in none of its sums. */
  acceptedApart = false;

  /** Where it was closed, and its Z printed. */
  tillName: string;
  readonly sessionId: string;
  readonly epoch: number;
  readonly number: number;

  constructor(
    tillName: string,
    readonly storeCode: string,
    readonly registerNumber: number,
    /** Its id, and its place in head office's key. */
    {
      sessionId,
      epoch,
      number,
    }: { readonly sessionId: string; readonly epoch: number; readonly number: number },
    readonly openingFloatCents: number,
  ) {
    this.tillName = tillName;
    this.sessionId = sessionId;
    this.epoch = epoch;
    this.number = number;
  }

  /** Whether it is this session that head office knows by that key. */
  hasKey(key: {
    readonly storeCode: string;
    readonly registerNumber: number;
    readonly epoch: number;
    readonly number: number;
  }): boolean {
    return (
      key.storeCode === this.storeCode &&
      key.registerNumber === this.registerNumber &&
      key.epoch === this.epoch &&
      key.number === this.number
    );
  }

  /** What it had printed: receipts, slips, X, Z; no copies. */
  get printJobIds(): readonly string[] {
    const { movements, printJobIds } = this.drawer;
    const receipts = this.tickets.map(({ printJobId }) => printJobId).filter((job) => job !== null);
    return [...receipts, ...movements.map(({ printJobId }) => printJobId), ...printJobIds, this.zPrintJobId];
  }
  /** How often its drawer was to open by itself: for cash of a ticket, for a movement, and without a sale. */
  get drawerPulses(): number {
    const forCash = this.tickets.filter(
      ({ isLate, payments }) => !isLate && payments.some(({ kind }) => kind === 'CASH'),
    );
    return forCash.length + this.drawer.movements.length + this.drawer.openings;
  }
  get ttcCents(): number {
    return sum(this.tickets.map((ticket) => ticket.ttcCents));
  }
  get expectedCashCents(): number {
    return (
      this.openingFloatCents +
      this.takenCents -
      this.changeGivenCents -
      this.cashRefundedCents +
      this.drawer.netCents
    );
  }
  get takenCents(): number {
    return sum(this.tickets.map(({ cashTakenCents }) => cashTakenCents));
  }
  get changeGivenCents(): number {
    return sum(this.tickets.map(({ changeCents }) => changeCents));
  }
  get cashRefundedCents(): number {
    return sum(this.tickets.map(({ cashRefundedCents }) => cashRefundedCents ?? 0));
  }
  /** VAT rate in basis points → TTC cents. */
  get ttcByRate(): ReadonlyMap<number, number> {
    const rates = this.tickets.flatMap((ticket) => [...ticket.ttcByRate]);
    return totalBy(rates);
  }
  /** VAT rate in basis points → VAT cents, reckoned ticket by ticket. */
  get vatByRate(): ReadonlyMap<number, number> {
    const rates = this.tickets.flatMap((ticket) => [...ticket.ttcByRate]);
    return totalBy(rates.map(([rate, ttcCents]) => [rate, vatOf(ttcCents, rate)] as const));
  }
  /** What is sold and what is given back, apart: an exchange counts in both. */
  get turnover(): Readonly<Record<'saleCount' | 'salesCents' | 'refundCount' | 'refundsCents', number>> {
    const refunds = this.tickets.flatMap(({ givenBack }) => (givenBack === undefined ? [] : [givenBack]));
    const refundsCents = sum(refunds.map(({ cents }) => cents));
    return {
      saleCount: this.tickets.length - refunds.filter(({ isSaleToo }) => !isSaleToo).length,
      salesCents: this.ttcCents - refundsCents,
      refundCount: refunds.length,
      refundsCents,
    };
  }
  get reductions(): ReckonedReductions {
    const all = this.tickets.map((ticket) => ticket.reductions ?? NOTHING_OFF);
    return {
      discountCount: sum(all.map(({ discountCount }) => discountCount)),
      discountsCents: sum(all.map(({ discountsCents }) => discountsCents)),
      overrideCount: sum(all.map(({ overrideCount }) => overrideCount)),
      overridesCents: sum(all.map(({ overridesCents }) => overridesCents)),
    };
  }
  /** Tender code → cents settled. */
  get amountByTender(): ReadonlyMap<string, number> {
    const payments = this.tickets.flatMap((ticket) => ticket.payments);
    return totalBy(payments.map((payment) => [payment.tenderCode, payment.amountCents] as const));
  }
}

export const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

export function totalBy<K>(pairs: readonly (readonly [K, number])[]): Map<K, number> {
  const totals = new Map<K, number>();
  for (const [key, amount] of pairs) totals.set(key, (totals.get(key) ?? 0) + amount);
  return totals;
}
