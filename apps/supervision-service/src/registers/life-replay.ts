import { readRegisterEvent } from '@encaisse/contracts';
import { integerOf, jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TakenEvent } from '../streams/taken-event.js';
import { evolveModel, newModel, type RegisterModel } from './register-model.js';

const PAGE = 1_000;

/** Part of a stream, all of one life: from `first` to `last`. */
interface Stretch {
  readonly incarnation: string;
  readonly first: number;
  readonly last: number;
}

/** What a register was when the copy of its database was made that a new life began from. */
@Injectable()
export class LifeReplay {
  /** Undefined when we do not hold the event that the life began behind. */
  async upTo(manager: EntityManager, begun: TakenEvent): Promise<RegisterModel | undefined> {
    const { storeId, streamId } = begun;
    const stretches = await this.#stretches(manager, begun);
    const [first] = stretches;
    if (!first) return undefined;
    let model = newModel({ storeId, registerId: streamId, incarnation: first.incarnation });
    for (const stretch of stretches) model = await this.#through(manager, begun, stretch, model);
    return model;
  }

  /** Back along the chain, from life to life, to the first event; oldest first. */
  async #stretches(
    manager: EntityManager,
    { storeId, streamId, seq, prevHash }: TakenEvent,
  ): Promise<Stretch[]> {
    const stretches: Stretch[] = [];
    let [last, hash] = [seq - 1, prevHash];
    while (last > 0) {
      const [held] = (await manager.query(
        `SELECT incarnation FROM supervision_events
         WHERE store_id = ? AND stream_id = ? AND seq = ? AND hash = ? LIMIT 1`,
        [storeId, streamId, last, hash],
      )) as SqlRow[];
      if (!held) return [];
      const incarnation = String(held['incarnation']);
      const [begin] = (await manager.query(
        `SELECT seq, prev_hash FROM supervision_events
         WHERE store_id = ? AND stream_id = ? AND incarnation = ? ORDER BY seq LIMIT 1`,
        [storeId, streamId, incarnation],
      )) as SqlRow[];
      const first = integerOf(begin?.['seq'] ?? null);
      stretches.unshift({ incarnation, first, last });
      [last, hash] = [first - 1, String(begin?.['prev_hash'])];
    }
    return stretches;
  }

  async #through(
    manager: EntityManager,
    { storeId, streamId }: TakenEvent,
    { incarnation, first, last }: Stretch,
    from: RegisterModel,
  ): Promise<RegisterModel> {
    let model = from;
    for (let after = first - 1; after < last; ) {
      const rows = (await manager.query(
        `SELECT seq, event FROM supervision_events
         WHERE store_id = ? AND stream_id = ? AND incarnation = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ${PAGE}`,
        [storeId, streamId, incarnation, after, last],
      )) as SqlRow[];
      for (const row of rows) model = evolveModel(model, readRegisterEvent(jsonOf(row['event'])));
      const end = rows.at(-1);
      if (!end) return model;
      after = integerOf(end['seq']);
    }
    return model;
  }
}
