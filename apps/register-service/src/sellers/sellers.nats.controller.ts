import { adminCommands, tillCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GivePinHandler } from './give-pin.handler.js';
import { GivePinFromHeadOfficeHandler } from './give-pin-from-head-office.handler.js';
import { SetPasswordHandler } from './set-password.handler.js';

const { givePin, setPassword } = tillCommands;
const { givePinFromHeadOffice } = adminCommands;

@Injectable()
export class SellersNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly give: GivePinHandler,
    private readonly giveFromHeadOffice: GivePinFromHeadOfficeHandler,
    private readonly set: SetPasswordHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { givePin, givePinFromHeadOffice, setPassword },
      {
        givePin: (request) => this.give.handle(request),
        givePinFromHeadOffice: (request) => this.giveFromHeadOffice.handle(request),
        setPassword: (request) => this.set.handle(request),
      },
    );
  }
}
