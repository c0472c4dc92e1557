import { type Tender, tenders } from '@encaisse/catalogue';
import { allocatePayments, sumCents, toCents } from '@encaisse/register-domain';
import type { EntityManager } from 'typeorm';
import type { SessionRow } from '../registers/session.row.js';
import { TICKET_CENTS_MAX } from '../tickets/draft.js';
import type { LineColumns } from '../tickets/line.columns.js';
import { soldLine } from '../tickets/sold-line.js';
import type { Doubt, KnownTender, LateTicketRow, ToldLine, ToldTicket } from './late-ticket.row.js';

/** How far a page's clock may be from the server's. */
const CLOCK_SKEW_MS = 10 * 60_000;
const ONE = 1_000;

export type Examined = Pick<LateTicketRow, 'doubts' | 'lineItems' | 'paymentItems'>;

/** Where and by whom a ticket says that it was sold. */
export interface Examination {
  readonly session: SessionRow;
  readonly wasConnected: boolean;
  readonly now: Date;
}

/**
 * Compares what a page says that it sold with what its session would have sold, by the rules of any other ticket and the data
 * of that session. Nothing is refused: what does not fit is a doubt.
 */
export async function examined(
  manager: EntityManager,
  told: ToldTicket,
  { session, wasConnected, now }: Examination,
): Promise<Examined> {
  const { datasetId, datasetVersion } = session;
  const known = await tenders(manager, datasetId);
  // No dataset is sealed without a tender: one that has none was cleaned away.
  const isGone = known.length === 0;
  const { lineItems, doubts: ofLines } = isGone
    ? { lineItems: told.lines.map(() => null), doubts: [] }
    : await examinedLines(manager, told.lines, datasetId);
  const paymentItems = told.payments.map(({ tenderCode }) => tenderOf(known, tenderCode));
  const seller: Doubt[] = wasConnected ? [] : [{ code: 'SELLER', facts: { sellerCode: told.sellerCode } }];
  const data: Doubt[] = isGone ? [{ code: 'DATA_GONE', facts: { datasetVersion } }] : [];
  const doubts = [
    ...clockDoubts(told, session, now),
    ...seller,
    ...data,
    ...repeatedIds(told),
    ...ofLines,
    ...totalDoubts(told),
    ...(isGone ? [] : tenderDoubts(told, paymentItems)),
    ...paymentDoubts(told, paymentItems),
  ];
  return { doubts, lineItems, paymentItems };
}

function clockDoubts({ soldAt }: ToldTicket, { openedAt }: SessionRow, now: Date): readonly Doubt[] {
  const at = Date.parse(soldAt);
  const earliest = new Date(openedAt.getTime() - CLOCK_SKEW_MS);
  const latest = new Date(now.getTime() + CLOCK_SKEW_MS);
  if (at >= earliest.getTime() && at <= latest.getTime()) return [];
  const facts = { soldAt, earliest: earliest.toISOString(), latest: latest.toISOString() };
  return [{ code: 'CLOCK', facts }];
}

function repeatedIds({ lines, payments }: ToldTicket): readonly Doubt[] {
  const repeated = (ids: readonly string[]): ReadonlySet<string> =>
    new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [
    ...[...repeated(lines.map(({ lineId }) => lineId))].map((lineId) => ({ lineId })),
    ...[...repeated(payments.map(({ paymentId }) => paymentId))].map((paymentId) => ({ paymentId })),
  ].map((facts) => ({ code: 'REPEATED_ID', facts }));
}

/** One by one, as they were scanned. */
async function examinedLines(
  manager: EntityManager,
  lines: readonly ToldLine[],
  datasetId: number,
): Promise<{ readonly lineItems: readonly (LineColumns | null)[]; readonly doubts: readonly Doubt[] }> {
  const lineItems: (LineColumns | null)[] = [];
  const doubts: Doubt[] = [];
  for (const line of lines) {
    const { known, doubt } = await examinedLine(manager, line, datasetId);
    lineItems.push(known);
    if (doubt !== null) doubts.push(doubt);
  }
  return { lineItems, doubts };
}

async function examinedLine(
  manager: EntityManager,
  { lineId, barcode, quantityThousandths, ttcCents }: ToldLine,
  datasetId: number,
): Promise<{ readonly known: LineColumns | null; readonly doubt: Doubt | null }> {
  const line = await soldLine(manager, datasetId, { lineId, barcode, quantityThousandths });
  if (line.ok) {
    const { ttcCents: foundCents } = line.value;
    const facts = { lineId, toldCents: ttcCents, foundCents };
    return { known: line.value, doubt: foundCents === ttcCents ? null : { code: 'PRICE', facts } };
  }
  const facts = { lineId, barcode, ...line.refusal.facts };
  if (line.refusal.code !== 'QUANTITY_INVALID') return { known: null, doubt: { code: 'ARTICLE', facts } };
  // One of it can be sold: what the article is, and its VAT rate, are known all the same.
  const one = await soldLine(manager, datasetId, { lineId, barcode, quantityThousandths: ONE });
  return { known: one.ok ? one.value : null, doubt: { code: 'QUANTITY', facts } };
}

export const totalOf = (lines: readonly Pick<ToldLine, 'ttcCents'>[]): number =>
  lines.reduce((sum, { ttcCents }) => sum + ttcCents, 0);

function totalDoubts({ ttcCents, lines }: ToldTicket): readonly Doubt[] {
  const foundCents = totalOf(lines);
  if (foundCents === ttcCents && foundCents <= TICKET_CENTS_MAX) return [];
  const facts = { toldCents: ttcCents, foundCents, maxCents: TICKET_CENTS_MAX };
  return [{ code: 'TOTAL', facts }];
}

export function tenderOf(known: readonly Tender[], tenderCode: string): KnownTender | null {
  const tender = known.find((candidate) => candidate.tenderCode === tenderCode);
  return tender === undefined ? null : { kind: tender.kind, label: tender.label };
}

const tenderDoubts = (
  { payments }: ToldTicket,
  paymentItems: readonly (KnownTender | null)[],
): readonly Doubt[] =>
  payments.flatMap(({ paymentId, tenderCode }, index) =>
    paymentItems[index] ? [] : [{ code: 'TENDER' as const, facts: { paymentId, tenderCode } }],
  );

/** Whether the payments settle what the lines come to. An unknown tender has the benefit of the doubt that it gives change. */
function paymentDoubts(
  { lines, payments }: ToldTicket,
  paymentItems: readonly (KnownTender | null)[],
): readonly Doubt[] {
  const total = sumCents(lines.map(({ ttcCents }) => toCents(ttcCents)));
  const offered = payments.map(({ tenderCode, tenderedCents }, index) => ({
    tenderCode,
    kind: paymentItems[index]?.kind ?? ('CASH' as const),
    amountCents: toCents(tenderedCents),
  }));
  const tooMuch = payments.find(({ tenderedCents }) => tenderedCents > TICKET_CENTS_MAX);
  if (tooMuch) {
    const { paymentId, tenderedCents: amountCents } = tooMuch;
    return [{ code: 'PAYMENT', facts: { problem: 'AMOUNT_INVALID', paymentId, amountCents } }];
  }
  const settled = allocatePayments(total, offered);
  if (!settled.ok) {
    const { code: problem, facts } = settled.refusal;
    return [{ code: 'PAYMENT', facts: { problem, ...facts } }];
  }
  const { remainingCents } = settled.allocation;
  if (remainingCents === 0) return [];
  const facts = { problem: 'PAYMENT_MISSING', dueCents: total, remainingCents };
  return [{ code: 'PAYMENT', facts }];
}
