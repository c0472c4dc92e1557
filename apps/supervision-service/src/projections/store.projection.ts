import type { StoreEvent } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TakenEvent } from '../streams/taken-event.js';
import { type Projected, Projection } from './projection.js';

/** Which stores there are, with their tills and registers, as they described themselves last. */
@Injectable()
export class StoreProjection extends Projection {
  readonly tables = ['supervision_stores', 'supervision_tills', 'supervision_named_registers'];

  async project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected> {
    const told = events.filter(({ kind }) => kind === 'STORE');
    const latest = new Map<string, TakenEvent>();
    for (const taken of told) if (taken.event.type === 'storeDescribed') latest.set(taken.storeId, taken);
    for (const taken of latest.values()) await describe(manager, taken);
    return {
      changes: told.map(({ position, storeId, seq, correlationId, event }) => ({
        position,
        storeId,
        type: 'store',
        cause: { type: event.type, at: event.at, seq, correlationId },
        store: event.type === 'storeDescribed' ? event.store : null,
      })),
      faults: [],
    };
  }
}

async function describe(manager: EntityManager, { storeId, position, event }: TakenEvent): Promise<void> {
  const { store } = event as Extract<StoreEvent, { type: 'storeDescribed' }>;
  await manager.query(
    `INSERT INTO supervision_stores (store_id, code, name, time_zone, tolerance_cents, position) VALUES (?)
     ON DUPLICATE KEY UPDATE code = VALUES(code), name = VALUES(name), time_zone = VALUES(time_zone),
       tolerance_cents = VALUES(tolerance_cents), position = VALUES(position)`,
    [[storeId, store.code, store.name, store.timeZone, store.toleranceCents, position]],
  );
  await manager.query('DELETE FROM supervision_tills WHERE store_id = ?', [storeId]);
  if (store.tills.length > 0) {
    await manager.query('INSERT INTO supervision_tills (store_id, till_id, code, name, revoked) VALUES ?', [
      store.tills.map(({ tillId, code, name, revoked }) => [storeId, tillId, code, name, revoked]),
    ]);
  }
  await manager.query('DELETE FROM supervision_named_registers WHERE store_id = ?', [storeId]);
  if (store.registers.length > 0) {
    await manager.query(
      'INSERT INTO supervision_named_registers (store_id, register_id, number, name) VALUES ?',
      [store.registers.map(({ registerId, number, name }) => [storeId, registerId, number, name])],
    );
  }
}
