import {
  APPROVAL_LIFE_MS,
  type ApprovalAct,
  type ApprovalView,
  done,
  type Outcome,
  type Person,
  refused,
} from '@encaisse/contracts';
import { decide, tillSituation } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import type { CommandIdentity } from '../kernel/stored-answers.js';
import { RegisterRepository } from '../registers/register.repository.js';
import { ApprovalOutcomes, type ApprovalRow, Approvals as ApprovalRows } from './approval.row.js';
import { approvalView } from './approval.view.js';
import { nameOf, type TwoPeople } from './approved-act.js';
import { ApprovedActs } from './approved-acts.js';

/** Somebody who asks or approves, and where; at head office there is no till. */
export interface Signatory {
  readonly person: Person;
  readonly tillId: string | null;
  /** The store she works in; head office sees all. */
  readonly storeId?: string;
}
export interface ApprovalOrder {
  readonly approvalId: string;
  readonly registerId: string;
  readonly act: ApprovalAct;
  readonly reason: string;
}

/** Two people: the first one asks, the second one's approval does it, in one transaction, within ten minutes. */
@Injectable()
export class Approvals {
  constructor(
    private readonly transaction: RegisterTransaction,
    private readonly registers: RegisterRepository,
    private readonly acts: ApprovedActs,
  ) {}

  /** What could not be done now anyway is refused at once, before a second person is fetched. */
  async request(
    manager: EntityManager,
    { approvalId, registerId, act, reason }: ApprovalOrder,
    { person, tillId, storeId }: Signatory,
    at: Date,
  ): Promise<Outcome<ApprovalView>> {
    const register = await this.registers.find(manager, registerId);
    if (!register || (storeId !== undefined && register.storeId !== storeId))
      return refused('REGISTER_UNKNOWN', { registerId });
    const others = await this.registers.ofStore(manager, register.storeId);
    const place = { manager, register, situationOf: (id: string) => tillSituation(id, others) };
    // The second person is not known yet; all that is asked of her is that she is another one.
    const people = { at: at.toISOString(), by: nameOf(person), approvedBy: '', reason };
    const command = await this.acts.command(act, place, people);
    if (!command.ok) return command;
    const decision = decide(register, command.value);
    if (!decision.ok) return refused(decision.refusal.code, decision.refusal.facts);
    if (await manager.existsBy(ApprovalRows, { approvalId })) return refused('ID_REUSED', { approvalId });
    const row: ApprovalRow = {
      approvalId,
      storeId: register.storeId,
      registerId,
      tillId,
      act,
      reason,
      requestedByKind: person.kind,
      requestedBy: person.code,
      requestedAt: at,
      expiresAt: new Date(at.getTime() + APPROVAL_LIFE_MS),
    };
    await manager.insert(ApprovalRows, row);
    return done(approvalView(row, undefined, at));
  }

  approve(
    row: ApprovalRow,
    { person, tillId }: Signatory,
    identity: CommandIdentity,
  ): Promise<Outcome<ApprovalView>> {
    const { approvalId, storeId, registerId, act } = row;
    return this.transaction.run({
      identity,
      registerId,
      storeId,
      alsoTillIds: this.acts.tillIds(act),
      work: async (unit, manager) => {
        const now = new Date(unit.at);
        if (await manager.existsBy(ApprovalOutcomes, { approvalId }))
          return refused('APPROVAL_DONE', { approvalId });
        if (now >= row.expiresAt)
          return refused('APPROVAL_EXPIRED', { approvalId, expiredAt: row.expiresAt.toISOString() });
        const people = peopleOf(row, person, unit.at);
        const before = unit.register;
        const situationOf = (id: string) => unit.situationOf(id);
        const command = await this.acts.command(act, { manager, register: before, situationOf }, people);
        if (!command.ok) return command;
        const decided = unit.decide(command.value);
        if (!decided.ok) return decided;
        await this.acts.follow(act, { manager, unit, before }, people);
        const outcome = {
          approvalId,
          storeId,
          registerId,
          tillId,
          approvedByKind: person.kind,
          approvedBy: person.code,
          approvedAt: now,
        };
        await manager.insert(ApprovalOutcomes, outcome);
        return done(approvalView(row, outcome, now));
      },
    });
  }
}

const peopleOf = (row: ApprovalRow, approver: Person, at: string): TwoPeople => ({
  at,
  by: nameOf({ kind: row.requestedByKind, code: row.requestedBy }),
  approvedBy: nameOf(approver),
  reason: row.reason,
});
