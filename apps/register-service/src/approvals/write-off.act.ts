import { done, type Outcome } from '@encaisse/contracts';
import type { RegisterCommand } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { ActOf, ActPlace, ApprovedAct, TwoPeople } from './approved-act.js';

/** A register that is out of service is given up for good. */
@Injectable()
export class WriteOffAct implements ApprovedAct<'WRITE_OFF'> {
  command(_act: ActOf<'WRITE_OFF'>, _place: ActPlace, people: TwoPeople): Outcome<RegisterCommand> {
    return done({ type: 'writeOff', ...people });
  }
}
