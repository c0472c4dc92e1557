import { z } from 'zod';
import { id, positiveCents, quantityThousandths, text } from '../primitives.js';
import { rpc, sellingCommand } from '../rpc.js';
import { ticketView } from './ticket-view.js';

const grantId = id.optional().describe('The right lent for it, where the seller has not got it herself.');

export const discount = z
  .union([
    z.strictObject({ basisPoints: z.int().min(1).max(10_000).describe('1000 is 10 %.') }),
    z.strictObject({ amountCents: positiveCents.min(1) }),
  ])
  .nullable()
  .describe('A percentage or an amount; null takes the discount away, which wants no right.');

export const changeQuantityBody = z.strictObject({ quantityThousandths }).meta({ id: 'ChangeQuantity' });
export const discountLineBody = z.strictObject({ discount, grantId }).meta({ id: 'DiscountLine' });
export const discountTicketBody = z.strictObject({ discount, grantId }).meta({ id: 'DiscountTicket' });
export const overridePriceBody = z
  .strictObject({
    price: z
      .strictObject({ unitPriceCents: positiveCents, reason: text(200) })
      .nullable()
      .describe("Null goes back to the dataset's price, which wants no right."),
    grantId,
  })
  .meta({ id: 'OverridePrice' });

const ofTicket = { registerId: id, ticketId: id };
const ofLine = { ...ofTicket, lineId: id };

/**
 * What a connected seller does to quantities and prices of a draft. A right that is lent for a discount is bound to the line
 * or the ticket and to the cents it takes off; for a price, to the line and to the difference of the line's amount.
 */
export const pricingCommands = {
  changeQuantity: rpc(
    'encaisse.cmd.ticket.changeQuantity.v1',
    sellingCommand({ ...ofLine, ...changeQuantityBody.shape }),
    ticketView,
  ),
  discountLine: rpc(
    'encaisse.cmd.ticket.discountLine.v1',
    sellingCommand({ ...ofLine, ...discountLineBody.shape }),
    ticketView,
  ),
  overridePrice: rpc(
    'encaisse.cmd.ticket.overridePrice.v1',
    sellingCommand({ ...ofLine, ...overridePriceBody.shape }),
    ticketView,
  ),
  discountTicket: rpc(
    'encaisse.cmd.ticket.discountTicket.v1',
    sellingCommand({ ...ofTicket, ...discountTicketBody.shape }),
    ticketView,
  ),
} as const;
