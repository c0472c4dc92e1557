import type {
  ExportedCashMovement,
  ExportedDrawerOpening,
  ExportedRecount,
  ExportedSession,
  ExportedTicket,
  ExportedZ,
  ExportRecord,
  SessionManifest,
  TotalsDifference,
} from '@encaisse/contracts';
import { lineGross, toCents } from '@encaisse/register-domain';

/** Where each type of record stands within a session. */
const PLACE: Readonly<Record<ExportRecord['type'], number>> = {
  session: 0,
  ticket: 1,
  abandonedTicket: 2,
  dismissedLateTicket: 3,
  cashMovement: 4,
  drawerOpening: 5,
  recount: 6,
  z: 7,
};
const TYPES_ONCE: ReadonlySet<ExportRecord['type']> = new Set(['session', 'z']);

type Figure = TotalsDifference['declared'];

/** Looks at a session's records one by one, in their order, and notes what cannot be. */
export class RecordInspection {
  readonly differences: TotalsDifference[] = [];
  recordCount = 0;
  firstTicketNumber: number | null = null;
  lastTicketNumber: number | null = null;
  /** The last number of each kind of record that is counted within its session. */
  readonly #counted = { cashMovement: 0, drawerOpening: 0, recount: 0 };
  #lastType: ExportRecord['type'] | null = null;

  constructor(private readonly announced: SessionManifest) {}

  see(record: ExportRecord): void {
    this.recordCount += 1;
    this.#checkPlace(record.type);
    if (record.type === 'session') this.#checkSession(record);
    if (record.type === 'ticket') this.#checkTicket(record);
    if (record.type === 'cashMovement' || record.type === 'drawerOpening' || record.type === 'recount')
      this.#checkNumber(record);
    if (record.type === 'recount')
      this.#checkDenominations('recount', record.denominations, record.countedCents);
    if (record.type === 'z') this.#checkCounts(record);
    this.#lastType = record.type;
  }

  /** After the last record. */
  end(): void {
    this.expect('records.last.type', this.#lastType, 'z');
    this.expect('records', this.announced.records, this.recordCount);
  }

  /** Notes the two figures when they differ: what the sender says, and what it ought to be by the records. */
  expect(path: string, declared: Figure, recomputed: Figure): void {
    if (declared !== recomputed) this.differences.push({ path, declared, recomputed });
  }

  #checkPlace(type: ExportRecord['type']): void {
    const path = `records.${this.recordCount}.type`;
    if (this.#lastType === null) {
      this.expect(path, type, 'session');
      return;
    }
    const tooEarly = PLACE[type] < PLACE[this.#lastType];
    const again = type === this.#lastType && TYPES_ONCE.has(type);
    if (tooEarly || again) this.expect(path, type, null);
  }

  #checkSession(session: ExportedSession): void {
    const { key, sessionId, businessDate } = this.announced;
    this.#checkDenominations('session', session.openingDenominations, session.openingFloatCents);
    this.expect('session.sessionId', sessionId, session.sessionId);
    this.expect('session.businessDate', businessDate, session.businessDate);
    this.expect('session.key.storeCode', key.storeCode, session.key.storeCode);
    this.expect('session.key.incarnation', key.incarnation, session.key.incarnation);
    this.expect('session.key.registerNumber', key.registerNumber, session.key.registerNumber);
    this.expect('session.key.epoch', key.epoch, session.key.epoch);
    this.expect('session.key.number', key.number, session.key.number);
  }

