import {
  type AlertRule,
  type AlertView,
  alertCommands,
  alertQueries,
  type Change,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { granted } from '../../tools/demo-day/src/api.js';
import type { Desk } from './desk.js';
import type { LiveWatch } from './live-watch.js';

type AlertChange = Extract<Change, { type: 'alert' }>;

/** What head office is warned of, as somebody there sees it: on the live socket, and in the list. */
export class AlertDesk {
  constructor(
    private readonly operator: Desk,
    private readonly watch: LiveWatch,
  ) {}

  /** The alert that is raised, or was, in a store: it is the only one, live and in the list. */
  async raised(rule: AlertRule, storeId: string, facts: object): Promise<AlertView> {
    const { alert } = await this.#change(
      (one) => one.rule === rule && one.storeId === storeId && one.closedAt === null,
    );
    expect(alert).toMatchObject({ facts, updates: 0, acknowledged: null });
    expect(await this.#listed(alert, 'OPEN')).toMatchObject([{ alertId: alert.alertId }]);
    return alert;
  }

  /** It is worse, or better, and still the same one. */
  async updated(
    { alertId, rule, storeId }: AlertView,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const isSo = (alert: AlertView) =>
      Object.entries(facts).every(([name, value]) => alert.facts[name] === value);
    const { alert } = await this.#change((one) => one.alertId === alertId && isSo(one) && one.updates > 0);
    expect(alert.closedAt).toBeNull();
    expect(await this.#listed({ rule, storeId }, 'OPEN')).toMatchObject([{ alertId, facts }]);
  }

  /** Somebody looks after it; the same said twice is said once. */
  async acknowledge({ alertId, storeId }: AlertView): Promise<void> {
    const path = `/stores/${storeId}/alerts/${alertId}/acknowledgement`;
    const call = { method: 'POST', path, body: { note: 'Vu' }, idempotencyKey: uuidv7() } as const;
    const { reply } = alertCommands.acknowledgeAlert;
    const first = granted('acknowledge', await this.operator.api.call(call, reply));
    expect(first.acknowledged).toMatchObject({ by: this.operator.name, note: 'Vu' });
    expect(granted('acknowledge again', await this.operator.api.call(call, reply))).toEqual(first);
    await this.#change((one) => one.alertId === alertId && one.acknowledged !== null);
  }

  /** It is over: closed once, and no other one was raised of the same. */
  async closed({ alertId, rule, storeId, subject }: AlertView): Promise<void> {
    await this.#change((one) => one.alertId === alertId && one.closedAt !== null);
    const ofIt = this.#all().filter(
      (one) => one.rule === rule && one.storeId === storeId && one.subject === subject,
    );
    expect(new Set(ofIt.map((one) => one.alertId))).toEqual(new Set([alertId]));
    expect(ofIt.filter(({ closedAt }) => closedAt !== null)).toHaveLength(1);
    expect(await this.#listed({ rule, storeId }, 'OPEN')).toEqual([]);
    const [last] = await this.#listed({ rule, storeId }, 'CLOSED');
    expect(last).toMatchObject({ alertId, acknowledged: { by: this.operator.name } });
  }

  #change(is: (alert: AlertView) => boolean): Promise<AlertChange> {
    return this.watch.change((change): change is AlertChange => change.type === 'alert' && is(change.alert));
  }

  #all(): readonly AlertView[] {
    return this.watch.changes.flatMap((change) => (change.type === 'alert' ? [change.alert] : []));
  }

  async #listed({ rule, storeId }: Pick<AlertView, 'rule' | 'storeId'>, state: 'OPEN' | 'CLOSED') {
    const path = `/alerts?state=${state}&rule=${rule}&storeId=${storeId}`;
    return (await this.operator.read(path, alertQueries.listAlerts.reply)).alerts;
  }
}
