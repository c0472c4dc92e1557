import { changesSubject, type KeptChange, type NewChange, type toldChanges } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { integerOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';

const BYTES_MAX = 256 * 1024;

/** What watchers see, each change at its place. */
@Injectable()
export class ChangeLog {
  constructor(private readonly bus: Bus) {}

  /** In the transaction of what has changed, under the lock of the positions. */
  async keep(
    manager: EntityManager,
    changes: readonly NewChange[],
    now: Date,
  ): Promise<readonly KeptChange[]> {
    if (changes.length === 0) return [];
    let previous = await this.last(manager);
    const kept = changes.map((change) => {
      const { position, storeId } = change;
      const one = { position, previous, storeId, body: JSON.stringify({ ...change, previous }) };
      previous = position;
      return one;
    });
    await manager.query('INSERT INTO supervision_changes (position, previous, store_id, body, at) VALUES ?', [
      kept.map(({ position, previous: before, storeId, body }) => [position, before, storeId, body, now]),
    ]);
    return kept;
  }

  /** The position of the last change; before the first, the one that positions began behind. */
  async last(manager: Pick<EntityManager, 'query'>): Promise<number> {
    const [row] = (await manager.query(
      `SELECT COALESCE((SELECT MAX(position) FROM supervision_changes), began) AS position
       FROM supervision_counter WHERE id = 1`,
    )) as SqlRow[];
    return integerOf(row?.['position'] ?? null);
  }

  /**
   * Tells the gateways what `work` has announced once it is over, and committed. It may get lost on the way: whoever finds
   * that a position is missing reads it from the log.
   */
  async announcing<T>(work: (announce: (changes: readonly KeptChange[]) => void) => Promise<T>): Promise<T> {
    let announced: readonly KeptChange[] = [];
    const value = await work((changes) => {
      announced = changes;
    });
    const committedAt = performance.timeOrigin + performance.now();
    let batch: z.infer<typeof toldChanges> = [];
    let bytes = 0;
    for (const change of announced) {
      if (bytes > 0 && bytes + change.body.length > BYTES_MAX) {
        this.bus.tell(changesSubject, batch);
        batch = [];
        bytes = 0;
      }
      batch.push({ ...change, committedAt });
      bytes += change.body.length;
    }
    if (batch.length > 0) this.bus.tell(changesSubject, batch);
    return value;
  }
}