  #checkDenominations(path: string, counted: ExportedZ['countedDenominations'], amountCents: number): void {
    if (counted === null) return;
    const total = counted.reduce((cents, { valueCents, count }) => cents + valueCents * count, 0);
    this.expect(`${path}.denominations`, amountCents, total);
  }

  #checkCounts({ countedDenominations, tenderCounts, totals }: ExportedZ): void {
    this.#checkDenominations('z', countedDenominations, totals.cash.countedCents);
    for (const { tenderCode, expectedCents, countedCents, differenceCents } of tenderCounts) {
      const tender = totals.tenders.find((one) => one.tenderCode === tenderCode);
      this.expect(`z.tenderCounts.${tenderCode}.expectedCents`, expectedCents, tender?.amountCents ?? 0);
      this.expect(
        `z.tenderCounts.${tenderCode}.differenceCents`,
        differenceCents,
        countedCents - expectedCents,
      );
    }
  }

  #checkNumber({ type, number }: ExportedCashMovement | ExportedDrawerOpening | ExportedRecount): void {
    this.#counted[type] += 1;
    this.expect(`${type}s.${number}.number`, number, this.#counted[type]);
  }

  #checkTicket(ticket: ExportedTicket): void {
    const path = `tickets.${ticket.number}`;
    if (this.lastTicketNumber !== null && ticket.number <= this.lastTicketNumber) {
      this.expect(`${path}.number`, ticket.number, this.lastTicketNumber + 1);
    }
    this.firstTicketNumber ??= ticket.number;
    this.lastTicketNumber = ticket.number;
    for (const line of ticket.lines) this.#checkLine(line, `${path}.lines.${line.lineId}`);
    this.expect(`${path}.ttcCents`, ticket.ttcCents, sum(ticket.lines, 'ttcCents'));
    this.expect(`${path}.payments`, ticket.ttcCents, sum(ticket.payments, 'amountCents'));
    for (const { paymentId, amountCents, tenderedCents, changeCents } of ticket.payments) {
      this.expect(`${path}.payments.${paymentId}.amountCents`, amountCents, tenderedCents - changeCents);
    }
    this.#checkVat(ticket, path);
  }

  #checkLine(line: ExportedTicket['lines'][number], path: string): void {
    const { unitPriceCents, quantityThousandths, grossCents, discountCents, ticketDiscountCents } = line;
    // Parts that are given back sum to the sale, so that a single one may be a cent beside price × quantity.
    if (line.grossFrom === 'PRICE' && line.originTicketId === null) {
      const gross = lineGross(toCents(unitPriceCents), quantityThousandths);
      this.expect(`${path}.grossCents`, grossCents, gross);
    }
    if (unitPriceCents !== line.listPriceCents && line.priceReason === null) {
      this.expect(`${path}.unitPriceCents`, unitPriceCents, line.listPriceCents);
    }
    const discounts = discountCents + ticketDiscountCents;
    this.expect(`${path}.ttcCents`, line.ttcCents, grossCents - discounts);
    // No discount is beyond what it is taken from, and none makes anything dearer.
    if (!isWithin(discountCents, grossCents)) this.expect(`${path}.discountCents`, discountCents, grossCents);
    if (!isWithin(discounts, grossCents)) this.expect(`${path}.ticketDiscountCents`, discounts, grossCents);
  }

  #checkVat(ticket: ExportedTicket, path: string): void {
    this.expect(`${path}.vat`, ticket.ttcCents, sum(ticket.vat, 'ttcCents'));
    const rates = new Set([...ticket.vat, ...ticket.lines.map(rateOf)].map((one) => one.basisPoints));
    for (const basisPoints of rates) {
      const declared = ticket.vat.filter((part) => part.basisPoints === basisPoints);
      const lines = ticket.lines.filter((line) => line.vatBasisPoints === basisPoints);
      this.expect(`${path}.vat.${basisPoints}.ttcCents`, sum(declared, 'ttcCents'), sum(lines, 'ttcCents'));
      for (const { htCents, vatCents, ttcCents } of declared) {
        this.expect(`${path}.vat.${basisPoints}.vatCents`, vatCents, ttcCents - htCents);
      }
    }
  }
}

const isWithin = (part: number, whole: number): boolean =>
  Math.abs(part) <= Math.abs(whole) && part * whole >= 0;

const rateOf = (line: ExportedTicket['lines'][number]): { basisPoints: number } => ({
  basisPoints: line.vatBasisPoints,
});

function sum<K extends string>(rows: ReadonlyArray<Record<K, number>>, column: K): number {
  return rows.reduce((total, row) => total + row[column], 0);
}
