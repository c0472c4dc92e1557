import { tenders } from '@encaisse/catalogue';
import {
  done,
  type lateTicketCommands,
  NO_DISCOUNT,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { payTicket } from '@encaisse/register-domain';
import type { EntityManager } from 'typeorm';
import type { SessionRow } from '../registers/session.row.js';
import {
  type Draft,
  domainLines,
  domainPayments,
  totalsOf,
  withLine,
  withPayment,
} from '../tickets/draft.js';
import { soldLine } from '../tickets/sold-line.js';

type Request = RequestOf<typeof lateTicketCommands.keepLateTicket>;

/** How far a page's clock may be from the server's. */
const CLOCK_SKEW_MS = 10 * 60_000;

/**
 * The ticket that a page sold on its own, built by the rules of any other ticket, with the data that its session was sold
 * with. LATE_TICKET_WRONG where the page took another amount than they come to.
 */
export async function lateDraft(
  manager: EntityManager,
  request: Request,
  session: SessionRow,
  now: Date,
): Promise<Outcome<Draft>> {
  const soldAt = new Date(request.soldAt);
  const earliest = session.openedAt.getTime() - CLOCK_SKEW_MS;
  const latest = now.getTime() + CLOCK_SKEW_MS;
  if (soldAt.getTime() < earliest || soldAt.getTime() > latest)
    return refused('LATE_TICKET_WRONG', { field: 'soldAt', told: request.soldAt });
  const empty: Draft = {
    storeId: session.storeId,
    ticketId: request.ticketId,
    registerId: session.registerId,
    sessionId: session.sessionId,
    state: 'DRAFT',
    sellerCode: request.sellerCode,
    startedAt: soldAt,
    lines: [],
    payments: [],
    ...NO_DISCOUNT,
  };
  const listed = await withLines(manager, empty, request, session.datasetId);
  if (!listed.ok) return listed;
  const { ttcCents } = totalsOf(listed.value);
  if (ttcCents !== request.ttcCents)
    return refused('LATE_TICKET_WRONG', { field: 'ttcCents', told: request.ttcCents, found: ttcCents });
  const settled = await withPayments(manager, listed.value, request, session.datasetId);
  if (!settled.ok) return settled;
  const paid = payTicket(domainLines(settled.value.lines), domainPayments(settled.value.payments));
  return paid.ok ? settled : refused(paid.refusal.code, paid.refusal.facts);
}

async function withLines(
  manager: EntityManager,
  empty: Draft,
  { lines }: Request,
  datasetId: number,
): Promise<Outcome<Draft>> {
  let draft = empty;
  for (const { ttcCents, ...scan } of lines) {
    const line = await soldLine(manager, datasetId, scan);
    if (!line.ok) return line;
    if (line.value.ttcCents !== ttcCents) {
      const { lineId } = scan;
      return refused('LATE_TICKET_WRONG', {
        field: 'lines.ttcCents',
        lineId,
        told: ttcCents,
        found: line.value.ttcCents,
      });
    }
    const longer = withLine(draft, line.value);
    if (!longer.ok) return longer;
    draft = longer.value;
  }
  return done(draft);
}

async function withPayments(
  manager: EntityManager,
  unpaid: Draft,
  { payments }: Request,
  datasetId: number,
): Promise<Outcome<Draft>> {
  const known = await tenders(manager, datasetId);
  let draft = unpaid;
  for (const { paymentId, tenderCode, tenderedCents } of payments) {
    const tender = known.find((candidate) => candidate.tenderCode === tenderCode);
    if (tender === undefined) return refused('TENDER_UNKNOWN', { tenderCode });
    const { kind, label } = tender;
    const settled = withPayment(draft, { paymentId, tenderCode, kind, label, tenderedCents });
    if (!settled.ok) return settled;
    draft = settled.value;
  }
  return done(draft);
}
