import { randomUUID } from 'node:crypto';
import type { ToldStream } from './told-stream.js';

const BEGAN = Date.parse('2026-03-02T08:00:00.000Z');

/** Tells what a register does, event by event, as the domain would. Each step is a second later. */
export class RegisterStory {
  readonly tillId = randomUUID();
  #at = BEGAN;
  #session = 0;
  #ticket = 0;
  #z = 0;
  #sessionId: string = randomUUID();

  constructor(readonly stream: ToldStream) {}

  at(): string {
    this.#at += 1_000;
    return new Date(this.#at).toISOString();
  }

  get #key() {
    return { incarnation: this.stream.incarnation, epoch: 1, number: this.#session };
  }

  imports(version = 7): this {
    const jobId = randomUUID();
    const { tillId } = this;
    this.stream.append({ type: 'importStarted', at: this.at(), ...{ by: 'RESP', tillId, jobId } });
    const dataset = { datasetId: version, version, importJobId: jobId };
    this.stream.append({ type: 'importSucceeded', at: this.at(), ...{ tillId, dataset } });
    return this;
  }

  opens(businessDate = '2026-03-02'): this {
    this.#session += 1;
    this.#sessionId = randomUUID();
    this.stream.append({
      type: 'sessionOpened',
      at: this.at(),
      ...{ by: 'RESP', tillId: this.tillId, sessionId: this.#sessionId, key: this.#key, businessDate },
      ...{ openingFloatCents: 10_000, floatDifferenceCents: null },
    });
    return this;
  }

  sells(ttcCents: number): this {
    this.#ticket += 1;
    this.stream.append({
      type: 'ticketFinalised',
      at: this.at(),
      ...{
        by: 'V01',
        sessionId: this.#sessionId,
        number: this.#ticket,
        ticketId: randomUUID(),
        kind: 'SALE',
      },
      ...{ ttcCents, cashTakenCents: ttcCents, changeGivenCents: 0, cashRefundedCents: 0 },
    });
    return this;
  }

  closes(differenceCents = 0): this {
    const closingId = randomUUID();
    this.#z += 1;
    const common = { by: 'RESP', sessionId: this.#sessionId, closingId, forcedPages: [], reason: null };
    this.stream.append({ type: 'closingStarted', at: this.at(), ...common });
    this.stream.append({
      type: 'sessionSealed',
      at: this.at(),
      ...common,
      ...{ key: this.#key, zNumber: this.#z, expectedCashCents: 10_000 },
      ...{ countedCashCents: 10_000 + differenceCents, differenceCents, loggedOut: [] },
    });
    return this;
  }
}
