import { z } from 'zod';
import { count, id, instant, storeScope } from '../primitives.js';
import { adminCommand, rpc } from '../rpc.js';
import { alertRule, alertSeverity, alertView } from './alert-view.js';
import { nextCursor, timeCursor } from './paging.js';

/** How somebody is told of alerts. */
export const ALERT_CHANNELS = ['MAIL', 'WEBHOOK'] as const;
export const alertChannel = z.enum(ALERT_CHANNELS);
export type AlertChannel = z.infer<typeof alertChannel>;

/** What is told of an alert: never that its facts have changed. */
export const TOLD_MOMENTS = ['RAISED', 'ACKNOWLEDGED', 'CLOSED'] as const;
const toldMoment = z.enum(TOLD_MOMENTS);
export const deliveryMoment = z.enum([...TOLD_MOMENTS, 'TEST']);
export type DeliveryMoment = z.infer<typeof deliveryMoment>;

export const ADDRESSES_MAX = 20;
const address = z.string().max(254).toLowerCase().pipe(z.email());
const mailTarget = z.strictObject({
  channel: z.literal('MAIL'),
  addresses: z.array(address).min(1).max(ADDRESSES_MAX).describe('Each gets mails of its own.'),
});
const webhookTarget = z.strictObject({
  channel: z.literal('WEBHOOK'),
  url: z
    .url({ protocol: /^https?$/u })
    .max(500)
    .refine((value) => !/^[^/]*\/\/[^/]*@/u.test(value), 'must hold no user and no password')
    .describe('https; http only to networks that supervision-service is configured to trust.'),
});
export const alertTarget = z
  .discriminatedUnion('channel', [mailTarget, webhookTarget])
  .meta({ id: 'AlertTarget' });
export type AlertTarget = z.infer<typeof alertTarget>;

const told = {
  storeId: id.nullable().describe('Of this store only; null: of all stores.'),
  rule: alertRule.nullable().describe('Of this rule only; null: of all rules.'),
  severityMin: alertSeverity.describe('Of alerts that are at least so severe.'),
  moments: z.array(toldMoment).min(1).max(TOLD_MOMENTS.length),
};
const DEFAULT_MOMENTS: z.infer<typeof toldMoment>[] = ['RAISED', 'CLOSED'];

export const createAlertSubscriptionBody = z
  .strictObject({
    subscriptionId: id.describe('Made by the caller.'),
    storeId: told.storeId.default(null),
    rule: told.rule.default(null),
    severityMin: told.severityMin.default('WARNING'),
    moments: told.moments.default(DEFAULT_MOMENTS),
    to: alertTarget,
  })
  .meta({ id: 'CreateAlertSubscription' });
export const changeAlertSubscriptionBody = z
  .strictObject({
    ...told,
    to: alertTarget.describe('Of the same channel as before.'),
    enabled: z.boolean().describe('Switched off, it is told nothing, and what waits is not sent.'),
  })
  .partial()
  .meta({ id: 'ChangeAlertSubscription' });

export const alertSubscription = z
  .object({
    subscriptionId: id,
    ...told,
    to: alertTarget,
    off: z
      .object({ since: instant, reason: z.enum(['PERSON', 'GONE']) })
      .nullable()
      .describe('GONE: the receiver answered 410.'),
    createdBy: z.string(),
    createdAt: instant,
    changedBy: z.string(),
    changedAt: instant,
  })
  .meta({ id: 'AlertSubscription' });
export type AlertSubscription = z.infer<typeof alertSubscription>;

export const newAlertSubscription = z
  .object({
    subscription: alertSubscription,
    secret: z.string().nullable().describe('What a webhook is signed with. Told once; null for mails.'),
  })
  .meta({ id: 'NewAlertSubscription' });

export const DELIVERY_STATES = ['PENDING', 'DELIVERED', 'FAILED', 'CANCELLED'] as const;
const deliveryState = z
  .enum(DELIVERY_STATES)
  .describe('FAILED: given up. CANCELLED: its subscription was switched off or deleted before.');

