import { type Outcome, type RequestOf, type TicketView, ticketCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { ConnectionAuthentication } from '../connections/connection-authentication.js';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Doorbell } from '../printing/doorbell.js';
import { opensDrawer } from '../printing/drawer.js';
import type { KnownTill } from '../tills/till-authentication.js';
import { TicketLanes } from './ticket-lanes.js';

const contract = ticketCommands.finaliseTicket;

/** Numbers a paid ticket and keeps it for ever. The receipt is asked for here, in the same transaction, or by a reprint later. */
@Injectable()
export class FinaliseTicketHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly connections: ConnectionAuthentication,
    private readonly lanes: TicketLanes,
    private readonly doorbell: Doorbell,
  ) {}

  async handle(
    request: RequestOf<typeof contract>,
    { correlationId }: { readonly correlationId: string },
  ): Promise<Outcome<TicketView>> {
    const command = await this.commands.connected({ contract, request, right: 'CONNECT' });
    if (!command.ok) return command;
    const { registerId, ticketId, printReceipt } = request;
    const outcome = await this.lanes.append({
      command: command.value,
      registerId,
      ticketId,
      printReceipt,
      correlationId,
    });
    const { who } = command.value;
    if (outcome.ok && hasPrintJobs(outcome.value, who.store)) this.doorbell.ring(who.till.tillId);
    await this.connections.seen(who);
    return outcome;
  }
}

const hasPrintJobs = ({ printJobId, payments }: TicketView, store: KnownTill['store']): boolean =>
  printJobId !== null || opensDrawer(store, payments);
