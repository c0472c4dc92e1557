import type { StreamPiece } from '@encaisse/contracts';
import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ChangeLog } from '../changes/change-log.js';
import { Projector } from '../projections/projector.js';
import { PieceTaking, type TakenPiece } from './piece-taking.js';
import { StreamRepository } from './stream.repository.js';
import type { Head } from './stream-check.js';

/** Events, what follows from them and how far each stream has come: one commit. */
@Injectable()
export class EventTaking {
  constructor(
    private readonly database: DataSource,
    private readonly streams: StreamRepository,
    private readonly taking: PieceTaking,
    private readonly projector: Projector,
    private readonly changes: ChangeLog,
  ) {}

  /** The heads of the streams of `pieces` afterwards, by stream id. A piece that follows another head than ours is not read. */
  take(pieces: readonly StreamPiece[]): Promise<ReadonlyMap<string, Head>> {
    return this.changes.announcing((announce) =>
      inTransaction(this.database, async (manager) => {
        const before = await this.streams.lockPosition(manager);
        const now = new Date();
        const heads = await this.streams.heads(manager, pieces);
        const taken: TakenPiece[] = [];
        let position = before;
        for (const piece of pieces) {
          const head = heads.get(piece.streamId) ?? null;
          if (!isSame(head, piece.after)) continue;
          const one = await this.taking.take(manager, piece, { head, position });
          ({ position } = one);
          heads.set(piece.streamId, one.head);
          taken.push(one);
        }
        announce(await this.#keep(manager, taken, { before, position, now }));
        return heads;
      }),
    );
  }

  async #keep(
    manager: EntityManager,
    taken: readonly TakenPiece[],
    { before, position, now }: { readonly before: number; readonly position: number; readonly now: Date },
  ) {
    if (taken.length === 0) return [];
    await this.streams.keep(
      manager,
      taken.flatMap(({ kept }) => kept),
      now,
    );
    await this.streams.saveHeads(manager, taken, now);
    const told = await this.projector.project(
      manager,
      taken.flatMap(({ events }) => events),
    );
    await this.streams.keepFaults(manager, [...taken.flatMap(({ faults }) => faults), ...told.faults], now);
    if (position !== before) await this.streams.movePosition(manager, position);
    return this.changes.keep(manager, told.changes, now);
  }
}

const isSame = (head: Head | null, after: { incarnation: string; seq: number } | null): boolean =>
  head?.incarnation === after?.incarnation && head?.seq === after?.seq;
