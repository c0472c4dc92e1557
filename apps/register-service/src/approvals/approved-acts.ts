import type { ApprovalAct, ApprovalAction, Outcome } from '@encaisse/contracts';
import type { RegisterCommand } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { ActPlace, ApprovedAct, Done, TwoPeople } from './approved-act.js';
import { CorrectClockAct } from './correct-clock.act.js';
import { ForceReleaseAct } from './force-release.act.js';
import { TransferHoldAct } from './transfer-hold.act.js';
import { WriteOffAct } from './write-off.act.js';

/** Everything that takes two people; an action without its act does not compile. */
@Injectable()
export class ApprovedActs {
  readonly #acts: { readonly [A in ApprovalAction]: ApprovedAct<A> };

  constructor(
    transferHold: TransferHoldAct,
    forceRelease: ForceReleaseAct,
    writeOff: WriteOffAct,
    correctClock: CorrectClockAct,
  ) {
    this.#acts = {
      TRANSFER_HOLD: transferHold,
      FORCE_RELEASE: forceRelease,
      WRITE_OFF: writeOff,
      CORRECT_CLOCK: correctClock,
    };
  }

  tillIds(act: ApprovalAct): readonly string[] {
    return this.#of(act).tillIds?.(act) ?? [];
  }

  async command(act: ApprovalAct, place: ActPlace, people: TwoPeople): Promise<Outcome<RegisterCommand>> {
    return this.#of(act).command(act, place, people);
  }

  async follow(act: ApprovalAct, done: Done, people: TwoPeople): Promise<void> {
    await this.#of(act).follow?.(act, done, people);
  }

  #of({ action }: ApprovalAct): ApprovedAct<ApprovalAction> {
    // An act's action names its own entry, which TypeScript cannot follow across the union.
    return this.#acts[action] as ApprovedAct<ApprovalAction>;
  }
}
