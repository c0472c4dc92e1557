import { type Outcome, refused } from '@encaisse/contracts';
import { isHeld, type Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { RegisterRepository } from '../registers/register.repository.js';
import { Tills } from '../tills/till.row.js';
import type { CommandRun } from './after-commit.js';
import { CommandTransaction, Overtaken } from './command-transaction.js';
import { EventStore } from './event-store.js';
import { RegisterUnit } from './register-unit.js';
import type { CommandIdentity } from './stored-answers.js';

/** What a command's work is given: the locked registers, and the manager for rows of its own. */
export type RegisterWork<T> = (unit: RegisterUnit, manager: EntityManager) => Promise<Outcome<T>>;

export interface RegisterCommandSteps<T> {
  readonly registerId: string;
  /** None for a report, which is the same by what it says. */
  readonly identity?: CommandIdentity;
  /** The till that asks; none when sync-service does. */
  readonly tillId?: string;
  /** Tills besides those behind the register whose situation the work asks for. */
  readonly alsoTillIds?: readonly string[];
  /** The store of whoever asks: a register of another one is unknown to it. */
  readonly storeId?: string;
  /** What still stands against who asks once the answer was not a stored one. */
  readonly barred?: () => ReturnType<typeof refused> | undefined;
  /** Only this register is locked, and neither its till nor what else is on it: for selling, which asks for neither. */
  readonly alone?: boolean;
  readonly work: RegisterWork<T>;
}

/** The tills whose situation a change of this register may depend on or change. */
const tillsOf = (register: Register): readonly string[] => {
  if (isHeld(register)) return [register.hold.tillId];
  if (register.state === 'READY') return [register.tillId];
  if (register.state !== 'IMPORTING') return [];
  const { tillId, former } = register;
  return former.state === 'READY' ? [tillId, former.tillId] : [tillId];
};

/**
 * The one way a register changes: till rows are locked, then register rows, then hold, matrix and payload are asked, then rows,
 * events and answer are written, all in one transaction.
 */
@Injectable()
export class RegisterTransaction {
  constructor(
    private readonly transaction: CommandTransaction,
    private readonly registers: RegisterRepository,
    private readonly events: EventStore,
  ) {}

  run<T>(steps: RegisterCommandSteps<T>): Promise<Outcome<T>> {
    const { identity, tillId, registerId, alsoTillIds = [], alone = false } = steps;
    let tillIds: readonly string[] = [];
    return this.transaction.run<T>({
      identity,
      lock: async (manager) => {
        if (alone) return;
        const behind = tillId === undefined ? await this.#tillsBehind(manager, registerId) : [tillId];
        tillIds = [...new Set([...behind, ...alsoTillIds])];
        await this.lockTills(manager, tillIds);
      },
      work: (manager, run) => this.#work(steps, tillIds, manager, run),
    });
  }

  async #work<T>(
    { registerId, storeId, tillId, barred, alone = false, work }: RegisterCommandSteps<T>,
    tillIds: readonly string[],
    manager: EntityManager,
    run: CommandRun,
  ): Promise<Outcome<T>> {
    const refusal = barred?.();
    if (refusal) return refusal;
    const onTills = alone ? [] : await this.registers.idsOnTills(manager, tillIds);
    const locked = await this.registers.lock(manager, [registerId, ...onTills]);
    const register = locked.get(registerId)?.register;
    if (!register || (storeId !== undefined && register.storeId !== storeId))
      return refused('REGISTER_UNKNOWN');
    if (tillId === undefined && tillsOf(register).some((id) => !tillIds.includes(id))) {
      // It moved to a till that is not locked, between the look and the lock.
      throw new Overtaken();
    }
    const unit = new RegisterUnit(registerId, locked, run);
    const outcome = await work(unit, manager);
    for (const change of unit.changes()) await this.events.append(manager, change);
    return outcome;
  }

  async #tillsBehind(manager: EntityManager, registerId: string): Promise<readonly string[]> {
    const register = await this.registers.find(manager, registerId);
    return register === undefined ? [] : tillsOf(register);
  }

  /** Locks in the order of the ids, before any register. */
  async lockTills(manager: EntityManager, tillIds: readonly string[]): Promise<void> {
    await manager.find(Tills, {
      select: { tillId: true },
      where: { tillId: In([...tillIds]) },
      order: { tillId: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }
}
