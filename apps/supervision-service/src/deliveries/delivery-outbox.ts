import type { AlertView, DeliveryMoment } from '@encaisse/contracts';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Alert, type AlertPlan, viewOf } from '../alerts/alert.js';
import type { SupervisionConfig } from '../supervision.config.js';
import type { Delivery } from './delivery.js';
import { DeliveryRepository } from './delivery.repository.js';
import { momentFor, receiversOf, type Subscription } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';

const HOUR_MS = 3_600_000;
/** What comes so soon after the first goes with the same mail. */
const DIGEST_MS = 3_000;
/** A test that arrives later would only puzzle. */
const TEST_MS = 10 * 60_000;

/** What is to be told by mail and webhook, written in the transaction of what it tells. */
@Injectable()
export class DeliveryOutbox {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
    @Inject(CONFIG) private readonly config: Pick<SupervisionConfig, 'ALERT_DELIVERY_HOURS'>,
  ) {}

  async write(manager: EntityManager, plan: AlertPlan, now: Date): Promise<void> {
    const told = toldOf(plan);
    if (told.length === 0) return;
    const subscriptions = await this.subscriptions.enabled(manager);
    const deliveries = told.flatMap(({ alert, moments }) =>
      subscriptions.flatMap((subscription) => {
        const moment = momentFor(subscription, alert, moments);
        return moment ? this.#deliveriesOf(subscription, { moment, alert: viewOf(alert), now }) : [];
      }),
    );
    await this.deliveries.add(manager, deliveries);
  }

  /** To each receiver of a subscription. */
  async writeTest(
    manager: EntityManager,
    subscription: Subscription,
    now: Date,
  ): Promise<readonly Delivery[]> {
    const tests = this.#deliveriesOf(subscription, { moment: 'TEST', alert: null, now });
    const brief = tests.map((test) => ({
      ...test,
      nextAttemptAt: now,
      giveUpAt: new Date(now.getTime() + TEST_MS),
    }));
    await this.deliveries.add(manager, brief);
    return brief;
  }

  giveUpAt(now: Date): Date {
    return new Date(now.getTime() + this.config.ALERT_DELIVERY_HOURS * HOUR_MS);
  }

  #deliveriesOf(
    subscription: Subscription,
    { moment, alert, now }: { moment: DeliveryMoment; alert: AlertView | null; now: Date },
  ): readonly Delivery[] {
    const { subscriptionId, to } = subscription;
    return receiversOf(subscription).map((receiver) => ({
      ...{ deliveryId: uuidv7(), subscriptionId, moment, channel: to.channel, receiver, alert },
      ...{ storeId: alert?.storeId ?? subscription.storeId, messageId: null, state: 'PENDING' as const },
      ...{ attempts: 0, lastError: null, createdAt: now, finishedAt: null, giveUpAt: this.giveUpAt(now) },
      nextAttemptAt: to.channel === 'MAIL' ? new Date(now.getTime() + DIGEST_MS) : now,
    }));
  }
}

interface Told {
  readonly alert: Alert;
  readonly moments: readonly Exclude<DeliveryMoment, 'TEST'>[];
}

/** Changed facts alone are told to nobody, nor what is wrong in a history of which head office learns late. */
const toldOf = (plan: AlertPlan): readonly Told[] =>
  allOf(plan).filter(({ alert }) => alert.facts['old'] !== true);
const allOf = ({ raised, closed, acknowledged = [] }: AlertPlan): readonly Told[] => [
  ...raised.map((alert): Told => ({ alert, moments: ['RAISED'] })),
  ...acknowledged
    .filter((alert) => !closed.includes(alert))
    .map((alert): Told => ({ alert, moments: ['ACKNOWLEDGED'] })),
  ...closed.map(
    (alert): Told => ({
      alert,
      moments: acknowledged.includes(alert) ? ['ACKNOWLEDGED', 'CLOSED'] : ['CLOSED'],
    }),
  ),
];
