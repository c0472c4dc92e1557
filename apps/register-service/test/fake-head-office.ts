import {
  done,
  type Outcome,
  type ReplyOf,
  refused,
  type StreamHead,
  type StreamPiece,
  streamCommands,
} from '@encaisse/contracts';
import { Bus, FIRST_HASH, linkHash } from '@encaisse/messaging';
import { pino } from 'pino';

interface Held {
  readonly incarnation: string;
  readonly seq: number;
  readonly hash: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly record: unknown;
}
type Taken = ReplyOf<typeof streamCommands.takeEvents>;

/** Stands in for supervision-service: holds what it is told, checks every link, and fails when it is asked to. */
export class FakeHeadOffice {
  /** All that was taken, by stream, in the order in which it came. */
  readonly streams = new Map<string, Held[]>();
  /** What did not follow. */
  readonly faults: string[] = [];
  /** Requests whose answer gets lost after they were taken. */
  answersToLose = 0;
  /** A stream that is refused. */
  refusedStream: string | undefined;
  /** A stream that it stumbles over. */
  brokenStream: string | undefined;
  presences = 0;

  private constructor(private readonly bus: Bus) {}

  static async start(natsUrl: string): Promise<FakeHeadOffice> {
    const bus = await Bus.connect({
      servers: [natsUrl],
      name: 'head-office',
      log: pino({ level: 'silent' }),
    });
    const office = new FakeHeadOffice(bus);
    bus.serve('supervision', streamCommands, {
      takeEvents: async ({ pieces }) => office.#take(pieces),
      reportPresence: async ({ heads }) => {
        office.presences += 1;
        const behind = heads.filter(({ streamId, seq, incarnation }) => {
          const head = office.headOf(streamId);
          return head?.seq !== seq || head.incarnation !== incarnation;
        });
        return done({
          behind: behind.map(({ storeId, streamId, kind }) => ({
            storeId,
            streamId,
            kind,
            head: office.headOf(streamId),
          })),
        });
      },
    });
    await bus.isReady();
    return office;
  }

  headOf(streamId: string): StreamHead {
    const last = this.streams.get(streamId)?.at(-1);
    return last ? { incarnation: last.incarnation, seq: last.seq } : null;
  }

  /** Its database is gone. */
  forget(): void {
    this.streams.clear();
  }

  async stop(): Promise<void> {
    await this.bus.drain();
  }

  #take(pieces: readonly StreamPiece[]): Outcome<Taken> {
    if (pieces.some(({ streamId }) => streamId === this.refusedStream)) return refused('BODY_INVALID');
    if (pieces.some(({ streamId }) => streamId === this.brokenStream)) throw new Error('what is that?');
    for (const piece of pieces) this.#takePiece(piece);
    if (this.answersToLose > 0) {
      this.answersToLose -= 1;
      throw new Error('the answer got lost');
    }
    return done({
      heads: pieces.map(({ storeId, streamId, kind }) => ({
        storeId,
        streamId,
        kind,
        head: this.headOf(streamId),
      })),
    });
  }

  #takePiece({ storeId, streamId, incarnation, after, events }: StreamPiece): void {
    const head = this.headOf(streamId);
    if (head?.seq !== after?.seq || head?.incarnation !== after?.incarnation) return;
    const held = this.streams.get(streamId) ?? [];
    this.streams.set(streamId, held);
    for (const { seq, event, record, prevHash, hash } of events) {
      const follows =
        prevHash === (seq === 1 ? FIRST_HASH : held.findLast((one) => one.seq === seq - 1)?.hash);
      const found = linkHash({ storeId, registerId: streamId, incarnation, seq, event, prevHash });
      if (!follows || found !== hash) this.faults.push(`${streamId}/${seq}`);
      held.push({ incarnation, seq, hash, event, record });
    }
  }
}
