import {
  done,
  type LateTicketView,
  lateTicketCommands,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Connections } from '../connections/connection.row.js';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { digestOf } from '../kernel/stored-answers.js';
import { type SessionRow, Sessions } from '../registers/session.row.js';
import { TicketReader } from '../tickets/ticket-reader.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { lateDraft } from './late-draft.js';
import { type LateTicketRow, LateTickets } from './late-ticket.row.js';
import { lateTicketView } from './late-ticket.view.js';

const contract = lateTicketCommands.keepLateTicket;
type Request = RequestOf<typeof contract>;

/**
 * Keeps a ticket that a page sold offline and that its session takes no more, apart: the sealed session stays as it is, and
 * nothing counts it until somebody admits it. The same ticket again is the same one.
 */
@Injectable()
export class KeepLateTicketHandler {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly registers: RegisterTransaction,
    private readonly tickets: TicketReader,
    private readonly database: DataSource,
  ) {}

  async handle(request: Request): Promise<Outcome<LateTicketView>> {
    const at = await this.tills.authenticate(request.tillCredential);
    if (!at.ok) return at;
    const { storeId } = at.value.store;
    const { tillId } = at.value.till;
    const { sessionId, idempotencyKey } = request;
    const session = await this.database.manager.findOneBy(Sessions, { storeId, sessionId });
    if (session === null) return refused('SESSION_UNKNOWN', { sessionId });
    const sha256 = digestOf(contract.subject, request);
    return this.registers.run({
      identity: { scope: tillId, idempotencyKey, bodyDigest: sha256 },
      registerId: session.registerId,
      tillId,
      storeId,
      alone: true,
      work: (unit, manager) => this.#keep(manager, unit, { request, session, tillId, sha256 }),
    });
  }

  async #keep(
    manager: EntityManager,
    unit: RegisterUnit,
    {
      request,
      session,
      tillId,
      sha256,
    }: { request: Request; session: SessionRow; tillId: string; sha256: string },
  ): Promise<Outcome<LateTicketView>> {
    const { ticketId, sellerCode, soldAt } = request;
    const { storeId, registerId, sessionId } = session;
    const known = await manager.findOneBy(LateTickets, { storeId, ticketId });
    if (known) {
      return known.sha256 === sha256
        ? done(lateTicketView(known))
        : refused('LATE_TICKET_DIFFERS', { ticketId });
    }
    const sold = await this.tickets.findUsed(manager, storeId, ticketId);
    if (sold?.state === 'FINALISED') {
      const { number } = sold;
      return refused('TICKET_ALREADY_SOLD', { ticketId, registerId: sold.registerId, number });
    }
    const kept = unit.decide({
      type: 'keepLateTicket',
      at: unit.at,
      by: sellerCode,
      tillId,
      sessionId,
      ticketId,
      soldAt,
      ttcCents: toCents(request.ttcCents),
      sha256,
    });
    if (!kept.ok) return kept;
    // Whoever sells is connected: somebody who never was has sold nothing there.
    const connection = await manager.findOneBy(Connections, { storeId, sessionId, sellerCode });
    if (connection === null) return refused('SELLER_UNKNOWN', { sellerCode });
    const draft = await lateDraft(manager, request, session, new Date(unit.at));
    if (!draft.ok) return draft;
    const row: LateTicketRow = {
      storeId,
      ticketId,
      registerId,
      sessionId,
      tillId,
      sellerCode,
      sellerName: connection.sellerName,
      soldAt: new Date(soldAt),
      keptAt: new Date(unit.at),
      ttcCents: request.ttcCents,
      lineItems: draft.value.lines,
      paymentItems: draft.value.payments,
      sha256,
    };
    await manager.insert(LateTickets, row);
    return done(lateTicketView(row));
  }
}
