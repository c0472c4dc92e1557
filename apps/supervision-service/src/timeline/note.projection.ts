import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NOTHING, type Projected, Projection } from '../projections/projection.js';
import type { TakenEvent } from '../streams/taken-event.js';

/** Events that stores tell in their own streams and that concern a register: they stand on its timeline. */
@Injectable()
export class NoteProjection extends Projection {
  readonly tables = ['supervision_register_notes'];

  async project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected> {
    const rows = events.flatMap(({ event, storeId, position, kind }) => {
      const registerId = kind === 'STORE' && 'registerId' in event ? event.registerId : null;
      return registerId === null ? [] : [[storeId, registerId, position]];
    });
    if (rows.length > 0)
      await manager.query(
        'INSERT INTO supervision_register_notes (store_id, register_id, position) VALUES ?',
        [rows],
      );
    return NOTHING;
  }
}
