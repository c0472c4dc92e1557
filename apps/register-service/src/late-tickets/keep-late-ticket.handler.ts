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
import { insertRows } from '../kernel/insert-rows.js';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { digestOf } from '../kernel/stored-answers.js';
import { type SessionRow, Sessions } from '../registers/session.row.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import { TicketReader } from '../tickets/ticket-reader.js';
import { type KnownTill, TillAuthentication } from '../tills/till-authentication.js';
import { examined } from './late-examination.js';
import { LateSettlementReader } from './late-settlements.js';
import { type LateTicketRow, LateTickets } from './late-ticket.row.js';
import { lateTicketView } from './late-ticket.view.js';

const contract = lateTicketCommands.keepLateTicket;
type Request = RequestOf<typeof contract>;

/** A ticket as it arrives, and where it says that it comes from. */
interface Arrival {
  readonly request: Request;
  readonly session: SessionRow;
  readonly at: KnownTill;
  readonly sha256: string;
}

/**
 * Keeps a ticket that a page sold offline and that its session takes no more, apart: the sealed session stays as it is, and
 * nothing counts it until somebody admits it. It was paid: whatever is doubtful about it is stated, and keeps nothing out. The
 * same ticket again is the same one.
 */
@Injectable()
export class KeepLateTicketHandler {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly registers: RegisterTransaction,
    private readonly tickets: TicketReader,
    private readonly sellers: SellerDirectory,
    private readonly settlements: LateSettlementReader,
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
      work: (unit, manager) => this.#keep(manager, unit, { request, session, at: at.value, sha256 }),
    });
  }

  async #keep(
    manager: EntityManager,
    unit: RegisterUnit,
    arrival: Arrival,
  ): Promise<Outcome<LateTicketView>> {
    const { request, session, sha256 } = arrival;
    const { storeId } = session;
    const { ticketId } = request;
    const known = await manager.findOneBy(LateTickets, { storeId, ticketId });
    if (known) {
      if (known.sha256 !== sha256) return refused('LATE_TICKET_DIFFERS', { ticketId });
      const settled = await this.settlements.find(manager, storeId, [ticketId]);
      return done(lateTicketView(known, settled.get(ticketId) ?? null));
    }
    const sold = await this.tickets.findUsed(manager, storeId, ticketId);
    if (sold?.state === 'FINALISED') {
      const { number } = sold;
      return refused('TICKET_ALREADY_SOLD', { ticketId, registerId: sold.registerId, number });
    }
    const row = await this.#rowOf(manager, new Date(unit.at), arrival);
    const kept = unit.decide({
      type: 'keepLateTicket',
      at: unit.at,
      by: row.sellerCode,
      tillId: row.tillId,
      sessionId: row.sessionId,
      ticketId,
      soldAt: row.soldAt.toISOString(),
      ttcCents: toCents(row.ttcCents),
      sha256,
      doubts: [...new Set(row.doubts.map(({ code }) => code))],
    });
    if (!kept.ok) return kept;
    await insertRows(manager, LateTickets, [row]);
    return done(lateTicketView(row, null));
  }

  async #rowOf(
    manager: EntityManager,
    now: Date,
    { request, session, at: { store, till }, sha256 }: Arrival,
  ): Promise<LateTicketRow> {
    const { storeId, registerId, sessionId } = session;
    const { ticketId, sellerCode, soldAt, ttcCents, lines, payments } = request;
    // Whoever sells is connected: somebody who never was has sold nothing there.
    const connection = await manager.findOneBy(Connections, { storeId, sessionId, sellerCode });
    const seller = connection === null ? await this.sellers.find(manager, store, sellerCode) : undefined;
    return {
      storeId,
      ticketId,
      registerId,
      sessionId,
      tillId: till.tillId,
      sellerCode,
      sellerName: connection?.sellerName ?? seller?.name ?? sellerCode,
      soldAt: new Date(soldAt),
      keptAt: now,
      ttcCents,
      toldLines: lines,
      toldPayments: payments,
      ...(await examined(manager, request, { session, wasConnected: connection !== null, now })),
      sha256,
    };
  }
}
