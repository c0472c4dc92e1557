import { type Draft, totalsOf } from './draft.js';
import type { AbandonedTicketRow } from './given-up.row.js';
import { discountOf } from './ticket.mapper.js';

/** What is kept of a draft that is given up. */
export function abandonedRecord(
  draft: Draft,
  { by, at }: { readonly by: string; readonly at: Date },
): AbandonedTicketRow {
  const { storeId, ticketId, registerId, sessionId, sellerCode, startedAt } = draft;
  return {
    storeId,
    ticketId,
    registerId,
    sessionId,
    sellerCode,
    abandonedBy: by,
    startedAt,
    abandonedAt: at,
    lineCount: draft.lines.length,
    ...discountOf(draft),
    ttcCents: totalsOf(draft).ttcCents,
    lineItems: draft.lines.map(({ position: _position, ...line }) => line),
  };
}
