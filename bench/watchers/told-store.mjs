import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { BATCH_BYTES_MAX, BATCH_EVENTS_MAX, streamCommands } from '@encaisse/contracts';
import { ToldRegister } from './told-register.mjs';
import { ToldStream } from './told-stream.mjs';

/** @import { StreamPiece, TillPresence } from '@encaisse/contracts' */
/** @import { Bus } from '@encaisse/messaging' */

/** As register-service does when nothing else is configured. */
const RELAY_MS = 200;
const PRESENCE_MS = 10_000;
const PAUSE_MAX_MS = 10_000;
const STREAMS_AT_ONCE = 64;

/** A simulated store: its registers, and the relay of a register-service of its own, which tells head office all of it. */
export class ToldStore {
  storeId = randomUUID();
  #stream = new ToldStream(this.storeId, this.storeId, 'STORE');
  #presenceAt = Date.now() + Math.random() * PRESENCE_MS;
  #failures = 0;

  /**
   * @param {string} code
   * @param {number} registers how many
   */
  constructor(code, registers) {
    this.code = code;
    this.registers = Array.from(
      { length: registers },
      (_, index) => new ToldRegister(this.storeId, index + 1),
    );
    this.#tell({ type: 'storeDescribed', store: this.#description });
  }

  get streams() {
    return [this.#stream, ...this.registers.map(({ stream }) => stream)];
  }

  /** Something happens that is no register's. */
  somethingHappens() {
    this.#tell({ type: 'pinGiven', by: 'RESP', sellerCode: 'V01' });
  }

  /** Says it again until head office holds it. @param {Bus} bus @param {AbortSignal} signal */
  async relay(bus, signal) {
    while (!signal.aborted) {
      let sent = false;
      try {
        if (Date.now() >= this.#presenceAt) await this.#tellPresence(bus);
        sent = await this.#sendEvents(bus);
        this.#failures = 0;
      } catch {
        this.#failures += 1;
      }
      const failures = Math.min(this.#failures, 10);
      const waitMs = Math.min(PAUSE_MAX_MS, RELAY_MS * 2 ** failures);
      if (!sent) await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @param {Bus} bus @returns {Promise<boolean>} whether there was anything to send */
  async #sendEvents(bus) {
    const pieces = this.#nextPieces();
    if (pieces.length === 0) return false;
    const taken = await bus.request(streamCommands.takeEvents, { pieces });
    if (!taken.ok) throw new Error(`head office refused events: ${JSON.stringify(taken.refusal)}`);
    this.#mark(taken.value.heads);
    return true;
  }

  #nextPieces() {
    /** @type {StreamPiece[]} */
    const pieces = [];
    let events = 0;
    let bytes = 0;
    for (const stream of this.streams.filter(({ isPending }) => isPending).slice(0, STREAMS_AT_ONCE)) {
      if (events >= BATCH_EVENTS_MAX || bytes >= BATCH_BYTES_MAX) break;
      const next = stream.next({ events: BATCH_EVENTS_MAX - events, bytes: BATCH_BYTES_MAX - bytes });
      pieces.push(next.piece);
      events += next.piece.events.length;
      bytes += next.bytes;
    }
    return pieces;
  }

  /** @param {Bus} bus */
  async #tellPresence(bus) {
    const now = new Date().toISOString();
    const told = await bus.request(streamCommands.reportPresence, {
      storeId: this.storeId,
      at: now,
      softwareVersion: 'bench',
      tills: this.registers.map(({ tillId }) => presenceOf(tillId, now)),
      heads: this.streams.map(({ head }) => head),
    });
    if (!told.ok) throw new Error(`head office refused a presence: ${JSON.stringify(told.refusal)}`);
    this.#presenceAt = Date.now() + PRESENCE_MS;
    this.#mark(told.value.behind);
  }

  /** @param {readonly { streamId: string, head: ToldStream['held'] }[]} heads */
  #mark(heads) {
    const streams = new Map(this.streams.map((stream) => [stream.streamId, stream]));
    for (const { streamId, head } of heads) {
      const stream = streams.get(streamId);
      if (stream) stream.held = head;
    }
  }

  /** @param {Record<string, unknown>} event */
  #tell(event) {
    this.#stream.append({ ...event, at: new Date().toISOString() });
  }

  get #description() {
    const { code } = this;
    return {
      ...{ code, name: `Magasin ${code}`, timeZone: 'Europe/Paris', toleranceCents: 200 },
      tills: this.registers.map(({ tillId, number }) => ({
        ...{ tillId, code: `T${number}`, name: `Poste ${number}`, revoked: false },
      })),
      registers: this.registers.map(({ registerId, number }) => ({
        ...{ registerId, number, name: `CAISSE ${String(number).padStart(2, '0')}` },
      })),
    };
  }
}

/** @param {string} tillId @param {string} now @returns {TillPresence} */
const presenceOf = (tillId, now) => ({
  ...{ tillId, pageSeenAt: now, agentSeenAt: now, pendingTickets: 0, agentVersion: 'bench' },
  printer: { state: 'READY', since: now, paperLow: false, jobsWaiting: 0 },
});
