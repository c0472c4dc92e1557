import type { ApprovalAct, ApprovalAction, Outcome } from '@encaisse/contracts';
import type { RegisterCommand } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { AcceptApartAct } from './accept-apart.act.js';
import type { ActPlace, ApprovedAct, Done, TwoPeople } from './approved-act.js';
import { LateExportAct } from './late-export.act.js';
import { correctClock, forceRelease, match, writeOff } from './plain.acts.js';
import { TransferHoldAct } from './transfer-hold.act.js';

/** Everything that takes two people; an action without its act does not compile. */
@Injectable()
export class ApprovedActs {
  readonly #acts: { readonly [A in ApprovalAction]: ApprovedAct<A> };

  constructor(transferHold: TransferHoldAct, lateExport: LateExportAct, acceptApart: AcceptApartAct) {
    this.#acts = {
      TRANSFER_HOLD: transferHold,
      FORCE_RELEASE: forceRelease,
      LATE_EXPORT: lateExport,
      MATCH: match,
      WRITE_OFF: writeOff,
      ACCEPT_APART: acceptApart,
      CORRECT_CLOCK: correctClock,
    };
  }

  tillIds(act: ApprovalAct): readonly string[] {
    return this.#of(act).tillIds?.(act) ?? [];
  }

  isDeferred(act: ApprovalAct): boolean {
    return this.#of(act).isDeferred ?? false;
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
