import { done, type Outcome, type ReplyOf, type RequestOf, tillCommands } from '@encaisse/contracts';
import { isHeld } from '@encaisse/register-domain';
import { newToken, sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type AtTill, RegisterCommands } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { runningSessionView } from '../registers/register.view.js';
import { Connections } from './connection.row.js';
import { expiryOf } from './connection-authentication.js';

const contract = tillCommands.connect;

/** Gives a seller the token that selling takes. A former connection of hers from the same till ends: its page is gone. */
@Injectable()
export class ConnectHandler {
  constructor(private readonly commands: RegisterCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId } = request;
    const asked = { contract, request, registerId, right: 'CONNECT' } as const;
    return this.commands.bySeller(asked, async (unit, who, manager) => {
      const connectionId = uuidv7();
      const decided = unit.decide({ type: 'connect', ...who.asking, connectionId });
      if (!decided.ok) return decided;
      const { register } = unit;
      const session = runningSessionView(register);
      if (!session || !isHeld(register))
        throw new Error(`register ${registerId} lets connect and is not open`);
      await this.#replaceFormer(unit, who, manager, session.sessionId);
      const connectionToken = newToken();
      const now = new Date(unit.at);
      const { code, name, rights } = who.seller;
      await manager.insert(Connections, {
        connectionId,
        storeId: register.storeId,
        registerId,
        sessionId: session.sessionId,
        tillId: who.till.tillId,
        epoch: register.hold.epoch,
        sellerCode: code,
        sellerName: name,
        tokenHash: sha256(connectionToken),
        connectedAt: now,
        lastSeenAt: now,
        endedAt: null,
        ended: null,
        endedBy: null,
      });
      const expiresAt = expiryOf(now).toISOString();
      return done({
        connectionId,
        connectionToken,
        expiresAt,
        seller: { code, name, rights: [...rights] },
        session,
      });
    });
  }

  async #replaceFormer(
    unit: RegisterUnit,
    { till, seller }: AtTill,
    manager: EntityManager,
    sessionId: string,
  ): Promise<void> {
    const former = { sessionId, tillId: till.tillId, sellerCode: seller.code, endedAt: IsNull() };
    for (const { connectionId } of await manager.findBy(Connections, former)) {
      unit.decide({ type: 'disconnect', at: unit.at, by: seller.code, connectionId });
      await manager.update(
        Connections,
        { connectionId },
        { endedAt: new Date(unit.at), ended: 'REPLACED', endedBy: seller.code },
      );
    }
  }
}
