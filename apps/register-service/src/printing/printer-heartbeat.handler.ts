import { done, type Outcome, type PrinterHeartbeat, type PrinterHeartbeatReply } from '@encaisse/contracts';
import { type CallContext, currentCorrelationId } from '@encaisse/messaging';
import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../kernel/clock.js';
import { StoreStream } from '../relay/store-stream.js';
import { TillPresence } from '../tills/till-presence.js';
import { AgentAuthentication } from './agent-authentication.js';
import { type PrinterRow, Printers } from './printer.row.js';

/** Keeps what an agent says last of its printer. */
@Injectable()
export class PrinterHeartbeatHandler {
  constructor(
    private readonly agents: AgentAuthentication,
    private readonly presence: TillPresence,
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly stream: StoreStream,
  ) {}

  async handle(beat: PrinterHeartbeat, context: CallContext): Promise<Outcome<PrinterHeartbeatReply>> {
    const known = await this.agents.authenticate(beat.tillCredential, context);
    if (!known.ok) return known;
    const { storeId, tillId } = known.value.till;
    const printer: PrinterRow = {
      storeId,
      tillId,
      agentVersion: beat.agentVersion,
      state: beat.printer.state,
      since: new Date(beat.printer.since),
      paperLow: beat.printer.paperLow,
      jobsWaiting: beat.jobsWaiting,
      reportedAt: this.clock.now(),
    };
    // Nearly every heartbeat says what the one before it said: that is looked at without a lock.
    const former = await this.database.manager.findOneBy(Printers, { storeId, tillId });
    if (isAlike(former, printer)) await keep(this.database.manager, printer);
    else await inTransaction(this.database, (manager) => this.#change(manager, printer));
    await this.presence.seen(known.value);
    return done({});
  }

  /** Two heartbeats at once tell it once. */
  async #change(manager: EntityManager, printer: PrinterRow): Promise<void> {
    const { storeId, tillId, state, paperLow, reportedAt: at } = printer;
    const lock = { mode: 'pessimistic_write' } as const;
    const former = await manager.findOne(Printers, { where: { storeId, tillId }, lock });
    await keep(manager, printer);
    if (isAlike(former, printer)) return;
    const correlationId = currentCorrelationId() ?? uuidv7();
    const event = { type: 'printerChanged', tillId, state, paperLow } as const;
    await this.stream.append(manager, storeId, event, { at, correlationId });
  }
}

const keep = (manager: EntityManager, printer: PrinterRow) =>
  manager.upsert(Printers, printer, ['storeId', 'tillId']);

const isAlike = (former: PrinterRow | null, { state, paperLow }: PrinterRow): boolean =>
  former?.state === state && Boolean(former.paperLow) === paperLow;
