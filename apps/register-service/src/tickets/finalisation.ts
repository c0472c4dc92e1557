import { done, type Outcome, refused, type TicketView } from '@encaisse/contracts';
import { payTicket } from '@encaisse/register-domain';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { drawerPulse, opensDrawer } from '../printing/drawer.js';
import { Letterheads } from '../printing/letterheads.js';
import { type JobOrder, newPrintJob } from '../printing/print-job.mapper.js';
import type { PrintJobRow } from '../printing/print-job.row.js';
import { ticketDocument } from '../printing/ticket-document.js';
import type { RegisterConfig } from '../register.config.js';
import { type Draft, domainLines, domainPayments } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { OriginTickets } from './origin-tickets.js';
import { pinnedDatasetOf } from './pinned-dataset.js';
import { isReceiptDue } from './receipt-due.js';
import { type OpenRefunds, RefundSettlement } from './refund-settlement.js';
import type { RefundedLineRow } from './refunded-line.row.js';
import { noDraft, notBeingWritten, notHers, notOfThisSession, type Sale } from './sale.js';
import { type TicketRecord, viewOfTicket } from './ticket.mapper.js';
import type { JournalEntry } from './ticket-journal.js';
import { TicketReader } from './ticket-reader.js';
import { type Paid, recordOf } from './ticket-record.js';

/** What an entry comes to, and what is to be written when it was not refused and not there before. */
export interface Finalised {
  readonly entry: JournalEntry;
  readonly outcome: Outcome<TicketView>;
  readonly written?: {
    readonly record: TicketRecord;
    readonly jobs: readonly PrintJobRow[];
    /** How far the sold lines that it gives back of are given back with it. */
    readonly givenBack: readonly RefundedLineRow[];
  };
}

