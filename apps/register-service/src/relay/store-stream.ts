import { canonicalJson, type StoreDescription, type StoreEvent } from '@encaisse/contracts';
import { FIRST_HASH, linkHash } from '@encaisse/messaging';
import { sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentLife } from '../kernel/incarnation.row.js';
import { Registers } from '../registers/register.row.js';
import { type StoreRow, Stores } from '../stores/store.row.js';
import { Tills } from '../tills/till.row.js';
import { StoreOutbox, type StoreStreamRow, StoreStreams } from './relay.row.js';

/** By what a command is told from another: when it was, and what it belongs to. */
export interface StoreEventRun {
  readonly at: Date;
  readonly correlationId: string;
}
type Undated = StoreEvent extends infer E ? (E extends StoreEvent ? Omit<E, 'at'> : never) : never;

const NOT_DESCRIBED = FIRST_HASH;

/** What happens in a store that is no register's, told to head office in the order in which it happened. */
@Injectable()
export class StoreStream {
  /** In the transaction of what it tells, after every other lock of it: whoever holds a stream waits for nobody. */
  async append(manager: EntityManager, storeId: string, event: Undated, run: StoreEventRun): Promise<void> {
    await this.#append(manager, await this.#lock(manager, storeId), event, run);
  }

  /** Tells how the store is now, unless that was told already. */
  async describe(manager: EntityManager, storeId: string, run: StoreEventRun): Promise<void> {
    const stream = await this.#lock(manager, storeId);
    const store = await descriptionOf(manager, storeId);
    const descriptionSha256 = sha256(canonicalJson(store));
    if (descriptionSha256 === stream.descriptionSha256) return;
    await this.#append(manager, { ...stream, descriptionSha256 }, { type: 'storeDescribed', store }, run);
  }

  async #lock(manager: EntityManager, storeId: string): Promise<StoreStreamRow> {
    const { incarnation } = await currentLife(manager);
    const held = await this.#held(manager, storeId);
    if (held) return { ...held, incarnation };
    // Only where there is none: an INSERT IGNORE of a row that is there shares its lock, and two that share it wait for each other.
    await manager.query('INSERT IGNORE INTO register_store_streams VALUES (?, 0, ?, ?, ?)', [
      storeId,
      incarnation,
      FIRST_HASH,
      NOT_DESCRIBED,
    ]);
    const made = await this.#held(manager, storeId);
    if (!made) throw new Error(`store ${storeId} has no stream`);
    return { ...made, incarnation };
  }

  #held(manager: EntityManager, storeId: string): Promise<StoreStreamRow | null> {
    return manager.findOne(StoreStreams, { where: { storeId }, lock: { mode: 'pessimistic_write' } });
  }

  async #append(
    manager: EntityManager,
    { storeId, seq: lastSeq, incarnation, lastHash, descriptionSha256 }: StoreStreamRow,
    undated: Undated,
    { at, correlationId }: StoreEventRun,
  ): Promise<void> {
    const event = { ...undated, at: at.toISOString() } as StoreEvent;
    const seq = lastSeq + 1;
    const hash = linkHash({ storeId, registerId: storeId, incarnation, seq, event, prevHash: lastHash });
    await manager.insert(StoreOutbox, {
      storeId,
      seq,
      incarnation,
      event,
      prevHash: lastHash,
      hash,
      at,
      correlationId,
    });
    await manager.update(StoreStreams, { storeId }, { seq, incarnation, lastHash: hash, descriptionSha256 });
  }
}

async function descriptionOf(manager: EntityManager, storeId: string): Promise<StoreDescription> {
  const store: StoreRow = await manager.findOneByOrFail(Stores, { storeId });
  const tills = await manager.find(Tills, { where: { storeId }, order: { code: 'ASC' } });
  const registers = await manager.find(Registers, { where: { storeId }, order: { number: 'ASC' } });
  return {
    code: store.code,
    name: store.name,
    timeZone: store.timeZone,
    toleranceCents: store.toleranceCents,
    tills: tills.map(({ tillId, code, name, revokedAt }) => ({
      tillId,
      code,
      name,
      revoked: revokedAt !== null,
    })),
    registers: registers.map(({ registerId, number, name }) => ({ registerId, number, name })),
  };
}
