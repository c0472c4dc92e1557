import { done, type Outcome } from '@encaisse/contracts';
import type { RegisterCommand } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { Closings } from '../closings/closing.row.js';
import type { ActOf, ActPlace, ApprovedAct, Done, TwoPeople } from './approved-act.js';

/** The hold is lost: the register goes out of service, so that no number of it is ever used twice. */
@Injectable()
export class ForceReleaseAct implements ApprovedAct<'FORCE_RELEASE'> {
  command(_act: ActOf<'FORCE_RELEASE'>, _place: ActPlace, people: TwoPeople): Outcome<RegisterCommand> {
    return done({ type: 'forceRelease', ...people });
  }

  /** A count that was going on is none any more. */
  async follow(_act: ActOf<'FORCE_RELEASE'>, { manager, before }: Done, { at }: TwoPeople): Promise<void> {
    if (before.state !== 'CLOSING') return;
    const { storeId, closingId } = before;
    await manager.update(
      Closings,
      { storeId, closingId, state: 'COUNTING' },
      { state: 'CANCELLED', endedAt: new Date(at) },
    );
  }
}
