/** Silence that is remarked: a page and an agent say every few seconds that they are there. */
const SILENCE = 'INTERVAL 30 SECOND';

/** Whether somebody was heard of lately, in SQL: by the store, and the store by us. */
export const isSeen = (seenAt: string, reportedAt: string): string =>
  `COALESCE(LEAST(${seenAt}, ${reportedAt}) >= UTC_TIMESTAMP(3) - ${SILENCE}, FALSE)`;

/** A register that has something to do while the page of its till is silent. `r`: the register, `p`: its till's presence. */
export const STALE = `COALESCE(r.state IN ('OPEN', 'CLOSING', 'IMPORTING', 'EXPORTING')
  AND NOT ${isSeen('p.page_seen_at', 'p.reported_at')}, FALSE)`;
