import { randomUUID } from 'node:crypto';
import { EVENT_VERSION } from '@encaisse/contracts';
import { FIRST_HASH, linkHash } from '@encaisse/messaging';

/** @import { StreamEvent, StreamHead, StreamKind, StreamPiece } from '@encaisse/contracts' */

/** A stream as a store has it in its outbox, and what head office said last that it holds of it. */
export class ToldStream {
  /** @type {StreamEvent[]} */
  #events = [];
  /** Bytes of each event, as it is sent. @type {number[]} */
  #sizes = [];
  #incarnation = randomUUID();
  /** @type {StreamHead} */
  held = null;

  /**
   * @param {string} storeId
   * @param {string} streamId
   * @param {StreamKind} kind
   */
  constructor(storeId, streamId, kind) {
    this.storeId = storeId;
    this.streamId = streamId;
    this.kind = kind;
  }

  get length() {
    return this.#events.length;
  }

  /** Whether head office holds less than there is. */
  get isPending() {
    return this.#heldSeq < this.length;
  }

  get head() {
    const { storeId, streamId, kind } = this;
    return { storeId, streamId, kind, incarnation: this.#incarnation, seq: this.length };
  }

  get #heldSeq() {
    return this.held?.incarnation === this.#incarnation ? this.held.seq : 0;
  }

  /**
   * @param {Record<string, unknown>} event
   * @param {unknown} [record] what it names
   */
  append(event, record) {
    const { storeId, streamId: registerId } = this;
    const seq = this.length + 1;
    const prevHash = this.#events.at(-1)?.hash ?? FIRST_HASH;
    const hash = linkHash({ storeId, registerId, incarnation: this.#incarnation, seq, event, prevHash });
    const place = { seq, version: EVENT_VERSION, prevHash, hash, correlationId: randomUUID() };
    const told = record === undefined ? { ...place, event } : { ...place, event, record };
    this.#events.push(told);
    this.#sizes.push(JSON.stringify(told).length);
  }

  /**
   * What comes behind the head that head office told: at least one event, however large it is.
   * @param {{ events: number, bytes: number }} limits
   * @returns {{ piece: StreamPiece, bytes: number }}
   */
  next(limits) {
    const { storeId, streamId, kind, held } = this;
    const from = this.#heldSeq;
    let to = from;
    let bytes = 0;
    while (to < this.length && to - from < limits.events) {
      const size = this.#sizes[to] ?? 0;
      if (to > from && bytes + size > limits.bytes) break;
      bytes += size;
      to += 1;
    }
    const events = this.#events.slice(from, to);
    const incarnation = this.#incarnation;
    return { piece: { storeId, streamId, kind, incarnation, after: held, events }, bytes };
  }
}
