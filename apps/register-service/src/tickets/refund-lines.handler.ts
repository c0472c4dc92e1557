import {
  done,
  type Outcome,
  type RequestOf,
  refundCommands,
  refused,
  type TicketView,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Grants } from '../grants/grants.js';
import type { Draft } from './draft.js';
import { DraftCommands } from './draft-commands.js';
import { allThatIsLeft, type Origin, withRefund } from './refund-lines.js';
import { RefundedLineRepository } from './refunded-line.repository.js';
import type { Sale } from './sale.js';
import { TicketRecords } from './ticket-records.js';

const contract = refundCommands.refundLines;
type Request = RequestOf<typeof contract>;

/**
 * Puts lines that give back what was sold on a draft. What is left of the sale is looked at here, so that the seller hears at once of
 * what cannot be; finalising alone decides, since other registers may give back of the same ticket meanwhile.
 */
@Injectable()
export class RefundLinesHandler {
  constructor(
    private readonly commands: DraftCommands,
    private readonly records: TicketRecords,
    private readonly refunded: RefundedLineRepository,
    private readonly grants: Grants,
  ) {}

  handle(request: Request): Promise<Outcome<TicketView>> {
    return this.commands.change({
      contract,
      request,
      work: async (draft, sale) => {
        const { originTicketId: ticketId } = request;
        const { storeId } = draft;
        const record = await this.records.find(sale.manager, storeId, ticketId);
        if (record === undefined) return refused('TICKET_UNKNOWN', { ticketId });
        const given = await this.refunded.of(sale.manager, storeId, ticketId);
        const after = refundedDraft(draft, { record, given }, request);
        return after.ok && after.value !== draft
          ? this.#authorised(draft, after.value, request, sale)
          : after;
      },
    });
  }

  async #authorised(before: Draft, after: Draft, request: Request, sale: Sale): Promise<Outcome<Draft>> {
    const { registerId, ticketId, grantId } = request;
    const added = after.lines.slice(before.lines.length);
    const may = await this.grants.authorise(sale.manager, {
      who: sale.who,
      registerId,
      right: 'REFUND',
      grantId,
      subjectId: ticketId,
      amountCents: -added.reduce((sum, { ttcCents }) => sum + ttcCents, 0),
      at: new Date(sale.unit.at),
    });
    if (!may.ok) return may;
    const { authorisedBy: refundAuthorisedBy } = may.value;
    return done({
      ...after,
      lines: [...before.lines, ...added.map((line) => ({ ...line, refundAuthorisedBy }))],
    });
  }
}

function refundedDraft(draft: Draft, origin: Origin, { lines, originTicketId }: Request): Outcome<Draft> {
  const wanted = lines ?? allThatIsLeft(draft, origin, uuidv7);
  const isOnDraft = draft.lines.some((line) => line.originTicketId === originTicketId);
  if (wanted.length > 0 || isOnDraft) return withRefund(draft, origin, wanted);
  const [first] = origin.record.lines.filter((line) => line.originLineId === null);
  if (first === undefined) return refused('LINE_NOT_REFUNDABLE', { ticketId: originTicketId });
  return refused('REFUND_EXCEEDS_SALE', {
    originLineId: first.lineId,
    askedThousandths: first.quantityThousandths,
    remainingThousandths: 0,
  });
}