/** Decides which of a register's tickets are finalised, and makes their records. Writes nothing. */
@Injectable()
export class Finalisation {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly reader: TicketReader,
    private readonly letterheads: Letterheads,
    private readonly refunds: RefundSettlement,
    private readonly origins: OriginTickets,
    @Inject(CONFIG) private readonly config: Pick<RegisterConfig, 'RECEIPT_SECONDS'>,
  ) {}

  /** Entries of registers that are locked, in their order, which is that of their numbers on each. */
  async finalise(
    manager: EntityManager,
    units: ReadonlyMap<string, RegisterUnit>,
    entries: readonly JournalEntry[],
  ): Promise<readonly Finalised[]> {
    const drafts = await this.#draftsOf(manager, entries);
    const refunds = await this.refunds.open(manager, drafts.values());
    const results: Finalised[] = [];
    for (const entry of entries) {
      const { who } = entry.command;
      const unit = units.get(entry.registerId);
      if (!unit) throw new Error(`register ${entry.registerId} is gone`);
      const asking = { at: unit.at, by: who.seller.code, till: unit.situationOf(who.till.tillId) };
      const sale: Sale = { unit, manager, who: { ...who, asking } };
      results.push(await this.#one(entry, sale, drafts.get(entry), refunds));
    }
    return results;
  }

  async #draftsOf(
    manager: EntityManager,
    entries: readonly JournalEntry[],
  ): Promise<ReadonlyMap<JournalEntry, Draft>> {
    const byStore = Map.groupBy(entries, ({ command }) => command.who.store.storeId);
    const found = new Map<JournalEntry, Draft>();
    for (const [storeId, ofStore] of byStore) {
      const ids = ofStore.map(({ ticketId }) => ticketId);
      const drafts = await this.drafts.findAll(manager, storeId, ids);
      for (const entry of ofStore) {
        const draft = drafts.find(({ ticketId }) => ticketId === entry.ticketId);
        if (draft) found.set(entry, draft);
      }
    }
    return found;
  }

  async #one(
    entry: JournalEntry,
    sale: Sale,
    draft: Draft | undefined,
    refunds: OpenRefunds,
  ): Promise<Finalised> {
    const { registerId, ticketId } = entry;
    const closed = notOfThisSession(sale, sale.who.connection.sessionId);
    if (closed) return { entry, outcome: closed };
    if (draft?.registerId !== registerId) {
      const known = await this.reader.find(sale.manager, sale.who.store.storeId, ticketId);
      const isDone = known?.registerId === registerId && known.state === 'FINALISED';
      return { entry, outcome: isDone ? done(known) : noDraft(ticketId, registerId, known) };
    }
    const refusal =
      notOfThisSession(sale, draft.sessionId) ?? notHers(draft, sale) ?? notBeingWritten(draft.state);
    if (refusal) return { entry, outcome: refusal };
    const paid = payTicket(domainLines(draft.lines), domainPayments(draft.payments));
    if (!paid.ok) return { entry, outcome: refused(paid.refusal.code, paid.refusal.facts) };
    const givenBack = refunds.check(draft);
    if (!givenBack.ok) return { entry, outcome: givenBack };
    const number = sell(entry, sale, draft, paid.ticket);
    if (!number.ok) return { entry, outcome: number };
    refunds.book(givenBack.value);
    const record = recordOf(draft, paid.ticket, sale, number.value);
    const order = orderOf(record, entry, sale);
    // The drawer first: change is given while the receipt prints.
    const pulse = opensDrawer(sale.who.store, record.payments) ? drawerPulse(order) : undefined;
    const isPrinted = entry.printReceipt || isReceiptDue(record.lines);
    const receipt = isPrinted ? await this.#receipt(record, order, sale) : undefined;
    const jobs = [pulse, receipt].filter((job) => job !== undefined);
    return {
      entry,
      outcome: done(viewOfTicket(record, receipt?.printJobId ?? null)),
      written: { record, jobs, givenBack: givenBack.value },
    };
  }

  async #receipt(
    record: TicketRecord,
    order: Omit<JobOrder, 'document'>,
    { unit, who, manager }: Sale,
  ): Promise<PrintJobRow> {
    const { registerId, sellerName, articleCount } = record.ticket;
    if (unit.register.state !== 'OPEN') throw new Error(`register ${registerId} sold and is not open`);
    const letterhead = await this.letterheads.of(manager, {
      datasetId: pinnedDatasetOf(unit.register),
      register: unit.register,
      timeZone: who.store.timeZone,
    });
    const document = ticketDocument(letterhead, {
      ticket: viewOfTicket(record, null),
      sessionNumber: unit.register.session.key.number,
      sellerName,
      articleCount,
      origins: await this.origins.of(manager, record),
    });
    return newPrintJob({ ...order, receiptMs: this.config.RECEIPT_SECONDS * 1_000, document });
  }
}

/** What the jobs of a ticket have in common. */
const orderOf = (
  { ticket }: TicketRecord,
  { correlationId }: JournalEntry,
  { who }: Sale,
): Omit<JobOrder, 'document'> => ({
  storeId: ticket.storeId,
  timeZone: who.store.timeZone,
  registerId: ticket.registerId,
  tillId: who.till.tillId,
  epoch: ticket.epoch,
  recordId: ticket.ticketId,
  requestedBy: who.seller.code,
  correlationId,
  at: ticket.finalisedAt,
});

/** The domain's word, and with it the ticket's number. */
function sell(entry: JournalEntry, { unit, who }: Sale, draft: Draft, paid: Paid): Outcome<number> {
  const { kind, ttcCents, cashTakenCents, changeGivenCents, cashRefundedCents } = paid;
  const { ticketId, sessionId } = draft;
  const ticket = { ticketId, kind, ttcCents, cashTakenCents, changeGivenCents, cashRefundedCents };
  const { epoch } = who.connection;
  const sold = unit.decide(
    { ...who.asking, type: 'sell', epoch, sessionId, tickets: [ticket] },
    entry.correlationId,
  );
  if (!sold.ok) return sold;
  const [event] = sold.value;
  if (event?.type !== 'ticketFinalised') throw new Error(`ticket ${ticketId} was sold without a number`);
  return done(event.number);
}
