import type { ExportedTicket } from '@encaisse/contracts';
import type { EventOf } from '@encaisse/register-domain';
import { integerOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BY_KEY } from '../schema/by-key.js';
import type { TakenEvent } from '../streams/taken-event.js';

/** A ticket as it was told first. */
export interface SoldTicket {
  readonly taken: TakenEvent;
  readonly event: EventOf<'ticketFinalised'>;
  readonly record: ExportedTicket | null;
  readonly businessDate: string;
}

/**
 * The tickets among events. A ticket is known by its UUID: one that a till sends again after a restore, into another session
 * and under another number, is the same sale, and counts once, as it was told first.
 */
@Injectable()
export class SoldTickets {
  /** Those that were never told before, in three statements at most. */
  async firstTold(manager: EntityManager, events: readonly TakenEvent[]): Promise<readonly SoldTicket[]> {
    const told = new Map<string, { taken: TakenEvent; event: EventOf<'ticketFinalised'> }>();
    for (const taken of events) {
      const { event, storeId } = taken;
      if (event.type !== 'ticketFinalised') continue;
      const key = `${storeId}/${event.ticketId}`;
      if (!told.has(key)) told.set(key, { taken, event });
    }
    if (told.size === 0) return [];
    const known = (await manager.query(
      `SELECT store_id, ticket_id FROM supervision_tickets ${BY_KEY} WHERE (store_id, ticket_id) IN (?)`,
      [[...told.values()].map(({ taken, event }) => [taken.storeId, event.ticketId])],
    )) as SqlRow[];
    for (const row of known) told.delete(`${row['store_id']}/${row['ticket_id']}`);
    const dates = await businessDates(manager, [...told.values()]);
    return [...told.values()].map(({ taken, event }) => ({
      taken,
      event,
      record: taken.record?.type === 'ticket' ? taken.record : null,
      businessDate: dates(taken, event.sessionId),
    }));
  }
}

/** Of a ticket whose session was never told, the day in UTC. */
async function businessDates(
  manager: EntityManager,
  tickets: readonly { readonly taken: TakenEvent; readonly event: EventOf<'ticketFinalised'> }[],
): Promise<(taken: TakenEvent, sessionId: string) => string> {
  const keys = tickets.map(({ taken, event }) => [taken.storeId, event.sessionId]);
  const rows =
    keys.length === 0
      ? []
      : ((await manager.query(
          `SELECT store_id, session_id, business_date, opened_position FROM supervision_sessions ${BY_KEY}
           WHERE (store_id, session_id) IN (?)`,
          [keys],
        )) as SqlRow[]);
  const sessions = new Map(rows.map((row) => [`${row['store_id']}/${row['session_id']}`, row]));
  return ({ storeId, position, event }, sessionId) => {
    const row = sessions.get(`${storeId}/${sessionId}`);
    // What is told after the ticket must not count, or a rebuild, which takes more at once, would know more.
    return row && integerOf(row['opened_position']) < position
      ? String(row['business_date'])
      : event.at.slice(0, 10);
  };
}
