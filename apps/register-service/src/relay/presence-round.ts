import { streamCommands, type TillPresence } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { Printers } from '../printing/printer.row.js';
import { SOFTWARE } from '../printing/software.js';
import { Registers } from '../registers/register.row.js';
import { Stores } from '../stores/store.row.js';
import { Tills } from '../tills/till.row.js';
import { TillCredentials } from '../tills/till-credential.row.js';
import { PendingStreams } from './pending-streams.repository.js';
import { StoreStreams } from './relay.row.js';
import { StoreStream } from './store-stream.js';

/** Tells head office how the tills of each store are doing, and how far its streams have come. */
@Injectable()
export class PresenceRound {
  constructor(
    private readonly bus: Bus,
    private readonly database: DataSource,
    private readonly pending: PendingStreams,
    private readonly stream: StoreStream,
    private readonly clock: Clock,
  ) {}

  /** @throws MessagingFault when head office does not answer. */
  async send(): Promise<void> {
    const stores = await this.database.manager.find(Stores, {
      select: { storeId: true },
      order: { code: 'ASC' },
    });
    for (const { storeId } of stores) await this.#tell(storeId);
  }

  async #tell(storeId: string): Promise<void> {
    const at = this.clock.now();
    // Mends what an older build, or a restored copy, has not told.
    await this.database.transaction((manager) =>
      this.stream.describe(manager, storeId, { at, correlationId: crypto.randomUUID() }),
    );
    const told = await this.bus.request(streamCommands.reportPresence, {
      storeId,
      at: at.toISOString(),
      softwareVersion: SOFTWARE.version,
      tills: await this.#tills(storeId),
      heads: await this.#heads(storeId),
    });
    if (told.ok) await this.pending.mark(told.value.behind, at);
  }

  async #tills(storeId: string): Promise<TillPresence[]> {
    const { manager } = this.database;
    const tills = await manager.find(Tills, { where: { storeId }, order: { code: 'ASC' } });
    const credentials = await manager.findBy(TillCredentials, { storeId, revokedAt: IsNull() });
    const printers = new Map((await manager.findBy(Printers, { storeId })).map((row) => [row.tillId, row]));
    return tills.map(({ tillId }) => {
      const of = (device: 'PAGE' | 'AGENT') =>
        credentials.find((credential) => credential.tillId === tillId && credential.device === device);
      const printer = printers.get(tillId);
      return {
        tillId,
        pageSeenAt: of('PAGE')?.lastSeenAt?.toISOString() ?? null,
        agentSeenAt: of('AGENT')?.lastSeenAt?.toISOString() ?? null,
        pendingTickets: of('PAGE')?.pendingTickets ?? 0,
        agentVersion: printer?.agentVersion ?? null,
        printer: printer
          ? {
              state: printer.state,
              since: printer.since.toISOString(),
              paperLow: Boolean(printer.paperLow),
              jobsWaiting: printer.jobsWaiting,
            }
          : null,
      };
    });
  }

  async #heads(storeId: string) {
    const { manager } = this.database;
    const registers = await manager.findBy(Registers, { storeId });
    const [store] = await manager.findBy(StoreStreams, { storeId });
    return [
      ...registers
        .filter(({ version }) => version > 0)
        .map(({ registerId, incarnation, version }) => ({
          storeId,
          streamId: registerId,
          kind: 'REGISTER' as const,
          incarnation,
          seq: version,
        })),
      ...(store && store.seq > 0
        ? [
            {
              storeId,
              streamId: storeId,
              kind: 'STORE' as const,
              incarnation: store.incarnation,
              seq: store.seq,
            },
          ]
        : []),
    ];
  }
}
