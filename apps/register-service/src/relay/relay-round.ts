import { type StreamPiece, streamCommands } from '@encaisse/contracts';
import { Bus, MessagingFault } from '@encaisse/messaging';
import { LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../kernel/clock.js';
import { PendingStreams } from './pending-streams.repository.js';
import { StreamPieces } from './stream-pieces.js';

const STREAMS_AT_ONCE = 64;
/** A stream that head office does not take is left alone for a while, so that it holds up no other. */
const SET_ASIDE_MS = 30_000;

/** Undefined for an error of head office's own; that it does not answer is another matter. */
function stumbled(error: unknown): undefined {
  if (error instanceof MessagingFault && error.code === 'INTERNAL') return undefined;
  throw error;
}

/** One request to head office: what it does not hold yet, as much as fits. */
@Injectable()
export class RelayRound {
  readonly #setAside = new Map<string, number>();

  constructor(
    private readonly bus: Bus,
    private readonly pending: PendingStreams,
    private readonly pieces: StreamPieces,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** False when there was nothing to send. @throws MessagingFault when head office does not answer. */
  async send(): Promise<boolean> {
    const streams = await this.pending.find(STREAMS_AT_ONCE, this.#waiting());
    if (streams.length === 0) return false;
    const pieces = await this.pieces.of(streams);
    if (pieces.length === 0) {
      // Marks that are ahead of their streams: head office says with the next presence what it holds.
      for (const { streamId } of streams) this.#leaveAlone(streamId);
      return true;
    }
    if (!(await this.#offer(pieces))) for (const piece of pieces) await this.#offerAlone(piece);
    return true;
  }

  /** False when the request as a whole was refused, or head office stumbled over it: one stream must not stop the others. */
  async #offer(pieces: readonly StreamPiece[]): Promise<boolean> {
    const taken = await this.bus.request(streamCommands.takeEvents, { pieces: [...pieces] }).catch(stumbled);
    if (!taken?.ok) return false;
    await this.pending.mark(taken.value.heads, this.clock.now());
    return true;
  }

  async #offerAlone(piece: StreamPiece): Promise<void> {
    if (await this.#offer([piece])) return;
    const { streamId, kind, incarnation, events } = piece;
    this.log.error(
      { streamId, kind, incarnation, seq: events[0]?.seq },
      'head office does not take the events of a stream',
    );
    this.#leaveAlone(streamId);
  }

  #leaveAlone(streamId: string): void {
    this.#setAside.set(streamId, this.clock.now().getTime() + SET_ASIDE_MS);
  }

  #waiting(): readonly string[] {
    const now = this.clock.now().getTime();
    for (const [streamId, until] of this.#setAside) if (until <= now) this.#setAside.delete(streamId);
    return [...this.#setAside.keys()];
  }
}
