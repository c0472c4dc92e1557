import { alertDeliveryCommands, alertDeliveryQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ChangeSubscriptionHandler } from './change-subscription.handler.js';
import { CreateSubscriptionHandler } from './create-subscription.handler.js';
import { DeleteSubscriptionHandler } from './delete-subscription.handler.js';
import { DeliveryListsQuery } from './delivery-lists.query.js';
import { RetryDeliveryHandler } from './retry-delivery.handler.js';
import { TestSubscriptionHandler } from './test-subscription.handler.js';

const { testAlertSubscription, retryAlertDelivery, ...subscriptionCommands } = alertDeliveryCommands;

/** Who is to be told of alerts. */
@Injectable()
export class SubscriptionRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly creation: CreateSubscriptionHandler,
    private readonly changing: ChangeSubscriptionHandler,
    private readonly deletion: DeleteSubscriptionHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', subscriptionCommands, {
      createAlertSubscription: (request) => this.creation.handle(request),
      changeAlertSubscription: (request) => this.changing.handle(request),
      deleteAlertSubscription: (request) => this.deletion.handle(request),
    });
  }
}

/** What is sent to them. */
@Injectable()
export class DeliveryRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly lists: DeliveryListsQuery,
    private readonly testing: TestSubscriptionHandler,
    private readonly retrying: RetryDeliveryHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', alertDeliveryQueries, {
      listAlertSubscriptions: (request) => this.lists.listSubscriptions(request),
      listAlertDeliveries: (request) => this.lists.listDeliveries(request),
    });
    const commands = { testAlertSubscription, retryAlertDelivery };
    this.bus.serve('supervision', commands, {
      testAlertSubscription: (request) => this.testing.handle(request),
      retryAlertDelivery: (request) => this.retrying.handle(request),
    });
  }
}
