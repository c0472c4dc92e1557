import {
  alertDeliveryCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { PeopleCommands } from '../people/people-commands.js';
import { deliveryView } from './delivery.js';
import { DeliveryOutbox } from './delivery-outbox.js';
import { isSeenBy } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';

const contract = alertDeliveryCommands.testAlertSubscription;
type Contract = typeof contract;

/** Goes the way of everything that is told: what becomes of it stands among the deliveries. */
@Injectable()
export class TestSubscriptionHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly clock: Clock,
    private readonly subscriptions: SubscriptionRepository,
    private readonly outbox: DeliveryOutbox,
  ) {}

  handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { subscriptionId, stores } = request;
    return this.commands.run(contract, request, async (manager) => {
      const subscription = await this.subscriptions.locked(manager, subscriptionId);
      if (!subscription || subscription.deletedAt !== null || !isSeenBy(subscription.storeId, stores))
        return refused('SUBSCRIPTION_UNKNOWN', { subscriptionId });
      if (subscription.off !== null) return refused('SUBSCRIPTION_OFF', { ...subscription.off });
      const deliveries = await this.outbox.writeTest(manager, subscription, this.clock.now());
      return done({ deliveries: deliveries.map((delivery) => deliveryView(delivery, subscription)) });
    });
  }
}
