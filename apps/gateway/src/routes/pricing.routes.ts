import {
  changeQuantityBody,
  discountLineBody,
  discountTicketBody,
  overridePriceBody,
  pricingCommands,
} from '@encaisse/contracts';
import { post, type Routes } from '../api/route.js';
import { EXAMPLE_GRANT_ID } from './examples.js';
import { GRANT_REFUSALS } from './refusals.js';
import { OWN_TICKET } from './ticket.routes.js';

const PRICE = [
  ...OWN_TICKET,
  'TICKET_HAS_PAYMENTS',
  'DISCOUNT_TOO_LARGE',
  'AMOUNT_INVALID',
  'LENT_FOR_LESS',
] as const;
const LINE = [...PRICE, 'LINE_UNKNOWN', 'LINE_GIVES_BACK'] as const;

/** What a connected seller does to quantities and prices. */
export const pricingRoutes = {
  changeQuantity: post('/till/registers/:registerId/tickets/:ticketId/lines/:lineId/quantity', {
    access: 'seller',
    contract: pricingCommands.changeQuantity,
    input: changeQuantityBody,
    example: { quantityThousandths: 3_000 },
    summary: ["Change a line's quantity", 'Changer la quantité d’une ligne'],
    refusals: [...LINE, 'QUANTITY_INVALID', 'LINE_FROM_LABEL'],
  }),
  discountLine: post('/till/registers/:registerId/tickets/:ticketId/lines/:lineId/discount', {
    access: 'seller',
    contract: pricingCommands.discountLine,
    input: discountLineBody,
    example: { discount: { basisPoints: 1_000 } },
    summary: [
      'Discount a line, in percent or by an amount',
      'Remise sur une ligne, en pourcentage ou en montant',
    ],
    refusals: [...LINE, ...GRANT_REFUSALS],
  }),
  overridePrice: post('/till/registers/:registerId/tickets/:ticketId/lines/:lineId/price', {
    access: 'seller',
    contract: pricingCommands.overridePrice,
    input: overridePriceBody,
    example: { price: { unitPriceCents: 250, reason: 'Emballage abîmé' }, grantId: EXAMPLE_GRANT_ID },
    summary: ["Override a line's price, with a reason", 'Modifier le prix d’une ligne, avec un motif'],
    refusals: [...LINE, ...GRANT_REFUSALS, 'LINE_FROM_LABEL'],
  }),
  discountTicket: post('/till/registers/:registerId/tickets/:ticketId/discount', {
    access: 'seller',
    contract: pricingCommands.discountTicket,
    input: discountTicketBody,
    example: { discount: { amountCents: 500 }, grantId: EXAMPLE_GRANT_ID },
    summary: [
      'Discount the ticket, in percent or by an amount',
      'Remise sur le ticket, en pourcentage ou en montant',
    ],
    refusals: [...PRICE, ...GRANT_REFUSALS, 'TICKET_EMPTY'],
  }),
} as const satisfies Routes;
