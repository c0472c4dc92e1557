import {
  type alertDeliveryQueries,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cursorAfter } from '../lists/conditions.js';
import { deliveryView } from './delivery.js';
import { DeliveryRepository } from './delivery.repository.js';
import { subscriptionView } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';

type Subscriptions = typeof alertDeliveryQueries.listAlertSubscriptions;
type Deliveries = typeof alertDeliveryQueries.listAlertDeliveries;

/** Who is told of alerts, and what became of what was sent. */
@Injectable()
export class DeliveryListsQuery {
  constructor(
    private readonly database: DataSource,
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
  ) {}

  /** Those of all stores are seen by those who see all stores. */
  async listSubscriptions({ stores }: RequestOf<Subscriptions>): Promise<Outcome<ReplyOf<Subscriptions>>> {
    const found = await this.subscriptions.list(this.database, stores);
    return done({ subscriptions: found.map(subscriptionView) });
  }

  async listDeliveries(request: RequestOf<Deliveries>): Promise<Outcome<ReplyOf<Deliveries>>> {
    const found = await this.deliveries.list(this.database, request);
    const subscriptions = await this.subscriptions.byIds(
      this.database,
      found.map(({ subscriptionId }) => subscriptionId),
    );
    const deliveries = found.flatMap((delivery) => {
      const subscription = subscriptions.get(delivery.subscriptionId);
      return subscription ? [deliveryView(delivery, subscription)] : [];
    });
    const nextCursor = cursorAfter(deliveries, request.limit, ({ createdAt, deliveryId }) => [
      createdAt,
      deliveryId,
    ]);
    return done({ deliveries, nextCursor });
  }
}
