import type { Provider } from '@nestjs/common';
import { ChangeSubscriptionHandler } from './change-subscription.handler.js';
import { CreateSubscriptionHandler } from './create-subscription.handler.js';
import { DeleteSubscriptionHandler } from './delete-subscription.handler.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryRequests, SubscriptionRequests } from './delivery.requests.js';
import { DeliveryForgetting } from './delivery-forgetting.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { DeliveryListsQuery } from './delivery-lists.query.js';
import { DeliveryOutbox } from './delivery-outbox.js';
import { DeliverySending } from './delivery-sending.js';
import { MailClient } from './mail-client.js';
import { MailLane } from './mail-lane.js';
import { NoticeWriter } from './notice-writer.js';
import { PlaceRepository } from './place.repository.js';
import { RetryDeliveryHandler } from './retry-delivery.handler.js';
import { SubscriptionRepository } from './subscription.repository.js';
import { SubscriptionRules } from './subscription-rules.js';
import { TestSubscriptionHandler } from './test-subscription.handler.js';
import { WebhookClient } from './webhook-client.js';
import { WebhookLane } from './webhook-lane.js';

/** Alerts by mail and webhook. */
export const DELIVERIES: Provider[] = [
  ...[SubscriptionRepository, DeliveryRepository, PlaceRepository, DeliveryOutbox, DeliveryLedger],
  ...[NoticeWriter, MailClient, MailLane, WebhookClient, WebhookLane, DeliverySending, DeliveryForgetting],
  ...[SubscriptionRules, CreateSubscriptionHandler, ChangeSubscriptionHandler, DeleteSubscriptionHandler],
  ...[TestSubscriptionHandler, RetryDeliveryHandler, DeliveryListsQuery],
  ...[SubscriptionRequests, DeliveryRequests],
];
