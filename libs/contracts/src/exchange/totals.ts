import { NO_REDUCTIONS, reductionsOf } from '@encaisse/register-domain';
import type { VatTotal } from '../primitives.js';
import type { ExportedTicket, ExportRecord } from './records.js';
import type { SessionTotals, TotalsDifference } from './session-totals.js';

/** A figure of one side beside the other's, with where it stands. */
type Figure = number | string | null;

const noTotals = (): SessionTotals => ({
  ticketCount: 0,
  abandonedCount: 0,
  lateTicketCount: 0,
  dismissedLateCount: 0,
  ttcCents: 0,
  turnover: { saleCount: 0, salesCents: 0, refundCount: 0, refundsCents: 0 },
  vat: [],
  tenders: [],
  cashMovements: [],
  drawerOpenings: 0,
  reductions: { ...NO_REDUCTIONS },
  cash: { openingFloatCents: 0, expectedCents: 0, countedCents: 0, differenceCents: 0 },
});

/**
 * Sums a session from its records alone, one at a time: of what a Z record states only the counted cash is read, which
 * nothing else can tell. This is the receiver's sum. A sender declares the totals of its sealed Z instead, so that
 * comparing the two checks one computation by another.
 */
export function sumRecords(records: Iterable<ExportRecord>): SessionTotals {
  return addTotals(Iterator.from(records).map(totalsOfRecord));
}

