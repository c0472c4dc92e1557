import { randomUUID } from 'node:crypto';
import { type ToldArticle, toldTicket, toldZ } from './told-records.js';
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
  #exportId: string = randomUUID();
  #sold: number[] = [];

  constructor(readonly stream: ToldStream) {}

  get sessionId(): string {
    return this.#sessionId;
  }

  get exportId(): string {
    return this.#exportId;
  }

  /** Time goes on. */
  waits(minutes: number): this {
    this.#at += minutes * 60_000;
    return this;
  }

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
    this.#sold = [];
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
    this.#sold.push(ttcCents);
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

  /** Sells, and tells the whole ticket with it. */
  sellsArticles(
    articles: readonly ToldArticle[],
    { tender = 'ESP', ticketId = randomUUID() }: { tender?: 'ESP' | 'CB'; ticketId?: string } = {},
  ): this {
    this.#ticket += 1;
    const [at, number, by, sessionId] = [this.at(), this.#ticket, 'V01', this.#sessionId];
    const record = toldTicket({ number, ticketId, finalisedAt: at, articles, tender });
    const { ttcCents } = record;
    this.#sold.push(ttcCents);
    const cash = tender === 'ESP' ? ttcCents : 0;
    const event = {
      ...{ type: 'ticketFinalised', at, by, sessionId, number, ticketId, kind: 'SALE', ttcCents },
      ...{ cashTakenCents: cash, changeGivenCents: 0, cashRefundedCents: 0 },
    };
    this.stream.append(event, record);
    return this;
  }

  recounts(differenceCents: number): this {
    this.stream.append({
      type: 'sessionRecounted',
      at: this.at(),
      ...{ by: 'RESP', sessionId: this.#sessionId, key: this.#key, recountId: randomUUID(), number: 1 },
      ...{ countedCashCents: 10_000 + differenceCents, formerCountCents: 10_000, differenceCents },
      ...{ reason: 'Un billet sous le tiroir', authorisedBy: null },
    });
    return this;
  }

  exports(): this {
    this.#exportId = randomUUID();
    const [exportId, sessions] = [this.#exportId, [this.#key]];
    this.stream.append({ type: 'exportStarted', at: this.at(), ...{ by: 'RESP', exportId, sessions } });
    return this;
  }

  isRefused(): this {
    const [exportId, session] = [this.#exportId, this.#key];
    const differences = [{ field: 'totals.ttcCents', ours: '100', headOffice: '90' }];
    const refusal = { exportId, session, reason: 'TOTALS_DIFFER', differences };
    this.stream.append({ type: 'exportRefused', at: this.at(), ...refusal });
    return this;
  }

  isAcknowledged(): this {
    const [exportId, session] = [this.#exportId, this.#key];
    this.stream.append({ type: 'sessionAcknowledged', at: this.at(), ...{ exportId, session } });
    return this;
  }

  closes(differenceCents = 0): this {
    const closingId = randomUUID();
    this.#z += 1;
    const common = { by: 'RESP', sessionId: this.#sessionId, closingId, forcedPages: [], reason: null };
    this.stream.append({ type: 'closingStarted', at: this.at(), ...common });
    const at = this.at();
    const z = toldZ({
      ...{ zNumber: this.#z, closedAt: at, differenceCents, ticketCount: this.#sold.length },
      ttcCents: this.#sold.reduce((sum, cents) => sum + cents, 0),
    });
    this.stream.append(
      {
        type: 'sessionSealed',
        at,
        ...common,
        ...{ key: this.#key, zNumber: this.#z, expectedCashCents: 10_000 },
        ...{ countedCashCents: 10_000 + differenceCents, differenceCents, loggedOut: [] },
      },
      z,
    );
    return this;
  }
}
