import { done, type Outcome } from '@encaisse/contracts';
import type { RegisterCommand } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { ActOf, ActPlace, ApprovedAct, TwoPeople } from './approved-act.js';

/** A clock that was ahead has signed a record: two people say that it is right now. */
@Injectable()
export class CorrectClockAct implements ApprovedAct<'CORRECT_CLOCK'> {
  command(_act: ActOf<'CORRECT_CLOCK'>, _place: ActPlace, people: TwoPeople): Outcome<RegisterCommand> {
    return done({ type: 'correctClock', ...people });
  }
}
