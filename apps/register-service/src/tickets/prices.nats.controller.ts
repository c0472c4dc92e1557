import { pricingCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ChangeQuantityHandler } from './change-quantity.handler.js';
import { DiscountLineHandler } from './discount-line.handler.js';
import { DiscountTicketHandler } from './discount-ticket.handler.js';
import { OverridePriceHandler } from './override-price.handler.js';

@Injectable()
export class PricesNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly quantity: ChangeQuantityHandler,
    private readonly lineDiscount: DiscountLineHandler,
    private readonly price: OverridePriceHandler,
    private readonly ticketDiscount: DiscountTicketHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('register', pricingCommands, {
      changeQuantity: (request) => this.quantity.handle(request),
      discountLine: (request) => this.lineDiscount.handle(request),
      overridePrice: (request) => this.price.handle(request),
      discountTicket: (request) => this.ticketDiscount.handle(request),
    });
  }
}
