import { tenders } from '@encaisse/catalogue';
import { type Outcome, type RequestOf, refused, type TicketView, ticketCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { withPayment } from './draft.js';
import { DraftCommands } from './draft-commands.js';
import { pinnedDatasetOf } from './pinned-dataset.js';

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
}