/** Adds several totals (of records, or of a register's sessions) figure by figure. */
export function addTotals(parts: Iterable<SessionTotals>): SessionTotals {
  const sum = noTotals();
  const vat = new Map<number, VatTotal>();
  const tenders = new Map<string, SessionTotals['tenders'][number]>();
  const movements = new Map<string, SessionTotals['cashMovements'][number]>();
  for (const part of parts) {
    sum.ticketCount += part.ticketCount;
    sum.abandonedCount += part.abandonedCount;
    sum.lateTicketCount += part.lateTicketCount;
    sum.dismissedLateCount += part.dismissedLateCount;
    sum.ttcCents += part.ttcCents;
    sum.turnover.saleCount += part.turnover.saleCount;
    sum.turnover.salesCents += part.turnover.salesCents;
    sum.turnover.refundCount += part.turnover.refundCount;
    sum.turnover.refundsCents += part.turnover.refundsCents;
    sum.drawerOpenings += part.drawerOpenings;
    sum.reductions.discountCount += part.reductions.discountCount;
    sum.reductions.discountsCents += part.reductions.discountsCents;
    sum.reductions.overrideCount += part.reductions.overrideCount;
    sum.reductions.overridesCents += part.reductions.overridesCents;
    sum.cash.openingFloatCents += part.cash.openingFloatCents;
    sum.cash.expectedCents += part.cash.expectedCents;
    sum.cash.countedCents += part.cash.countedCents;
    for (const row of part.vat) {
      const former = vat.get(row.basisPoints);
      vat.set(row.basisPoints, {
        basisPoints: row.basisPoints,
        htCents: (former?.htCents ?? 0) + row.htCents,
        vatCents: (former?.vatCents ?? 0) + row.vatCents,
        ttcCents: (former?.ttcCents ?? 0) + row.ttcCents,
      });
    }
    for (const row of part.tenders) {
      const former = tenders.get(row.tenderCode);
      tenders.set(row.tenderCode, {
        tenderCode: row.tenderCode,
        kind: row.kind,
        count: (former?.count ?? 0) + row.count,
        amountCents: (former?.amountCents ?? 0) + row.amountCents,
      });
    }
    for (const row of part.cashMovements) {
      const former = movements.get(row.kind);
      movements.set(row.kind, {
        kind: row.kind,
        count: (former?.count ?? 0) + row.count,
        amountCents: (former?.amountCents ?? 0) + row.amountCents,
      });
    }
  }
  sum.cash.differenceCents = sum.cash.countedCents - sum.cash.expectedCents;
  sum.vat = [...vat.values()].sort((a, b) => a.basisPoints - b.basisPoints);
  sum.tenders = [...tenders.values()].sort((a, b) => (a.tenderCode < b.tenderCode ? -1 : 1));
  sum.cashMovements = [...movements.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  return sum;
}

function totalsOfRecord(record: ExportRecord): SessionTotals {
  const totals = noTotals();
  switch (record.type) {
    case 'session':
      totals.cash.openingFloatCents = record.openingFloatCents;
      totals.cash.expectedCents = record.openingFloatCents;
      return totals;
    case 'ticket':
      totals.ticketCount = 1;
      totals.lateTicketCount = record.late === null ? 0 : 1;
      totals.ttcCents = record.ttcCents;
      totals.turnover = turnoverOf(record.lines);
      totals.vat = record.vat;
      totals.reductions = reductionsOf(record.lines);
      totals.tenders = record.payments.map(({ tenderCode, kind, amountCents }) => ({
        tenderCode,
        kind,
        count: 1,
        amountCents,
      }));
      totals.cash.expectedCents = record.payments
        .filter((payment) => payment.kind === 'CASH')
        .reduce((sum, payment) => sum + payment.amountCents, 0);
      return totals;
    case 'abandonedTicket':
      totals.abandonedCount = 1;
      return totals;
    case 'dismissedLateTicket':
      totals.dismissedLateCount = 1;
      return totals;
    case 'cashMovement':
      totals.cashMovements = [{ kind: record.kind, count: 1, amountCents: record.amountCents }];
      totals.cash.expectedCents = record.kind === 'IN' ? record.amountCents : -record.amountCents;
      return totals;
    case 'drawerOpening':
      totals.drawerOpenings = 1;
      return totals;
    case 'recount':
      return totals;
    case 'z':
      totals.cash.countedCents = record.totals.cash.countedCents;
      return totals;
  }
}

function turnoverOf(lines: ExportedTicket['lines']): SessionTotals['turnover'] {
  const total = (some: ExportedTicket['lines']): number =>
    some.reduce((sum, { ttcCents }) => sum + ttcCents, 0);
  const back = lines.filter(({ originLineId }) => originLineId !== null);
  const sold = lines.filter(({ originLineId }) => originLineId === null);
  return {
    saleCount: Math.min(sold.length, 1),
    salesCents: total(sold),
    refundCount: Math.min(back.length, 1),
    refundsCents: total(back),
  };
}

/** Every figure on which two totals differ, in a stable order; empty when they agree to the cent. */
export function differencesBetween(declared: SessionTotals, recomputed: SessionTotals): TotalsDifference[] {
  const left = figuresOf(declared);
  const right = figuresOf(recomputed);
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((path) => ({ path, declared: left.get(path) ?? null, recomputed: right.get(path) ?? null }))
    .filter((pair) => pair.declared !== pair.recomputed);
}

function figuresOf(totals: SessionTotals): Map<string, Figure> {
  const figures = new Map<string, Figure>([
    ['totals.ticketCount', totals.ticketCount],
    ['totals.abandonedCount', totals.abandonedCount],
    ['totals.lateTicketCount', totals.lateTicketCount],
    ['totals.dismissedLateCount', totals.dismissedLateCount],
    ['totals.ttcCents', totals.ttcCents],
    ['totals.drawerOpenings', totals.drawerOpenings],
  ]);
  for (const [name, figure] of Object.entries(totals.turnover))
    figures.set(`totals.turnover.${name}`, figure);
  for (const { basisPoints, ...amounts } of totals.vat) {
    for (const [name, cents] of Object.entries(amounts))
      figures.set(`totals.vat.${basisPoints}.${name}`, cents);
  }
  for (const { tenderCode, ...facts } of totals.tenders) {
    for (const [name, fact] of Object.entries(facts))
      figures.set(`totals.tenders.${tenderCode}.${name}`, fact);
  }
  for (const { kind, ...facts } of totals.cashMovements) {
    for (const [name, fact] of Object.entries(facts))
      figures.set(`totals.cashMovements.${kind}.${name}`, fact);
  }
  for (const [name, figure] of Object.entries(totals.reductions))
    figures.set(`totals.reductions.${name}`, figure);
  for (const [name, cents] of Object.entries(totals.cash)) figures.set(`totals.cash.${name}`, cents);
  return figures;
}