export const alertDelivery = z
  .object({
    deliveryId: id.describe('A receiver knows a repeat by it.'),
    subscriptionId: id,
    alertId: id.nullable(),
    storeId: id.nullable(),
    rule: alertRule.nullable(),
    moment: deliveryMoment,
    channel: alertChannel,
    target: z.string().describe('The mail address, or the origin of the webhook.'),
    state: deliveryState,
    attempts: count,
    lastError: z.string().nullable(),
    createdAt: instant,
    nextAttemptAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'AlertDelivery' });
export type AlertDelivery = z.infer<typeof alertDelivery>;

export const NOTICE_TYPES = {
  RAISED: 'alert.raised',
  ACKNOWLEDGED: 'alert.acknowledged',
  CLOSED: 'alert.closed',
  TEST: 'test',
} as const satisfies Record<DeliveryMoment, string>;

/** The body of a webhook, signed as standardwebhooks.com says. */
export const alertNotice = z
  .object({
    version: z.literal(1).describe('Another one when something is taken away or means another thing.'),
    type: z.enum(NOTICE_TYPES),
    timestamp: instant.describe('When it happened.'),
    data: z.object({
      text: z.string().describe('In French, for people.'),
      link: z.string().nullable().describe("Head office's page of the alert."),
      alert: alertView.nullable().describe('As it was then; null for a test.'),
      store: z.object({ storeId: id, code: z.string(), name: z.string() }).nullable(),
      register: z.object({ registerId: id, name: z.string() }).nullable(),
      till: z.object({ tillId: id, name: z.string() }).nullable(),
    }),
  })
  .meta({ id: 'AlertNotice' });
export type AlertNotice = z.infer<typeof alertNotice>;

const filters = {
  state: deliveryState.optional(),
  storeId: id.optional().describe('Of this store only.'),
  subscriptionId: id.optional().describe('Of this subscription only.'),
  alertId: id.optional().describe('Of this alert only.'),
};
export const alertDeliveryFilters = z.strictObject(filters);

const scoped = { stores: storeScope };

/** gateway → supervision-service. */
export const alertDeliveryQueries = {
  listAlertSubscriptions: rpc(
    'encaisse.qry.supervision.listAlertSubscriptions.v1',
    z.strictObject(scoped),
    z.object({ subscriptions: z.array(alertSubscription) }),
  ),
  /** Newest first. */
  listAlertDeliveries: rpc(
    'encaisse.qry.supervision.listAlertDeliveries.v1',
    z.strictObject({
      ...scoped,
      ...filters,
      limit: z.int().min(1).max(200).default(50),
      cursor: timeCursor.optional(),
    }),
    z.object({ deliveries: z.array(alertDelivery), nextCursor }),
  ),
} as const;

/** gateway → supervision-service: who is told of alerts. Whoever may see some stores only is kept to them. */
export const alertDeliveryCommands = {
  createAlertSubscription: rpc(
    'encaisse.cmd.supervision.createAlertSubscription.v1',
    adminCommand({ ...scoped, ...createAlertSubscriptionBody.shape }),
    newAlertSubscription,
  ),
  /** What is not named stays as it is. */
  changeAlertSubscription: rpc(
    'encaisse.cmd.supervision.changeAlertSubscription.v1',
    adminCommand({ ...scoped, subscriptionId: id, ...changeAlertSubscriptionBody.shape }),
    alertSubscription,
  ),
  deleteAlertSubscription: rpc(
    'encaisse.cmd.supervision.deleteAlertSubscription.v1',
    adminCommand({ ...scoped, subscriptionId: id }),
    z.object({}),
  ),
  /** Sends what says that it is a test; tried for some minutes. */
  testAlertSubscription: rpc(
    'encaisse.cmd.supervision.testAlertSubscription.v1',
    adminCommand({ ...scoped, subscriptionId: id }),
    z.object({ deliveries: z.array(alertDelivery) }),
  ),
  /** At once, whether it was given up or waits. */
  retryAlertDelivery: rpc(
    'encaisse.cmd.supervision.retryAlertDelivery.v1',
    adminCommand({ ...scoped, deliveryId: id }),
    alertDelivery,
  ),
} as const;
