import { printWakeSubject } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';

/** Tells a till's agent to pull. It may get lost: the agent also pulls on its own timer. */
@Injectable()
export class Doorbell {
  constructor(private readonly bus: Bus) {}

  ring(tillId: string): void {
    this.bus.hint(printWakeSubject(tillId));
  }
}
