import { done, type Outcome, refused } from '@encaisse/contracts';
import { isHeld, type RegisterCommand } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { Doorbell } from '../printing/doorbell.js';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import type { PrintJobRow } from '../printing/print-job.row.js';
import { Tills } from '../tills/till.row.js';
import type { ActOf, ActPlace, ApprovedAct, Done, TwoPeople } from './approved-act.js';

/** The till is dead: another one goes on with its hold, its sessions, its drafts, and what it had not begun to print. */
@Injectable()
export class TransferHoldAct implements ApprovedAct<'TRANSFER_HOLD'> {
  constructor(
    private readonly printJobs: PrintJobRepository,
    private readonly doorbell: Doorbell,
  ) {}

  tillIds({ toTillId }: ActOf<'TRANSFER_HOLD'>): readonly string[] {
    return [toTillId];
  }

  async command(
    { toTillId }: ActOf<'TRANSFER_HOLD'>,
    { manager, register: { storeId }, situationOf }: ActPlace,
    people: TwoPeople,
  ): Promise<Outcome<RegisterCommand>> {
    const known = await manager.existsBy(Tills, { tillId: toTillId, storeId, revokedAt: IsNull() });
    if (!known) return refused('TILL_UNKNOWN', { tillId: toTillId });
    return done({ type: 'transferHold', ...people, till: situationOf(toTillId) });
  }

  async follow(
    { toTillId }: ActOf<'TRANSFER_HOLD'>,
    { manager, unit, before }: Done,
    { at }: TwoPeople,
  ): Promise<void> {
    const { register } = unit;
    if (!isHeld(before) || !isHeld(register)) throw new Error(`register ${register.id} moved without a hold`);
    const { storeId, id: registerId } = register;
    const place = { storeId, registerId, tillId: before.hold.tillId };
    const jobs = await this.printJobs.lockPending(manager, place);
    const now = new Date(at);
    for (const job of jobs.filter(hasBegun)) await this.#giveUp(manager, job, now);
    await this.printJobs.move(manager, jobs, { tillId: toTillId, epoch: register.hold.epoch, now });
    unit.afterCommit(() => this.doorbell.ring(toTillId));
  }

  /** Nobody knows what came out of the dead till's printer: a person decides. */
  #giveUp(manager: EntityManager, job: PrintJobRow, now: Date): Promise<void> {
    const { sequence } = job;
    const report = { state: 'UNKNOWN', reason: null, detail: 'the hold moved to another till' } as const;
    const when = { at: now.toISOString(), sequence: sequence + 1, attempt: 1, final: true };
    return this.printJobs.record(manager, job, { ...report, ...when }, now);
  }
}

const hasBegun = ({ state }: PrintJobRow): boolean => state === 'SENDING' || state === 'SENT';
