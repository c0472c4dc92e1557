import type { LateOrigin } from '@encaisse/register-domain';
import type { AtConnection } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import type { LateSettlementRow, LateTicketRow } from './late-ticket.row.js';

/** Where a late ticket comes from, as the register's events tell it. */
export const originOf = ({ sessionId, soldAt, sellerCode, doubts }: LateTicketRow): LateOrigin => ({
  sessionId,
  soldAt: soldAt.toISOString(),
  soldBy: sellerCode,
  doubts: [...new Set(doubts.map(({ code }) => code))],
});

/** What becomes of a late ticket in the session of whoever settles it. */
export const settlementOf = (
  { storeId, ticketId }: LateTicketRow,
  outcome: LateSettlementRow['outcome'],
  {
    unit,
    who,
    reason,
  }: { readonly unit: RegisterUnit; readonly who: AtConnection; readonly reason: string | null },
): LateSettlementRow => ({
  storeId,
  ticketId,
  outcome,
  registerId: unit.register.id,
  sessionId: who.connection.sessionId,
  settledAt: new Date(unit.at),
  settledBy: who.seller.code,
  reason,
});
