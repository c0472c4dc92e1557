import {
  BATCH_BYTES_MAX,
  BATCH_EVENTS_MAX,
  EVENT_VERSION,
  type StreamEvent,
  type StreamPiece,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { EventRecords } from './event-records.js';
import { type PendingStream, PendingStreams, type StoredEvent } from './pending-streams.repository.js';

/** What is sent at once: the next events of several streams, with the records that they name. */
@Injectable()
export class StreamPieces {
  constructor(
    private readonly pending: PendingStreams,
    private readonly records: EventRecords,
  ) {}

  /** One piece of each stream that still has a place; at least one event, however large it is. */
  async of(streams: readonly PendingStream[]): Promise<readonly StreamPiece[]> {
    const pieces: StreamPiece[] = [];
    let events = 0;
    let bytes = 0;
    for (const stream of streams) {
      const piece: StreamEvent[] = [];
      const [incarnation, stored] = await this.#next(stream, BATCH_EVENTS_MAX - events);
      for (const event of stored) {
        const size = Buffer.byteLength(JSON.stringify(event));
        if (events > 0 && bytes + size > BATCH_BYTES_MAX) break;
        piece.push(event);
        events += 1;
        bytes += size;
      }
      const { storeId, streamId, kind, head } = stream;
      if (piece.length > 0) pieces.push({ storeId, streamId, kind, incarnation, after: head, events: piece });
      if (events >= BATCH_EVENTS_MAX || bytes >= BATCH_BYTES_MAX) break;
    }
    return pieces;
  }

  /** All of one life: where another begins, the next piece does. */
  async #next(stream: PendingStream, limit: number): Promise<readonly [string, readonly StreamEvent[]]> {
    const stored = await this.pending.events(stream, limit);
    const incarnation = stored[0]?.incarnation ?? '';
    const other = stored.findIndex((event) => event.incarnation !== incarnation);
    const ofOneLife = other === -1 ? stored : stored.slice(0, other);
    const records = await this.records.of(stream.storeId, ofOneLife);
    return [incarnation, ofOneLife.map((event) => streamEvent(event, records.get(event.seq)))];
  }
}

const streamEvent = (
  { seq, event, prevHash, hash, correlationId }: StoredEvent,
  record: unknown,
): StreamEvent => ({
  seq,
  version: EVENT_VERSION,
  event,
  ...(record === undefined ? {} : { record }),
  prevHash,
  hash,
  correlationId,
});
