import {
  done,
  type LateTicketView,
  lateTicketCommands,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { originOf, settlementOf } from './late-sale.js';
import { LateSettlementReader } from './late-settlements.js';
import { LateSettlements, LateTickets } from './late-ticket.row.js';
import { lateTicketView } from './late-ticket.view.js';

const contract = lateTicketCommands.dismissLateTicket;

/**
 * Says that nobody will admit a late ticket, by whoever may close and for a reason: it waits no more. It stays as it was kept; the
 * running session's events, its Z and its export tell that it was dismissed. Dismissed again it is the same.
 */
@Injectable()
export class DismissLateTicketHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly settlements: LateSettlementReader,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<LateTicketView>> {
    const { ticketId, reason } = request;
    return this.commands.byConnection({ contract, request, right: 'CLOSE' }, async (unit, who, manager) => {
      const { storeId } = who.store;
      const late = await manager.findOneBy(LateTickets, { storeId, ticketId });
      if (late === null) return refused('LATE_TICKET_UNKNOWN', { ticketId });
      const settled = (await this.settlements.find(manager, storeId, [ticketId])).get(ticketId);
      if (settled?.outcome === 'DISMISSED') return done(lateTicketView(late, settled));
      if (settled) return refused('LATE_TICKET_ADMITTED', { registerId: settled.registerId });
      const { sessionId, epoch } = who.connection;
      const dismissed = unit.decide({
        type: 'dismissLateTicket',
        ...who.asking,
        epoch,
        sessionId,
        ticketId,
        late: originOf(late),
        ttcCents: toCents(late.ttcCents),
        sha256: late.sha256,
        reason,
      });
      if (!dismissed.ok) return dismissed;
      const settlement = settlementOf(late, 'DISMISSED', { unit, who, reason });
      await manager.insert(LateSettlements, settlement);
      return done(lateTicketView(late, settlement));
    });
  }
}
