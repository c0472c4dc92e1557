import {
  done,
  lateTicketCommands,
  NO_DISCOUNT,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
} from '@encaisse/contracts';
import { payTicket, type RegisterEvent } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Asking, type AtConnection, RegisterCommands } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { type Draft, domainLines, domainPayments, isInProgress, totalsOf } from '../tickets/draft.js';
import { DraftRepository } from '../tickets/draft.repository.js';
import { JournalWriter } from '../tickets/journal-writer.js';
import { type TicketRecord, viewOfTicket } from '../tickets/ticket.mapper.js';
import { type Paid, recordOf } from '../tickets/ticket-record.js';
import { TicketRecords } from '../tickets/ticket-records.js';
import { type LateTicketRow, LateTickets } from './late-ticket.row.js';

const contract = lateTicketCommands.admitLateTicket;

/** Where a late ticket goes, and who takes it there. */
interface Admission {
  readonly unit: RegisterUnit;
  readonly who: AtConnection & { readonly asking: Asking };
}

/**
 * Makes a late ticket one of the running session, under the next number and its own id, by whoever may close. It keeps when,
 * where and by whom it was sold. Admitted again on the same register it is the same ticket; two at once make one.
 */
@Injectable()
export class AdmitLateTicketHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly records: TicketRecords,
    private readonly drafts: DraftRepository,
    private readonly writer: JournalWriter,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    const { registerId, ticketId } = request;
    return this.commands.byConnection({ contract, request, right: 'CLOSE' }, async (unit, who, manager) => {
      const { storeId } = who.store;
      const late = await manager.findOneBy(LateTickets, { storeId, ticketId });
      if (late === null) return refused('LATE_TICKET_UNKNOWN', { ticketId });
      const known = await this.records.find(manager, storeId, ticketId);
      if (known?.ticket.registerId === registerId) return done(viewOfTicket(known, null));
      if (known) {
        const { registerId: elsewhere, number } = known.ticket;
        return refused('LATE_TICKET_ADMITTED', { registerId: elsewhere, number });
      }
      return (await this.#stillWritten(manager, late)) ?? this.#admit(manager, late, { unit, who });
    });
  }

  /** Its draft may have stayed at the register, where somebody could still sell it. */
  async #stillWritten(
    manager: EntityManager,
    { storeId, ticketId }: LateTicketRow,
  ): Promise<ReturnType<typeof refused> | undefined> {
    const draft = await this.drafts.find(manager, storeId, ticketId);
    if (draft === undefined || !isInProgress(draft)) return undefined;
    const { state, sellerCode } = draft;
    const { ttcCents } = totalsOf(draft);
    return refused('TICKETS_IN_PROGRESS', { tickets: [{ ticketId, status: state, sellerCode, ttcCents }] });
  }

  async #admit(
    manager: EntityManager,
    late: LateTicketRow,
    { unit, who }: Admission,
  ): Promise<Outcome<TicketView>> {
    const { sessionId, epoch } = who.connection;
    const draft: Draft = {
      storeId: late.storeId,
      ticketId: late.ticketId,
      registerId: unit.register.id,
      sessionId,
      state: 'DRAFT',
      sellerCode: late.sellerCode,
      startedAt: late.soldAt,
      lines: late.lineItems,
      payments: late.paymentItems,
      ...NO_DISCOUNT,
    };
    const paid = payTicket(domainLines(draft.lines), domainPayments(draft.payments));
    if (!paid.ok) return refused(paid.refusal.code, paid.refusal.facts);
    const { ticket } = paid;
    const sold = unit.decide({
      type: 'sell',
      ...who.asking,
      epoch,
      sessionId,
      tickets: [{ ticketId: late.ticketId, ...settlementOf(ticket), late: originOf(late) }],
    });
    if (!sold.ok) return sold;
    const record = admitted(
      recordOf(draft, ticket, { unit, who }, numberOf(sold.value)),
      late,
      who.seller.code,
    );
    await this.writer.write(manager, [{ written: { record, jobs: [], givenBack: [] } }]);
    return done(viewOfTicket(record, null));
  }
}

const settlementOf = ({ kind, ttcCents, cashTakenCents, changeGivenCents, cashRefundedCents }: Paid) => ({
  kind,
  ttcCents,
  cashTakenCents,
  changeGivenCents,
  cashRefundedCents,
});

const originOf = ({ sessionId, soldAt, sellerCode }: LateTicketRow) => ({
  sessionId,
  soldAt: soldAt.toISOString(),
  soldBy: sellerCode,
});

function numberOf([event]: readonly RegisterEvent[]): number {
  if (event?.type !== 'ticketFinalised') throw new Error('a late ticket was admitted without a number');
  return event.number;
}

/** The record of whoever sold it, with where it comes from. */
const admitted = (record: TicketRecord, late: LateTicketRow, lateAdmittedBy: string): TicketRecord => ({
  ...record,
  ticket: {
    ...record.ticket,
    sellerCode: late.sellerCode,
    sellerName: late.sellerName,
    lateSessionId: late.sessionId,
    lateSoldAt: late.soldAt,
    lateAdmittedBy,
  },
});
