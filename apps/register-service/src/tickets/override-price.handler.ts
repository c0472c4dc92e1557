import { type Outcome, pricingCommands, type RequestOf, type TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DraftCommands } from './draft-commands.js';
import { overrideOfLine, withPrice } from './draft-prices.js';
import { LentPrices, lineOf } from './lent-prices.js';

const contract = pricingCommands.overridePrice;

/** Another price than the dataset's, with its reason: a damaged packet, a wrong shelf label. */
@Injectable()
export class OverridePriceHandler {
  constructor(
    private readonly commands: DraftCommands,
    private readonly prices: LentPrices,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    const { lineId, price, grantId } = request;
    return this.commands.change({
      contract,
      request,
      work: (draft, sale) => {
        if (price === null) {
          return withPrice(draft, lineId, { unitPriceCents: null, reason: null, authorisedBy: null });
        }
        return this.prices.change(sale, {
          right: 'PRICE_OVERRIDE',
          grantId,
          subjectId: lineId,
          priced: (authorisedBy) => withPrice(draft, lineId, { ...price, authorisedBy }),
          amountOf: (after) => overrideOfLine(lineOf(after, lineId)),
        });
      },
    });
  }
}
