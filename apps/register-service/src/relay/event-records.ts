import type { EventRecord } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exportedTicket, exportedZ } from '../closings/export-record.mapper.js';
import { ZRecords } from '../closings/z-records.js';
import { TicketRecords } from '../tickets/ticket-records.js';
import type { StoredEvent } from './pending-streams.repository.js';

/** The records that events name: head office gets each with its event, as an export has it. */
@Injectable()
export class EventRecords {
  constructor(
    private readonly database: DataSource,
    private readonly tickets: TicketRecords,
    private readonly zs: ZRecords,
  ) {}

  /** By the seq of the event; events that name none are not in it. */
  async of(storeId: string, events: readonly StoredEvent[]): Promise<ReadonlyMap<number, EventRecord>> {
    const { manager } = this.database;
    const named = (type: string, key: string) =>
      events.flatMap(({ seq, event }) => (event['type'] === type ? [{ seq, id: String(event[key]) }] : []));
    const sold = named('ticketFinalised', 'ticketId');
    const sealed = named('sessionSealed', 'sessionId');
    const records = new Map<number, EventRecord>();
    if (sold.length > 0) {
      const found = await this.tickets.withIds(
        manager,
        storeId,
        sold.map(({ id }) => id),
      );
      const byId = new Map(found.map((record) => [record.ticket.ticketId, record]));
      for (const { seq, id } of sold) {
        const record = byId.get(id);
        if (record) records.set(seq, exportedTicket(record));
      }
    }
    if (sealed.length > 0) {
      const byId = await this.zs.find(
        manager,
        storeId,
        sealed.map(({ id }) => id),
      );
      for (const { seq, id } of sealed) {
        const z = byId.get(id);
        if (z) records.set(seq, exportedZ(z));
      }
    }
    return records;
  }
}
