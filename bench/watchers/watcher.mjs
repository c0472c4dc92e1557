import { setTimeout as pause } from 'node:timers/promises';
import { LIVE_PATH } from '@encaisse/contracts';
import { WebSocket } from 'ws';
import { preciseNow } from './nats.mjs';
import { Picture } from './picture.mjs';

/** @import { LiveMessage } from '@encaisse/contracts' */
/** @import { CommitTimes } from './commit-times.mjs' */
/** @import { Reading } from './reading.mjs' */

/**
 * @typedef {{ name: string, role: string, stores: readonly string[] | null }} Person
 * @typedef {{ missed: number, tookMs: number, resets: number }} CatchUp
 */

const AGAIN_MS = 250;
const TOKEN_ENDED = 4_401;

/** Somebody of head office who watches, and comes again with her last position whenever the line breaks. */
export class Watcher {
  #picture;
  #gateway;
  #times;
  #reading;
  /** @type {WebSocket | undefined} */
  #socket;
  #token = '';
  /** With which she came in last. */
  #usedToken = '';
  /** A snapshot is being read. */
  #inSnapshot = false;
  #snapshotPosition = 0;
  /** Of the last snapshot; for the hello after a break. */
  #scope = '';
  /** What was committed before she came is caught up with. */
  #liveSince = Number.POSITIVE_INFINITY;
  #broken = false;
  #ended = false;
  resets = 0;
  snapshots = 0;
  /** How often the line ended, by the code of its end. @type {Record<string, number>} */
  ends = {};
  /** @type {CatchUp | undefined} */
  catchUp;

  /**
   * @param {Person} person
   * @param {{ gateway: string, times: CommitTimes, reading: Reading }} parts `gateway`: its address
   */
  constructor(person, { gateway, times, reading }) {
    this.person = person;
    this.#picture = new Picture(person);
    this.#gateway = gateway;
    this.#times = times;
    this.#reading = reading;
  }

  get picture() {
    return this.#picture;
  }

  /** Whether the first snapshot is whole. */
  get sees() {
    return this.#picture.position !== undefined;
  }

  /** Logged in, for the first time or anew. @param {string} token */
  admit(token) {
    this.#token = token;
    if (this.#socket === undefined && !this.#broken) this.#open();
  }

  /** The line breaks without a goodbye, and is back after a while. @param {number} ms */
  async breakFor(ms) {
    this.#broken = true;
    this.#socket?.terminate();
    await pause(ms);
    this.#broken = false;
    const { changes } = this.#picture;
    const { resets } = this;
    const [goal, startedAt] = [this.#times.last, performance.now()];
    this.#open();
    while ((this.#picture.position ?? 0) < goal) await pause(5);
    const missed = this.#picture.changes - changes;
    this.catchUp = {
      missed,
      tookMs: Math.round(performance.now() - startedAt),
      resets: this.resets - resets,
    };
  }

  end() {
    this.#ended = true;
    this.#socket?.close();
  }

  #open() {
    const socket = new WebSocket(`${this.#gateway.replace('http', 'ws')}${LIVE_PATH}`);
    this.#socket = socket;
    this.#inSnapshot = false;
    this.#usedToken = this.#token;
    const { position: after } = this.#picture;
    // Half a snapshot is none.
    if (after === undefined) this.#picture.forget();
    socket.on('open', () => {
      const hello = { type: 'hello', token: this.#token };
      socket.send(JSON.stringify(after === undefined ? hello : { ...hello, after, scope: this.#scope }));
      this.#liveSince = preciseNow();
    });
    socket.on('message', (/** @type {Buffer} */ data) => {
      const at = preciseNow();
      // When all that has come is here.
      setImmediate(() => {
        if (this.#socket === socket) this.#hear(this.#reading.read(data), at);
      });
    });
    socket.on('error', () => undefined);
    socket.on('close', (code) => this.#closed(code));
  }

  /** @param {number} code */
  #closed(code) {
    this.#socket = undefined;
    if (this.#ended) return;
    this.ends[code] = (this.ends[code] ?? 0) + 1;
    if (this.#broken) return;
    setTimeout(() => {
      // Without another token there is no way in.
      const isAdmitted = code !== TOKEN_ENDED || this.#usedToken !== this.#token;
      if (isAdmitted && this.#socket === undefined && !this.#broken && !this.#ended) this.#open();
    }, AGAIN_MS);
  }

  /** @param {LiveMessage} message @param {number} at */
  #hear(message, at) {
    if (message.type === 'changes') {
      for (const change of message.changes) {
        this.#times.arrived(change.position, at, this.#liveSince);
        this.#picture.take(change);
      }
    } else if (message.type === 'position') this.#picture.tell(message.position);
    else if (message.type === 'reset') {
      this.resets += 1;
      this.#inSnapshot = false;
      this.#picture.forget();
    } else this.#hearSnapshot(message);
  }

  /** @param {Extract<LiveMessage, { type: 'snapshot' }>} page */
  #hearSnapshot({ position, scope, registers, more }) {
    this.#scope = scope;
    if (!this.#inSnapshot) this.#snapshotPosition = position;
    this.#inSnapshot = more;
    this.#picture.show(registers);
    if (more) return;
    this.snapshots += 1;
    this.#picture.begin(this.#snapshotPosition);
  }
}
