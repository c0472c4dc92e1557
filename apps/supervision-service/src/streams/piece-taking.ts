import type { StreamEvent, StreamKind, StreamPiece } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { examine } from './event-reading.js';
import { type KeptEvent, StreamRepository } from './stream.repository.js';
import { type Head, placeFaults } from './stream-check.js';
import type { Fault, TakenEvent } from './taken-event.js';

/** What became of one piece of a stream. */
export interface TakenPiece {
  readonly storeId: string;
  readonly streamId: string;
  readonly kind: StreamKind;
  readonly head: Head;
  /** The last place given. */
  readonly position: number;
  readonly kept: readonly KeptEvent[];
  /** Those that could be read. */
  readonly events: readonly TakenEvent[];
  readonly faults: readonly Fault[];
}

/** Reads the next events of a stream, and says what is wrong with them. None of it stops the stream. */
@Injectable()
export class PieceTaking {
  constructor(private readonly streams: StreamRepository) {}

  async take(
    manager: EntityManager,
    piece: StreamPiece,
    from: { readonly head: Head | null; readonly position: number },
  ): Promise<TakenPiece> {
    const { storeId, streamId, kind, incarnation } = piece;
    const held = await this.#held(manager, piece, from.head);
    let { head, position } = from;
    const kept: KeptEvent[] = [];
    const events: TakenEvent[] = [];
    const faults: Fault[] = [];
    for (const told of piece.events) {
      const { seq, hash, prevHash, correlationId, version } = told;
      const place = { storeId, streamId, incarnation, seq };
      const former = held.get(seq);
      if (former !== undefined) {
        // Its place is taken: by itself, or by another, which stays.
        if (former !== hash) {
          position += 1;
          faults.push({ ...place, position, code: 'CONFLICT', detail: { held: former, told } });
        }
        continue;
      }
      position += 1;
      const misplaced = await this.#placeFaults(manager, piece, told, head);
      const { read, fault } = examine(kind, told);
      const found = fault ? [...misplaced, fault] : misplaced;
      if (read) events.push({ ...place, ...read, position, kind, prevHash, correlationId });
      faults.push(...found.map((one) => ({ ...place, position, ...one })));
      kept.push({
        ...place,
        position,
        kind,
        type: String(told.event['type'] ?? '').slice(0, 32),
        version,
        event: told.event,
        record: told.record,
        prevHash,
        hash,
        at: read ? new Date(read.event.at) : new Date(0),
        correlationId,
      });
      head = { incarnation, seq, hash };
    }
    // A piece of nothing but what is held moves the head to its end all the same, or it would come for ever.
    const last = piece.events.at(-1);
    head = kept.length > 0 || !last ? head : { incarnation, seq: last.seq, hash: last.hash };
    if (head === null) throw new Error('a piece without events');
    return { storeId, streamId, kind, head, position, kept, events, faults };
  }

  /** Only a piece that goes back, or that is of another life, can meet what is held. */
  async #held(manager: EntityManager, piece: StreamPiece, head: Head | null) {
    const first = piece.events[0]?.seq ?? 0;
    const goesOn = head === null || (head.incarnation === piece.incarnation && first > head.seq);
    return goesOn ? new Map<number, string>() : this.streams.held(manager, piece);
  }

  async #placeFaults(manager: EntityManager, piece: StreamPiece, told: StreamEvent, head: Head | null) {
    const { seq, prevHash } = told;
    const begins = head !== null && head.incarnation !== piece.incarnation;
    const forksFrom =
      begins && (await this.streams.lifeOf(manager, piece, { seq: seq - 1, hash: prevHash })) !== undefined;
    return placeFaults(piece, told, { head, forksFrom });
  }
}
