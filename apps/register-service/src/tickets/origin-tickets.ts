import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { PrintableOrigin } from '../printing/ticket-document.js';
import { Registers } from '../registers/register.row.js';
import type { TicketRecord } from './ticket.mapper.js';
import { Tickets } from './ticket.row.js';

/** The tickets that a finalised one gives back of, as its receipt names them. */
@Injectable()
export class OriginTickets {
  /** Oldest first; none for a sale, which asks nothing of the database. */
  async of(manager: EntityManager, { ticket, lines }: TicketRecord): Promise<readonly PrintableOrigin[]> {
    const ids = new Set(lines.flatMap(({ originTicketId }) => originTicketId ?? []));
    if (ids.size === 0) return [];
    const { storeId } = ticket;
    const tickets = await manager.find(Tickets, {
      where: { storeId, ticketId: In([...ids]) },
      order: { finalisedAt: 'ASC', ticketId: 'ASC' },
    });
    const registers = await manager.findBy(Registers, {
      registerId: In([...new Set(tickets.map(({ registerId }) => registerId))]),
    });
    const byId = new Map(registers.map(({ registerId, number, name }) => [registerId, { number, name }]));
    return tickets.flatMap(({ registerId, number, finalisedAt }) => {
      const register = byId.get(registerId);
      return register ? [{ register, ticketNumber: number, finalisedAt: finalisedAt.toISOString() }] : [];
    });
  }
}
