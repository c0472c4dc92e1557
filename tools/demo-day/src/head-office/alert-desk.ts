import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertRule, AlertView } from '@encaisse/contracts';
import type { Findings } from '../verify.js';
import { LiveFeed } from './live-feed.js';
import type { Operator } from './operator.js';
import { OPERATOR } from './people.js';

export interface AlertReport {
  readonly rule: AlertRule;
  /** `S01 CAISSE 01`; the store alone where it is about no register. */
  readonly register: string;
  readonly raisedAt: string;
  readonly closedAt: string | null;
}

const NOTE = 'Vu, je m’en occupe avec le magasin.';
/** A bit more than the quiet minute after which wrong passwords are over. */
const PATIENCE_MS = 90_000;

/** Where somebody sits who takes each alert up as it is raised. */
export class AlertDesk {
  readonly #feed: LiveFeed;
  readonly #taken = new Map<string, Promise<unknown>>();

  constructor(
    gatewayUrl: string,
    private readonly operator: Operator,
    private readonly beganAt: Date,
  ) {
    this.#feed = new LiveFeed(gatewayUrl, operator.token, (alert) => this.#take(alert));
  }

  close(): void {
    this.#feed.close();
  }

  /** Waits until every alert of the day is over, and looks whether each was raised once, taken up and told live. */
  async finish(
    expected: readonly AlertRule[],
    nameOf: (alert: AlertView) => string,
    findings: Findings,
  ): Promise<readonly AlertReport[]> {
    const alerts = await this.#untilOver();
    const taken = await Promise.allSettled(this.#taken.values());
    findings.push(
      ...taken.flatMap((one) => (one.status === 'rejected' ? [`alerts: ${String(one.reason)}`] : [])),
      ...expected.flatMap((rule) =>
        alerts.some((alert) => alert.rule === rule) ? [] : [`alerts: nothing of ${rule} was raised`],
      ),
      ...alerts.flatMap((alert) =>
        this.#faultsOf(alert, alerts).map((what) => `alerts: ${nameOf(alert)} ${alert.rule} ${what}`),
      ),
    );
    return alerts.map((alert) => ({
      rule: alert.rule,
      register: nameOf(alert),
      raisedAt: alert.raisedAt,
      closedAt: alert.closedAt,
    }));
  }

  #take(alert: AlertView): void {
    const { alertId, acknowledged, closedAt } = alert;
    if (acknowledged !== null || closedAt !== null || this.#taken.has(alertId)) return;
    this.#taken.set(alertId, this.operator.acknowledge(alert, NOTE));
  }

  /** The day's, oldest first. */
  async #untilOver(): Promise<readonly AlertView[]> {
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(250)) {
      const alerts = (await this.operator.alerts()).filter(
        ({ raisedAt }) => new Date(raisedAt) >= this.beganAt,
      );
      if (alerts.every((alert) => this.#isTold(alert)) || Date.now() > deadline) return alerts.toReversed();
    }
  }

  #isTold({ alertId, closedAt }: AlertView): boolean {
    return closedAt !== null && this.#feed.alerts.get(alertId)?.closedAt === closedAt;
  }

  #faultsOf(alert: AlertView, alerts: readonly AlertView[]): readonly string[] {
    const { alertId, rule, subject, raisedAt, acknowledged, closedAt } = alert;
    if (closedAt === null) return ['is still open'];
    const twice = alerts.some(
      (other) =>
        other.alertId !== alertId &&
        other.rule === rule &&
        other.subject === subject &&
        other.raisedAt >= raisedAt &&
        other.raisedAt < closedAt,
    );
    return [
      ...(twice ? ['was raised twice'] : []),
      ...(this.#isTold(alert) ? [] : ['was not told live as it is']),
      // What was over within the moment that she needs nobody has to take up.
      ...(this.#taken.has(alertId) && acknowledged?.by !== OPERATOR.name
        ? [`was taken up by ${acknowledged?.by}`]
        : []),
    ];
  }
}
