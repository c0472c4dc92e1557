import {
  APPROVAL_LIFE_MS,
  type ApprovalAct,
  type ApprovalView,
  done,
  type Outcome,
  type Person,
  refused,
} from '@encaisse/contracts';
import {
  decide,
  type Register,
  type RegisterCommand,
  type RegisterEvent,
  tillSituation,
} from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acceptances } from '../exports/acceptance.row.js';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import type { CommandIdentity } from '../kernel/stored-answers.js';
import { RegisterRepository } from '../registers/register.repository.js';
import { ApprovalOutcomes, type ApprovalRow, Approvals as ApprovalRows } from './approval.row.js';
import { approvalView } from './approval.view.js';
import { nameOf, type StorePerson, type TwoPeople } from './approved-act.js';
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
    const place = {
      manager,
      register,
      situationOf: (id: string) => tillSituation(id, others),
      // Where head office asks, whoever approves may be of the store.
      storePerson: { code: nameOf(person), tillId: tillId ?? '' },
    };
    // The second person is not known yet; all that is asked of her is that she is another one.
    const people = { at: at.toISOString(), by: nameOf(person), approvedBy: '', reason };
    const command = await this.acts.command(act, place, people);
    if (!command.ok) return command;
    const possible = rehearsed(register, command.value);
    if (!possible.ok) return possible;
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
    return done(approvalView(row, at));
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
        const storePerson = storePersonOf(row, { person, tillId });
        const situationOf = (id: string) => unit.situationOf(id);
        const place = { manager, register: before, situationOf, storePerson };
        const command = await this.acts.command(act, place, people);
        if (!command.ok) return command;
        const decided = this.acts.isDeferred(act)
          ? rehearsed(before, command.value)
          : unit.decide(command.value);
        if (!decided.ok) return decided;
        const events = decided.value;
        await this.acts.follow(act, { manager, unit, before, events, approvalId, storePerson }, people);
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
        return done(approvalView(row, now, outcome, await acceptanceOf(manager, approvalId)));
      },
    });
  }
}

const acceptanceOf = async (manager: EntityManager, approvalId: string) =>
  (await manager.findOneBy(Acceptances, { approvalId })) ?? undefined;

/** What the domain would say, with nothing done. */
function rehearsed(register: Register, command: RegisterCommand): Outcome<readonly RegisterEvent[]> {
  const decision = decide(register, command);
  return decision.ok ? done([]) : refused(decision.refusal.code, decision.refusal.facts);
}

function storePersonOf(row: ApprovalRow, approver: Signatory): StorePerson | null {
  if (row.requestedByKind === 'SELLER' && row.tillId !== null)
    return { code: row.requestedBy, tillId: row.tillId };
  const { person, tillId } = approver;
  return person.kind === 'SELLER' && tillId !== null ? { code: person.code, tillId } : null;
}

const peopleOf = (row: ApprovalRow, approver: Person, at: string): TwoPeople => ({
  at,
  by: nameOf({ kind: row.requestedByKind, code: row.requestedBy }),
  approvedBy: nameOf(approver),
  reason: row.reason,
});
