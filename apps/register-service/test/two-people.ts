import { randomUUID } from 'node:crypto';
import { type ApprovalAct, type ApprovalView, approvalCommands, type Outcome } from '@encaisse/contracts';
import { value } from './register-house.js';
import { asked, PASSWORD, RESPONSABLE, type StoreBuilder, type TillAtHand } from './store-builder.js';

/** The responsable of the store, the one whom head office's data name, and head office's administrator. */
export const SECOND = { code: 'R01', password: PASSWORD } as const;
type Login = { readonly code: string; readonly password: string };

/** Two people at a till of a store, or one of them at head office. R01 has her password from `choosePasswords`. */
export class TwoPeople {
  constructor(
    readonly store: StoreBuilder,
    /** Where they stand, which need not be the till that anything happens to. */
    readonly till: TillAtHand,
    readonly registerId: string,
  ) {}

  choosePasswords(): Promise<void> {
    return this.store.givePassword(this.till, SECOND.code);
  }

  ask(
    act: ApprovalAct,
    {
      seller = RESPONSABLE,
      approvalId = randomUUID() as string,
      registerId = this.registerId,
    }: { seller?: Login; approvalId?: string; registerId?: string } = {},
  ): Promise<Outcome<ApprovalView>> {
    return this.store.house.ask(approvalCommands.requestApproval, {
      ...asked(this.till),
      registerId,
      approvalId,
      seller,
      act,
      reason: 'Écran cassé',
    });
  }

  approve(
    approvalId: string,
    seller: Login = SECOND,
    request = asked(this.till),
  ): Promise<Outcome<ApprovalView>> {
    return this.store.house.ask(approvalCommands.approve, { ...request, approvalId, seller });
  }

  askFromHeadOffice(act: ApprovalAct, administrator = 'admin'): Promise<Outcome<ApprovalView>> {
    return this.store.house.ask(approvalCommands.requestApprovalFromHeadOffice, {
      idempotencyKey: randomUUID(),
      administrator,
      registerId: this.registerId,
      approvalId: randomUUID(),
      act,
      reason: 'Poste volé',
    });
  }

  approveFromHeadOffice(approvalId: string, administrator = 'admin'): Promise<Outcome<ApprovalView>> {
    return this.store.house.ask(approvalCommands.approveFromHeadOffice, {
      idempotencyKey: randomUUID(),
      administrator,
      approvalId,
    });
  }

  /** Asked by one and approved by the other. */
  async together(act: ApprovalAct): Promise<ApprovalView> {
    return value(await this.approve(value(await this.ask(act)).approvalId));
  }
}
