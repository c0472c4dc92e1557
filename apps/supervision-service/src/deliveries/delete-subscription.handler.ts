import { alertDeliveryCommands, done, type Outcome, type RequestOf, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { PeopleCommands } from '../people/people-commands.js';
import { PeopleJournal } from '../people/people-journal.js';
import { factsOf } from './create-subscription.handler.js';
import { DeliveryRepository } from './delivery.repository.js';
import { isSeenBy } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';

const contract = alertDeliveryCommands.deleteAlertSubscription;

/** Nobody is told by it any more, of what waits neither. Deleted again, it is deleted. */
@Injectable()
export class DeleteSubscriptionHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly journal: PeopleJournal,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<Record<string, never>>> {
    const { subscriptionId, administrator: by, stores } = request;
    return this.commands.run(contract, request, async (manager, at) => {
      const former = await this.subscriptions.locked(manager, subscriptionId);
      if (!former || !isSeenBy(former.storeId, stores))
        return refused('SUBSCRIPTION_UNKNOWN', { subscriptionId });
      if (former.deletedAt !== null) return done({});
      await this.subscriptions.save(manager, { ...former, changedBy: by, changedAt: at, deletedAt: at });
      await this.deliveries.cancel(manager, subscriptionId, at);
      const deed = 'ALERT_SUBSCRIPTION_DELETED';
      await this.journal.write(manager, { by, deed, subjectId: subscriptionId, facts: factsOf(former) }, at);
      return done({});
    });
  }
}
