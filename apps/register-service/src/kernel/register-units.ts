import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { RegisterRepository } from '../registers/register.repository.js';
import type { CommandRun } from './after-commit.js';
import { EventStore } from './event-store.js';
import { RegisterUnit } from './register-unit.js';

/** Registers for whoever runs the transaction himself because it serves several commands. The order is that of `RegisterTransaction`. */
@Injectable()
export class RegisterUnits {
  constructor(
    private readonly registers: RegisterRepository,
    private readonly events: EventStore,
  ) {}

  /**
   * First. Each register by its id; one that is not there is missing. Neither its till is locked nor what else that holds
   * or imports: selling does not ask.
   */
  async lock(
    manager: EntityManager,
    registerIds: Iterable<string>,
    at: Date,
  ): Promise<ReadonlyMap<string, RegisterUnit>> {
    const run = runOf(at);
    const locked = await this.registers.lock(manager, registerIds);
    return new Map(
      [...locked].map(([id, register]) => [id, new RegisterUnit(id, new Map([[id, register]]), run)]),
    );
  }

  /** Last: writes what has happened to them. */
  async append(manager: EntityManager, units: Iterable<RegisterUnit>): Promise<void> {
    for (const unit of units) {
      for (const change of unit.changes()) await this.events.append(manager, change);
    }
  }
}

/** Such a transaction rings its doorbells itself, and its refusals take nothing back. */
const runOf = (at: Date): CommandRun => ({
  at,
  correlationId: uuidv7(),
  afterCommit: () => {
    throw new Error('a shared transaction has no task after its commit');
  },
  keepDespiteRefusal: () => {
    throw new Error('a shared transaction keeps nothing of a refused command');
  },
});
