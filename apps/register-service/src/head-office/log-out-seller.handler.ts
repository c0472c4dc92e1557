import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  reachingCommands,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { type ConnectionRow, Connections } from '../connections/connection.row.js';
import { AdminCommands } from '../kernel/admin-commands.js';
import { RegisterUnits } from '../kernel/register-units.js';
import { OpenSessions } from '../registers/session.row.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import { Stores } from '../stores/store.row.js';
import { parked } from '../tickets/draft.js';
import { DraftRepository } from '../tickets/draft.repository.js';

const contract = reachingCommands.logOutSeller;
type Request = RequestOf<typeof contract>;

/** Head office ends the connections of a seller, as they would end if somebody closed over her. She may log in again. */
@Injectable()
export class LogOutSellerHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly units: RegisterUnits,
    private readonly sellers: SellerDirectory,
    private readonly drafts: DraftRepository,
  ) {}

  handle(request: Request): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { storeId, sellerCode, administrator: by } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      const store = await manager.findOneBy(Stores, { storeId });
      if (!store) return refused('STORE_UNKNOWN', { storeId });
      const registerIds = (await connectionsOf(manager, request)).map(({ registerId }) => registerId);
      const units = await this.units.lock(manager, registerIds, run.at);
      // Some may have ended until they were locked; a register that she has come to since is not locked, and is another day's.
      const connections = (await connectionsOf(manager, request)).filter(({ registerId }) =>
        units.has(registerId),
      );
      if (connections.length === 0) {
        const known = await this.sellers.find(manager, store, sellerCode);
        return refused(known ? 'SELLER_NOT_CONNECTED' : 'SELLER_UNKNOWN', { sellerCode });
      }
      let parkedTickets = 0;
      for (const { connectionId, registerId, sessionId } of connections) {
        const unit = units.get(registerId);
        const asked = { type: 'disconnect', at: run.at.toISOString(), by, connectionId, sellerCode } as const;
        const ended = unit?.decide(asked, run.correlationId);
        if (ended?.ok === false) return ended;
        parkedTickets += await this.#park(manager, { storeId, registerId, sessionId }, sellerCode);
      }
      await this.units.append(manager, units.values());
      const ended = connections.map(({ connectionId, registerId, tillId }) => ({
        connectionId,
        registerId,
        tillId,
      }));
      return done({ storeId, sellerCode, connections: ended, parkedTickets });
    });
  }

  /** What she was writing waits for any seller of the register; what money was taken for stays hers. */
  async #park(
    manager: EntityManager,
    session: Readonly<Record<'storeId' | 'registerId' | 'sessionId', string>>,
    sellerCode: string,
  ): Promise<number> {
    const drafts = await this.drafts.ofSession(manager, session);
    let count = 0;
    for (const draft of drafts.filter((one) => one.sellerCode === sellerCode && one.state === 'DRAFT')) {
      const aside = parked(draft);
      if (!aside.ok) continue;
      await this.drafts.save(manager, draft, aside.value);
      count += 1;
    }
    return count;
  }
}

/** Those of her that are alive, in sessions that are open. */
async function connectionsOf(
  manager: EntityManager,
  { storeId, sellerCode, registerId, tillId }: Request,
): Promise<ConnectionRow[]> {
  const open = await manager.findBy(OpenSessions, {
    storeId,
    ...(registerId === undefined ? {} : { registerId }),
  });
  return manager.find(Connections, {
    where: {
      registerId: In(open.map((session) => session.registerId)),
      sessionId: In(open.map((session) => session.sessionId)),
      sellerCode,
      endedAt: IsNull(),
      ...(tillId === undefined ? {} : { tillId }),
    },
    order: { registerId: 'ASC', connectedAt: 'ASC' },
  });
}
