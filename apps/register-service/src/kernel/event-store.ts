import { linkHash } from '@encaisse/messaging';
import type { Register, RegisterEvent } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RegisterRepository } from '../registers/register.repository.js';
import { SessionRecords } from '../registers/session-records.js';
import { insertRows } from './insert-rows.js';
import { Outbox, type OutboxRow } from './outbox.row.js';

/** One event, the register after it, and the request that brought it. */
export interface ChangeStep {
  readonly event: RegisterEvent;
  readonly after: Register;
  readonly correlationId: string;
}

/** A locked register, what it was when it was locked, and what has happened to it since. */
export interface ChangedRegister {
  readonly register: Register;
  readonly versionBefore: number;
  readonly hashBefore: string;
  readonly steps: readonly ChangeStep[];
}

/** Writes what has happened to a register: its row, its links of the outbox, and the tables that follow from its events. */
@Injectable()
export class EventStore {
  constructor(
    private readonly registers: RegisterRepository,
    private readonly records: SessionRecords,
  ) {}

  async append(manager: EntityManager, changed: ChangedRegister): Promise<void> {
    const { register, versionBefore, hashBefore, steps } = changed;
    const { id: registerId, storeId, incarnation } = register;
    const rows: OutboxRow[] = [];
    let lastHash = hashBefore;
    for (const [index, { event, correlationId }] of steps.entries()) {
      const link = {
        storeId,
        registerId,
        incarnation,
        seq: versionBefore + index + 1,
        event,
        prevHash: lastHash,
      };
      lastHash = linkHash(link);
      rows.push({ ...link, hash: lastHash, at: new Date(event.at), correlationId });
    }
    await insertRows(manager, Outbox, rows);
    await this.registers.update(manager, { register, lastHash }, versionBefore);
    for (const { event, after } of steps) await this.records.follow(manager, event, after);
  }
}
