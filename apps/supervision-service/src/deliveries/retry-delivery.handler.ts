import {
  type AlertDelivery,
  alertDeliveryCommands,
  done,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { PeopleCommands } from '../people/people-commands.js';
import { deliveryView } from './delivery.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryOutbox } from './delivery-outbox.js';
import { isSeenBy, receiversOf } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';

const contract = alertDeliveryCommands.retryAlertDelivery;

/** Tried again at once, and for as long as something new is. */
@Injectable()
export class RetryDeliveryHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly clock: Clock,
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly outbox: DeliveryOutbox,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<AlertDelivery>> {
    const { deliveryId, stores } = request;
    return this.commands.run(contract, request, async (manager) => {
      const delivery = await this.deliveries.locked(manager, deliveryId);
      if (!delivery || !isSeenBy(delivery.storeId, stores))
        return refused('DELIVERY_UNKNOWN', { deliveryId });
      if (delivery.state === 'DELIVERED') return refused('DELIVERY_MADE', { at: delivery.finishedAt });
      const subscription = await this.subscriptions.byId(manager, delivery.subscriptionId);
      const isTold =
        subscription?.off === null &&
        subscription.deletedAt === null &&
        receiversOf(subscription).includes(delivery.receiver);
      if (!isTold) return refused('SUBSCRIPTION_OFF');
      const now = this.clock.now();
      const giveUpAt = this.outbox.giveUpAt(now);
      await this.deliveries.retry(manager, deliveryId, now, giveUpAt);
      const again = { state: 'PENDING', nextAttemptAt: now, giveUpAt, finishedAt: null } as const;
      return done(deliveryView({ ...delivery, ...again }, subscription));
    });
  }
}
