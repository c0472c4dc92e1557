import { randomUUID } from 'node:crypto';
import {
  type AlertRule,
  type AlertView,
  alertCommands,
  alertQueries,
  streamCommands,
  type TillPresence,
} from '@encaisse/contracts';
import { AlertWatch } from '../src/alerts/alert-watch.js';
import { Hearing } from '../src/alerts/hearing.js';
import { Clock } from '../src/clock.js';
import { type HeadOfficeHouse, value } from './head-office-house.js';
import { RegisterStory } from './register-story.js';
import { ToldStream } from './told-stream.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** A while after the stories begin. */
const NOON = Date.parse('2026-03-02T11:00:00.000Z');

/** A store with one register and one till, as head office hears of it, under a clock that the spec moves. */
export class AlertDesk {
  readonly storeId = randomUUID();
  readonly registerId = randomUUID();
  readonly stream = new ToldStream(this.storeId, this.registerId);
  readonly storeStream = new ToldStream(this.storeId, this.storeId, 'STORE');
  readonly story = new RegisterStory(this.stream);
  readonly tillId = this.story.tillId;
  #now = NOON;

  private constructor(private readonly house: HeadOfficeHouse) {}

  static async open(house: HeadOfficeHouse): Promise<AlertDesk> {
    const desk = new AlertDesk(house);
    desk.setClock();
    const till = { tillId: desk.tillId, code: 'T1', name: 'Poste 1', revoked: false };
    desk.storeStream.append({
      type: 'storeDescribed',
      at: desk.now,
      ...{
        store: {
          ...{ code: 'S01', name: 'Lyon', timeZone: 'Europe/Paris', toleranceCents: 200, tills: [till] },
          registers: [{ registerId: desk.registerId, number: 1, name: 'CAISSE 01' }],
        },
      },
    });
    return desk;
  }

  /** Also after a restart, which makes another clock. */
  setClock(): void {
    jest.spyOn(this.house.app.get(Clock), 'now').mockImplementation(() => new Date(this.#now));
    this.hears(NOON - 24 * HOUR_MS);
  }
  /** Head office hears stores since then. */
  hears(since = this.#now): void {
    this.house.app.get(Hearing).began(new Date(since));
  }
  get now(): string {
    return new Date(this.#now).toISOString();
  }
  ago(ms: number): string {
    return new Date(this.#now - ms).toISOString();
  }
  move(ms: number): void {
    this.#now += ms;
  }

  #told = { register: 0, store: 0 };

  /** Tells what has happened since, and lets head office look. */
  async look(): Promise<void> {
    const pieces = [
      ...this.#news(this.storeStream, this.#told.store),
      ...this.#news(this.stream, this.#told.register),
    ];
    this.#told = { register: this.stream.events.length, store: this.storeStream.events.length };
    if (pieces.length > 0) value(await this.house.ask(streamCommands.takeEvents, { pieces }));
    await this.house.app.get(AlertWatch).run();
  }

  #news(stream: ToldStream, told: number) {
    if (stream.events.length === told) return [];
    const former = stream.events[told - 1];
    return [stream.piece(former ? { incarnation: former.incarnation, seq: former.seq } : null, told + 1)];
  }

  /** The store says how its till is doing. `ahead`: how many events it says it has that were not told. */
  async report(till: Partial<TillPresence> = {}, ahead = 0): Promise<void> {
    const { storeId, registerId: streamId, tillId, now: at } = this;
    const seen = { pageSeenAt: at, agentSeenAt: at, pendingTickets: 0, agentVersion: '1', printer: null };
    const seq = this.stream.events.length + ahead;
    const { incarnation } = this.stream;
    const heads = seq === 0 ? [] : [{ storeId, streamId, kind: 'REGISTER' as const, incarnation, seq }];
    const report = { storeId, at, softwareVersion: '1', tills: [{ ...seen, tillId, ...till }], heads };
    value(await this.house.ask(streamCommands.reportPresence, report));
  }

  async alerts(rule: AlertRule, state: 'OPEN' | 'CLOSED' | 'ALL' = 'OPEN'): Promise<AlertView[]> {
    const asked = { stores: [this.storeId], rule, state, limit: 50 };
    return value(await this.house.ask(alertQueries.listAlerts, asked)).alerts;
  }

  /** The only one that is open. */
  async alert(rule: AlertRule): Promise<AlertView> {
    const [alert, ...others] = await this.alerts(rule);
    if (!alert || others.length > 0) throw new Error(`${rule}: ${others.length} too many, or none`);
    return alert;
  }

  acknowledge(alertId: string, by = 'nadia', note: string | null = null, storeId: string = this.storeId) {
    const key = { idempotencyKey: randomUUID(), administrator: by };
    return this.house.ask(alertCommands.acknowledgeAlert, { ...key, storeId, alertId, note });
  }
}
