import { done, type Outcome, type PrinterHeartbeat, type PrinterHeartbeatReply } from '@encaisse/contracts';
import type { CallContext } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { TillPresence } from '../tills/till-presence.js';
import { AgentAuthentication } from './agent-authentication.js';
import { Printers } from './printer.row.js';

/** Keeps what an agent says last of its printer. */
@Injectable()
export class PrinterHeartbeatHandler {
  constructor(
    private readonly agents: AgentAuthentication,
    private readonly presence: TillPresence,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async handle(beat: PrinterHeartbeat, context: CallContext): Promise<Outcome<PrinterHeartbeatReply>> {
    const known = await this.agents.authenticate(beat.tillCredential, context);
    if (!known.ok) return known;
    const { storeId, tillId } = known.value.till;
    await this.database.manager.upsert(
      Printers,
      {
        storeId,
        tillId,
        agentVersion: beat.agentVersion,
        state: beat.printer.state,
        since: new Date(beat.printer.since),
        paperLow: beat.printer.paperLow,
        jobsWaiting: beat.jobsWaiting,
        reportedAt: this.clock.now(),
      },
      ['storeId', 'tillId'],
    );
    await this.presence.seen(known.value);
    return done({});
  }
}
