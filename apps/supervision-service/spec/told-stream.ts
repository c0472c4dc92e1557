import { randomUUID } from 'node:crypto';
import type { StreamEvent, StreamHead, StreamKind, StreamPiece } from '@encaisse/contracts';
import { FIRST_HASH, linkHash } from '@encaisse/messaging';

type Written = { readonly type: string; readonly at: string };

/** A stream as a store tells it: events in their places, each chained to the one before. */
export class ToldStream {
  readonly events: (StreamEvent & { readonly incarnation: string })[] = [];
  incarnation: string = randomUUID();

  constructor(
    readonly storeId: string,
    readonly streamId: string,
    readonly kind: StreamKind = 'REGISTER',
  ) {}

  /** The next event of the present life. */
  append(event: Written, record?: unknown, version = 2): this {
    const last = this.events.at(-1);
    const seq = (last?.seq ?? 0) + 1;
    const prevHash = last?.hash ?? FIRST_HASH;
    const { storeId, streamId, incarnation } = this;
    const hash = linkHash({ storeId, registerId: streamId, incarnation, seq, event, prevHash });
    const told = {
      seq,
      version,
      event: { ...event },
      prevHash,
      hash,
      correlationId: randomUUID(),
      incarnation,
    };
    this.events.push(record === undefined ? told : { ...told, record });
    return this;
  }

  /** The copy of the database that holds the first `seq` events is put back, and another life begins. */
  restored(seq: number): this {
    this.events.length = seq;
    this.incarnation = randomUUID();
    return this;
  }

  get head(): NonNullable<StreamHead> {
    const last = this.events.at(-1);
    if (!last) throw new Error('nothing told');
    return { incarnation: last.incarnation, seq: last.seq };
  }

  /** Events from `from` to `to`, all of one life, as they are sent behind `after`. */
  piece(after: StreamHead, from = (after?.seq ?? 0) + 1, to = this.events.length): StreamPiece {
    const events = this.events.slice(from - 1, to);
    const incarnation = events[0]?.incarnation ?? this.incarnation;
    const { storeId, streamId, kind } = this;
    return {
      storeId,
      streamId,
      kind,
      incarnation,
      after,
      events: events.map(({ incarnation: _, ...event }) => event),
    };
  }
}
