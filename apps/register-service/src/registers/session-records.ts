import type { ConnectionEnd } from '@encaisse/contracts';
import type { Connection, EventOf, Register, RegisterEvent } from '@encaisse/register-domain';
import { isHeld, sealedSessions } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Connections } from '../connections/connection.row.js';
import { OpenSessions, SessionSeals, Sessions } from './session.row.js';

/**
 * The tables of sessions and connections, written from the events themselves, so that whichever command
 * brought an event they say the same. `after` is the register after the event.
 */
@Injectable()
export class SessionRecords {
  async follow(manager: EntityManager, event: RegisterEvent, after: Register): Promise<void> {
    switch (event.type) {
      case 'sessionOpened':
        return this.#opened(manager, event, after);
      case 'sessionSealed':
        return this.#sealed(manager, event, after);
      case 'holdTransferred':
        return endConnections(manager, after.id, { at: event.at, ended: 'MOVED', by: event.by });
      case 'holdForceReleased':
        await manager.delete(OpenSessions, { registerId: after.id });
        return endConnections(manager, after.id, { at: event.at, ended: 'RELEASED', by: event.by });
      case 'sellerDisconnected':
        return endConnection(manager, event.connectionId, {
          at: event.at,
          ended: event.sellerCode === undefined ? 'DISCONNECTED' : 'FORCED',
          by: event.by,
        });
      default:
        return;
    }
  }

  async #opened(manager: EntityManager, event: EventOf<'sessionOpened'>, after: Register): Promise<void> {
    if (!isHeld(after)) throw new Error(`register ${after.id} opened without a hold`);
    const { sessionId, key, openingFloatCents, floatDifferenceCents } = event;
    const place = { storeId: after.storeId, registerId: after.id, sessionId };
    await manager.insert(OpenSessions, place);
    await manager.insert(Sessions, {
      ...place,
      incarnation: key.incarnation,
      epoch: key.epoch,
      number: key.number,
      businessDate: event.businessDate,
      tillId: event.tillId,
      datasetId: after.hold.dataset.datasetId,
      datasetVersion: after.hold.dataset.version,
      openedAt: new Date(event.at),
      openedBy: event.by,
      openingFloatCents,
      previousCountCents: floatDifferenceCents === null ? null : openingFloatCents - floatDifferenceCents,
    });
  }

  async #sealed(manager: EntityManager, event: EventOf<'sessionSealed'>, after: Register): Promise<void> {
    const { sessionId, closingId, zNumber, expectedCashCents, countedCashCents, by } = event;
    const sealed = sealedSessions(after).find((session) => session.sessionId === sessionId);
    if (!sealed) throw new Error(`session ${sessionId} was sealed and is not there`);
    const closedAt = new Date(event.at);
    await manager.delete(OpenSessions, { registerId: after.id, sessionId });
    await manager.insert(SessionSeals, {
      sessionId,
      storeId: after.storeId,
      registerId: after.id,
      closingId,
      zNumber,
      closedAt,
      closedBy: by,
      ticketCount: sealed.ticketCount,
      ttcCents: sealed.ttcCents,
      expectedCashCents,
      countedCashCents,
    });
    for (const { connectionId } of event.loggedOut.filter((connection) => wasForcedOut(connection, by)))
      await endConnection(manager, connectionId, { at: event.at, ended: 'FORCED', by });
    await manager.update(
      Connections,
      { registerId: after.id, sessionId, endedAt: IsNull() },
      { endedAt: closedAt, ended: 'CLOSED', endedBy: by },
    );
  }
}

/** Whoever was still at it; the one who closes and a page that had fallen silent do not count as connected. */
const wasForcedOut = ({ sellerCode, stale }: Connection, closedBy: string): boolean =>
  !stale && sellerCode !== closedBy;

interface End {
  readonly at: string;
  readonly ended: ConnectionEnd;
  readonly by: string;
}

/** Ends all of a register's connections: its till has lost the hold. */
async function endConnections(
  manager: EntityManager,
  registerId: string,
  { at, ended, by }: End,
): Promise<void> {
  const endedAt = new Date(at);
  await manager.update(Connections, { registerId, endedAt: IsNull() }, { endedAt, ended, endedBy: by });
}

/** Ends a connection once; an earlier end stays as it was. */
export async function endConnection(
  manager: EntityManager,
  connectionId: string,
  { at, ended, by }: End,
): Promise<void> {
  await manager.update(
    Connections,
    { connectionId, endedAt: IsNull() },
    { endedAt: new Date(at), ended, endedBy: by },
  );
}
