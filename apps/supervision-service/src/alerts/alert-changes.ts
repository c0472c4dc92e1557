import type { NewChange } from '@encaisse/contracts';
import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ChangeLog } from '../changes/change-log.js';
import { DeliveryOutbox } from '../deliveries/delivery-outbox.js';
import { StreamRepository } from '../streams/stream.repository.js';
import { type Alert, type AlertPlan, viewOf } from './alert.js';
import { AlertRepository } from './alert.repository.js';

/** What becomes of alerts, in one commit with what watchers are shown of it and with what is to be sent to others. */
@Injectable()
export class AlertChanges {
  constructor(
    private readonly database: DataSource,
    private readonly streams: StreamRepository,
    private readonly alerts: AlertRepository,
    private readonly changes: ChangeLog,
    private readonly outbox: DeliveryOutbox,
  ) {}

  /** `decide` is asked under the lock of the positions, under which alone alerts are changed. */
  apply<T extends AlertPlan>(now: Date, decide: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.changes.announcing((announce) =>
      inTransaction(this.database, async (manager) => {
        let position = await this.streams.lockPosition(manager);
        const plan = await decide(manager);
        const { raised, updated, closed } = plan;
        await this.alerts.insert(manager, raised);
        for (const alert of [...updated, ...closed]) await this.alerts.save(manager, alert);
        await this.outbox.write(manager, plan, now);
        const shown = [...raised, ...updated, ...closed].map((alert): NewChange => {
          position += 1;
          return changeOf(alert, position);
        });
        if (shown.length > 0) await this.streams.movePosition(manager, position);
        announce(await this.changes.keep(manager, shown, now));
        return plan;
      }),
    );
  }
}

const changeOf = (alert: Alert, position: number): NewChange => ({
  position,
  storeId: alert.storeId,
  type: 'alert',
  alert: viewOf(alert),
});
