import { tenders } from '@encaisse/catalogue';
import { type Outcome, type RequestOf, refused, type TicketView, ticketCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Draft, totalsOf, withPayment } from './draft.js';
import { DraftCommands } from './draft-commands.js';
import type { PaymentColumns } from './line.columns.js';
import { pinnedDatasetOf } from './pinned-dataset.js';
import { TicketPayments } from './ticket.row.js';

const contract = ticketCommands.addPayment;

/** Takes a payment by a tender of the pinned dataset. Cash beyond what is due comes back as change. */
@Injectable()
export class AddPaymentHandler {
  constructor(private readonly commands: DraftCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    const { paymentId, tenderCode, tenderedCents } = request;
    return this.commands.change({
      contract,
      request,
      work: async (draft, { unit, manager }) => {
        const known = await tenders(manager, pinnedDatasetOf(unit.register));
        const tender = known.find((candidate) => candidate.tenderCode === tenderCode);
        if (tender === undefined) return refused('TENDER_UNKNOWN', { tenderCode });
        const refusal = await this.#notThatWay(draft, tender, manager);
        if (refusal) return refusal;
        return withPayment(draft, {
          paymentId,
          tenderCode,
          kind: tender.kind,
          label: tender.label,
          tenderedCents,
        });
      },
    });
  }

  /** What was paid by card goes back to the card or in cash, not by a tender that nobody paid with. */
  async #notThatWay(
    { storeId, lines }: Draft,
    { tenderCode, kind }: Pick<PaymentColumns, 'tenderCode' | 'kind'>,
    manager: EntityManager,
  ): Promise<ReturnType<typeof refused> | undefined> {
    if (kind === 'CASH' || totalsOf({ lines }).ttcCents >= 0) return undefined;
    const origins = new Set(lines.flatMap(({ originTicketId }) => originTicketId ?? []));
    const paid = await manager.findBy(TicketPayments, { storeId, ticketId: In([...origins]) });
    const tenderCodes = new Set(
      paid.filter(({ amountCents }) => amountCents > 0).map((one) => one.tenderCode),
    );
    if (tenderCodes.has(tenderCode)) return undefined;
    return refused('REFUND_TENDER_REFUSED', { tenderCode, tenderCodes: [...tenderCodes] });
  }
}
