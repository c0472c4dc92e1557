import { ticketCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AddLineHandler } from './add-line.handler.js';
import { AddPaymentHandler } from './add-payment.handler.js';
import { RemoveLineHandler } from './remove-line.handler.js';
import { RemovePaymentHandler } from './remove-payment.handler.js';

const { addLine, removeLine, addPayment, removePayment } = ticketCommands;

@Injectable()
export class LinesNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly addLine: AddLineHandler,
    private readonly removeLine: RemoveLineHandler,
    private readonly addPayment: AddPaymentHandler,
    private readonly removePayment: RemovePaymentHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { addLine, removeLine, addPayment, removePayment },
      {
        addLine: (request) => this.addLine.handle(request),
        removeLine: (request) => this.removeLine.handle(request),
        addPayment: (request) => this.addPayment.handle(request),
        removePayment: (request) => this.removePayment.handle(request),
      },
    );
  }
}
