import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type AbandonedTicketRow, AbandonedTickets } from './given-up.row.js';
import type { TicketRecord } from './ticket.mapper.js';
import { TicketLines, TicketPayments, type TicketRow, Tickets, TicketVat } from './ticket.row.js';

/** Where a page of a session's finalised tickets starts, and how long it may be. */
export interface TicketPage {
  readonly afterNumber: number;
  readonly limit: number;
}

/** Reads what is kept of tickets: the finalised ones and the abandoned ones. */
@Injectable()
export class TicketRecords {
  async find(manager: EntityManager, storeId: string, ticketId: string): Promise<TicketRecord | undefined> {
    const [record] = await whole(manager, await manager.findBy(Tickets, { storeId, ticketId }));
    return record;
  }

  /** Of one store, in no order; one that is not finalised is not among them. */
  async withIds(
    manager: EntityManager,
    storeId: string,
    ticketIds: readonly string[],
  ): Promise<readonly TicketRecord[]> {
    return whole(manager, await manager.findBy(Tickets, { storeId, ticketId: In([...ticketIds]) }));
  }

  findAbandoned(
    manager: EntityManager,
    storeId: string,
    ticketId: string,
  ): Promise<AbandonedTicketRow | null> {
    return manager.findOneBy(AbandonedTickets, { storeId, ticketId });
  }

  /** By number. */
  async ofSession(
    manager: EntityManager,
    place: { readonly storeId: string; readonly sessionId: string },
    { afterNumber, limit }: TicketPage,
  ): Promise<readonly TicketRecord[]> {
    const tickets = await manager
      .createQueryBuilder(Tickets, 'ticket')
      .where(place)
      .andWhere('ticket.number > :afterNumber', { afterNumber })
      .orderBy('ticket.number', 'ASC')
      .limit(limit)
      .getMany();
    return whole(manager, tickets);
  }

  /** In the order in which they were given up; ids settle which of two at the same instant comes first. */
  abandonedOfSession(
    manager: EntityManager,
    place: { readonly storeId: string; readonly sessionId: string },
    { skip, limit }: { readonly skip: number; readonly limit: number },
  ): Promise<readonly AbandonedTicketRow[]> {
    return manager.find(AbandonedTickets, {
      where: { ...place },
      order: { abandonedAt: 'ASC', ticketId: 'ASC' },
      skip,
      take: limit,
    });
  }
}

async function whole(
  manager: EntityManager,
  tickets: readonly TicketRow[],
): Promise<readonly TicketRecord[]> {
  const [first] = tickets;
  if (first === undefined) return [];
  const place = { storeId: first.storeId, ticketId: In(tickets.map(({ ticketId }) => ticketId)) };
  const [lines, payments, vat] = [
    await manager.find(TicketLines, { where: place, order: { ticketId: 'ASC', position: 'ASC' } }),
    await manager.find(TicketPayments, { where: place, order: { ticketId: 'ASC', position: 'ASC' } }),
    await manager.find(TicketVat, { where: place, order: { ticketId: 'ASC', vatBasisPoints: 'ASC' } }),
  ];
  const linesOf = Map.groupBy(lines, ({ ticketId }) => ticketId);
  const paymentsOf = Map.groupBy(payments, ({ ticketId }) => ticketId);
  const vatOf = Map.groupBy(vat, ({ ticketId }) => ticketId);
  return tickets.map((ticket) => ({
    ticket,
    lines: linesOf.get(ticket.ticketId) ?? [],
    payments: paymentsOf.get(ticket.ticketId) ?? [],
    vat: vatOf.get(ticket.ticketId) ?? [],
  }));
}
