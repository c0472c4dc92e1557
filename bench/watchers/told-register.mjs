import { randomUUID } from 'node:crypto';
import { ticketRecord, zRecord } from './told-records.mjs';
import { ToldStream } from './told-stream.mjs';

/** @import { SupervisedRegister } from '@encaisse/contracts' */

/**
 * What must be seen of a register, in the bench's own book: nothing of the read model's code is used for it.
 * @typedef {Omit<SupervisedRegister, 'position'>} Page
 *
 * @typedef {{ incarnation: string, epoch: number, number: number }} Key
 * @typedef {{ key: Key, sealedAt: string }} Pending
 */

const FLOAT_CENTS = 10_000;
const DATASET_VERSION = 7;
const TOLERATED_CENTS = 50;
/** Head office is warned of it. */
const MISSING_CENTS = -500;

/** A simulated register: what happens at it one after the other, each told in its stream and noted in the book. */
export class ToldRegister {
  /** @type {Page} */
  #page;
  #life;
  #epoch = 0;
  #tickets = 0;
  #zs = 0;
  /** @type {Pending[]} */
  #pending = [];

  /**
   * @param {string} storeId
   * @param {number} number
   */
  constructor(storeId, number) {
    this.number = number;
    this.registerId = randomUUID();
    this.tillId = randomUUID();
    this.stream = new ToldStream(storeId, this.registerId, 'REGISTER');
    this.#page = {
      ...{ storeId, registerId: this.registerId, state: 'AWAITING_IMPORT', since: '', tillId: null },
      ...{ sellerCode: null, sessionId: null, openedAt: null, businessDate: null },
      ...{ dayTicketCount: 0, dayTtcCents: 0, lastClosedAt: null, lastDifferenceCents: null },
      ...{ datasetVersion: null, pendingSessionCount: 0, oldestPendingAt: null, seq: 0, retired: false },
    };
    this.#life = this.#live();
  }

  /** The next thing happens. */
  next() {
    this.#life.next();
  }

  /** As head office must see it once it holds all that was told. @returns {Page} */
  get page() {
    return { ...this.#page, seq: this.stream.length };
  }

  get #key() {
    return { incarnation: this.stream.head.incarnation, epoch: this.#epoch };
  }

  *#live() {
    for (let hold = this.number; ; hold += 1) {
      yield* this.#import();
      this.#epoch += 1;
      // Every third hold has two sessions.
      const sessions = hold % 3 === 0 ? 2 : 1;
      for (let number = 1; number <= sessions; number += 1)
        yield* this.#session({ ...this.#key, number }, hold + number);
      yield* this.#export();
    }
  }

  *#import() {
    const { tillId } = this;
    const jobId = randomUUID();
    let at = this.#tell({ type: 'importStarted', by: 'RESP', tillId, jobId });
    this.#note({ state: 'IMPORTING', since: at, tillId });
    yield;
    const dataset = { datasetId: DATASET_VERSION, version: DATASET_VERSION, importJobId: jobId };
    at = this.#tell({ type: 'importSucceeded', tillId, dataset });
    this.#note({ state: 'READY', since: at, datasetVersion: DATASET_VERSION });
    yield;
  }

  /** @param {Key} key @param {number} choice of how many tickets, and of what the drawer lacks */
  *#session(key, choice) {
    const sessionId = randomUUID();
    yield this.#open(sessionId, key);
    this.#tell({ type: 'sellerConnected', by: 'V01', tillId: this.tillId, connectionId: randomUUID() });
    yield;
    let ttcCents = 0;
    const ticketCount = 4 + (choice % 8);
    for (let ticket = 0; ticket < ticketCount; ticket += 1) {
      ttcCents += this.#sell(sessionId);
      yield;
    }
    const closingId = randomUUID();
    const common = { by: 'RESP', sessionId, closingId, forcedPages: [], reason: null };
    const at = this.#tell({ type: 'closingStarted', ...common });
    this.#note({ state: 'CLOSING', since: at });
    yield;
    const differenceCents = choice % 20 === 0 ? MISSING_CENTS : choice % 4 === 0 ? TOLERATED_CENTS : 0;
    this.#seal({ ...common, key, ticketCount, ttcCents, differenceCents });
    yield;
  }

  /** @param {string} sessionId @param {Key} key */
  #open(sessionId, key) {
    const { tillId } = this;
    const businessDate = new Date().toISOString().slice(0, 10);
    const money = { openingFloatCents: FLOAT_CENTS, floatDifferenceCents: null };
    const opening = { by: 'RESP', tillId, sessionId, key, businessDate, ...money };
    const at = this.#tell({ type: 'sessionOpened', ...opening });
    const day = this.#page.businessDate === businessDate ? {} : { dayTicketCount: 0, dayTtcCents: 0 };
    const running = { sellerCode: 'RESP', sessionId, openedAt: at };
    this.#note({ ...{ state: 'OPEN', since: at, businessDate }, ...running, ...day });
  }

  /** @param {string} sessionId */
  #sell(sessionId) {
    this.#tickets += 1;
    const number = this.#tickets;
    const ticketId = randomUUID();
    const ttcCents = 100 + ((number * 137) % 4_900);
    const finalisedAt = new Date().toISOString();
    const sale = { by: 'V01', sessionId, number, ticketId, kind: 'SALE', ttcCents };
    const cash = { cashTakenCents: ttcCents, changeGivenCents: 0, cashRefundedCents: 0 };
    const record = ticketRecord({ number, ticketId, finalisedAt, ttcCents });
    this.#tell({ type: 'ticketFinalised', ...sale, ...cash }, record, finalisedAt);
    const { dayTicketCount, dayTtcCents } = this.#page;
    this.#note({ dayTicketCount: dayTicketCount + 1, dayTtcCents: dayTtcCents + ttcCents });
    return ttcCents;
  }

  /** @param {{ key: Key, ticketCount: number, ttcCents: number, differenceCents: number }} sealing */
  #seal({ key, ticketCount, ttcCents, differenceCents, ...common }) {
    this.#zs += 1;
    const zNumber = this.#zs;
    const closedAt = new Date().toISOString();
    const expectedCashCents = FLOAT_CENTS + ttcCents;
    const money = {
      expectedCashCents,
      countedCashCents: expectedCashCents + differenceCents,
      differenceCents,
    };
    const z = { zNumber, closedAt, ticketCount, ttcCents, floatCents: FLOAT_CENTS, differenceCents };
    this.#tell(
      { type: 'sessionSealed', ...common, key, zNumber, ...money, loggedOut: [] },
      zRecord(z),
      closedAt,
    );
    this.#pending.push({ key, sealedAt: closedAt });
    const over = { sellerCode: null, sessionId: null, openedAt: null };
    const closed = { lastClosedAt: closedAt, lastDifferenceCents: differenceCents };
    this.#note({ state: 'TO_EXPORT', since: closedAt, ...over, ...closed, ...this.#waiting });
  }

  *#export() {
    const exportId = randomUUID();
    const sessions = this.#pending.map(({ key }) => key);
    let at = this.#tell({ type: 'exportStarted', by: 'RESP', exportId, sessions });
    this.#note({ state: 'EXPORTING', since: at });
    yield;
    for (const session of sessions) {
      this.#tell({ type: 'sessionAcknowledged', exportId, session });
      this.#pending.shift();
      this.#note(this.#waiting);
      yield;
    }
    at = this.#tell({ type: 'holdReleased', tillId: this.tillId, epoch: this.#epoch });
    this.#note({ state: 'AWAITING_IMPORT', since: at, tillId: null, datasetVersion: null });
    yield;
  }

  get #waiting() {
    const [oldest] = this.#pending;
    return { pendingSessionCount: this.#pending.length, oldestPendingAt: oldest?.sealedAt ?? null };
  }

  /**
   * @param {Record<string, unknown>} event
   * @param {unknown} [record]
   * @param {string} [at]
   * @returns {string} when
   */
  #tell(event, record, at = new Date().toISOString()) {
    this.stream.append({ ...event, at }, record);
    return at;
  }

  /** @param {Partial<Page>} change */
  #note(change) {
    this.#page = { ...this.#page, ...change };
  }
}
