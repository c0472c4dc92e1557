import {
  done,
  type LateTicketAsTold,
  lateTicketCommands,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
} from '@encaisse/contracts';
import { doubtful, type LateSale, payTicket, type RegisterEvent } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Asking, type AtConnection, RegisterCommands } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { domainLines, domainPayments, isInProgress, totalsOf } from '../tickets/draft.js';
import { DraftRepository } from '../tickets/draft.repository.js';
import { JournalWriter } from '../tickets/journal-writer.js';
import { pinnedDatasetOf } from '../tickets/pinned-dataset.js';
import { notOfThisSession } from '../tickets/sale.js';
import { type TicketRecord, viewOfTicket } from '../tickets/ticket.mapper.js';
import { type Paid, recordOf } from '../tickets/ticket-record.js';
import { TicketRecords } from '../tickets/ticket-records.js';
import { lateDraft } from './late-draft.js';
import { originOf, settlementOf } from './late-sale.js';
import { LateSettlements, type LateTicketRow, LateTickets } from './late-ticket.row.js';

const contract = lateTicketCommands.admitLateTicket;

/** Where a late ticket goes, who takes it there, and what she says of one that is doubtful. */
interface Admission {
  readonly unit: RegisterUnit;
  readonly who: AtConnection & { readonly asking: Asking };
  readonly asTold: LateTicketAsTold | undefined;
}

/**
 * Makes a late ticket one of the running session, under the next number and its own id, by whoever may close. It keeps when,
 * where and by whom it was sold, and why it was admitted where something of it is doubtful. Admitted again on the same register
 * it is the same ticket; two at once make one.
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
    const { registerId, ticketId, asTold } = request;
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
      const dismissed = await manager.findOneBy(LateSettlements, { storeId, ticketId });
      if (dismissed) {
        const { settledAt, settledBy, reason } = dismissed;
        return refused('LATE_TICKET_DISMISSED', { at: settledAt.toISOString(), by: settledBy, reason });
      }
      return (await this.#stillWritten(manager, late)) ?? this.#admit(manager, late, { unit, who, asTold });
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
    row: LateTicketRow,
    { unit, who, asTold }: Admission,
  ): Promise<Outcome<TicketView>> {
    const { sessionId, epoch } = who.connection;
    const { ticketId } = row;
    const closed = notOfThisSession({ unit, who, manager }, sessionId);
    if (closed) return closed;
    const late: LateSale = { ...originOf(row), reason: asTold?.reason ?? null };
    const doubted = doubtful({ ticketId, late });
    if (doubted) return refused(doubted.code, doubted.facts);
    const place = { registerId: unit.register.id, sessionId, datasetId: pinnedDatasetOf(unit.register) };
    const draft = await lateDraft(manager, row, place, asTold);
    if (!draft.ok) return draft;
    const paid = payTicket(domainLines(draft.value.lines), domainPayments(draft.value.payments));
    if (!paid.ok) {
      const { code: problem, facts } = paid.refusal;
      return refused('LATE_TICKET_INADMISSIBLE', { problem, ...facts });
    }
    const tickets = [{ ticketId, ...moneyOf(paid.ticket), late }];
    const sold = unit.decide({ type: 'sell', ...who.asking, epoch, sessionId, tickets });
    if (!sold.ok) return sold;
    const record = recordOf(draft.value, paid.ticket, { unit, who }, numberOf(sold.value));
    const admitted = asLate(record, row, { late, admittedBy: who.seller.code });
    await this.writer.write(manager, [{ written: { record: admitted, jobs: [], givenBack: [] } }]);
    await manager.insert(LateSettlements, settlementOf(row, 'ADMITTED', { unit, who, reason: late.reason }));
    return done(viewOfTicket(admitted, null));
  }
}

const moneyOf = ({ kind, ttcCents, cashTakenCents, changeGivenCents, cashRefundedCents }: Paid) => ({
  kind,
  ttcCents,
  cashTakenCents,
  changeGivenCents,
  cashRefundedCents,
});

function numberOf([event]: readonly RegisterEvent[]): number {
  if (event?.type !== 'ticketFinalised') throw new Error('a late ticket was admitted without a number');
  return event.number;
}

/** The record of whoever sold it, with where it comes from. */
const asLate = (
  record: TicketRecord,
  row: LateTicketRow,
  { late, admittedBy }: { readonly late: LateSale; readonly admittedBy: string },
): TicketRecord => ({
  ...record,
  ticket: {
    ...record.ticket,
    sellerCode: row.sellerCode,
    sellerName: row.sellerName,
    lateSessionId: row.sessionId,
    lateSoldAt: row.soldAt,
    lateAdmittedBy: admittedBy,
    lateDoubts: late.doubts.length === 0 ? null : late.doubts,
    lateReason: late.reason,
  },
});
