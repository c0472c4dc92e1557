import type { SupervisedTill } from '@encaisse/contracts';
import { dateOf, integerOf, nullable, type SqlRow } from '@encaisse/service-kit';

/** Of a row of presences, as `p`. */
export const TILL_COLUMNS = `p.page_seen_at, p.agent_seen_at, p.pending_tickets, p.agent_version, p.printer_state,
  p.printer_since, p.paper_low, p.jobs_waiting`;

/** Null where the till was never heard of. */
export function supervisedTillOf(
  row: SqlRow,
  place: { readonly storeId: string; readonly tillId: string },
): SupervisedTill | null {
  if (row['pending_tickets'] == null) return null;
  const instant = (column: string) => nullable(row[column] ?? null, (value) => dateOf(value).toISOString());
  const state = nullable(row['printer_state'] ?? null, String);
  return {
    ...place,
    pageSeenAt: instant('page_seen_at'),
    agentSeenAt: instant('agent_seen_at'),
    pendingTickets: integerOf(row['pending_tickets']),
    agentVersion: nullable(row['agent_version'] ?? null, String),
    printer:
      state === null
        ? null
        : {
            state: state as NonNullable<SupervisedTill['printer']>['state'],
            since: instant('printer_since') ?? new Date(0).toISOString(),
            paperLow: Boolean(row['paper_low']),
            jobsWaiting: integerOf(row['jobs_waiting'] ?? 0),
          },
  };
}
