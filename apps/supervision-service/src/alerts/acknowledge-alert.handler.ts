import {
  type alertCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { type Alert, type AlertPlan, NATURES, viewOf } from './alert.js';
import { AlertRepository } from './alert.repository.js';
import { AlertChanges } from './alert-changes.js';

type Contract = typeof alertCommands.acknowledgeAlert;
interface Acknowledged extends AlertPlan {
  readonly alert: Alert | undefined;
}

/** Somebody looks after an alert. Whoever was first stays; what does not end by itself is settled by it. */
@Injectable()
export class AcknowledgeAlertHandler {
  constructor(
    private readonly clock: Clock,
    private readonly alerts: AlertRepository,
    private readonly changes: AlertChanges,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { storeId, alertId } = request;
    const now = this.clock.now();
    const { alert } = await this.changes.apply(now, async (manager): Promise<Acknowledged> => {
      const former = await this.alerts.find(manager, alertId);
      const nothing = { raised: [], updated: [], closed: [], alert: former };
      if (former?.storeId !== storeId) return { ...nothing, alert: undefined };
      if (former.acknowledged !== null) return nothing;
      const settles = former.closedAt === null && NATURES[former.rule].ends === 'SETTLED';
      const acknowledged = { by: request.administrator, at: now, note: request.note };
      const alert = { ...former, acknowledged, ...(settles ? { closedAt: now } : {}) };
      return { ...nothing, [settles ? 'closed' : 'updated']: [alert], acknowledged: [alert], alert };
    });
    return alert === undefined ? refused('ALERT_UNKNOWN', { alertId }) : done(viewOf(alert));
  }
}
