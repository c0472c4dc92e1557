import {
  alertDeliveryCommands,
  alertDeliveryFilters,
  alertDeliveryQueries,
  changeAlertSubscriptionBody,
  createAlertSubscriptionBody,
  timeCursor,
} from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes, remove } from '../api/route.js';
import { EXAMPLE_SUBSCRIPTION_ID } from './examples.js';

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many, newest first.'),
  cursor: timeCursor.optional(),
};

/** Who is told of alerts by mail and webhook, and what was sent. Addresses may open something: only administrators see them whole. */
export const alertDeliveryRoutes = {
  listAlertSubscriptions: get('/head-office/alert-subscriptions', {
    access: 'headOffice',
    role: 'ADMINISTRATOR',
    contract: alertDeliveryQueries.listAlertSubscriptions,
    summary: ['Who is told of alerts', 'Qui est prévenu des alertes'],
  }),
  createAlertSubscription: post('/head-office/alert-subscriptions', {
    access: 'headOfficeCommand',
    contract: alertDeliveryCommands.createAlertSubscription,
    input: createAlertSubscriptionBody,
    example: {
      subscriptionId: EXAMPLE_SUBSCRIPTION_ID,
      storeId: null,
      rule: null,
      severityMin: 'WARNING',
      moments: ['RAISED', 'CLOSED'],
      to: { channel: 'MAIL', addresses: ['exploitation@chaine.example'] },
    },
    status: 201,
    summary: [
      'Tell somebody by mail or webhook, whose secret is told once',
      'Prévenir quelqu’un par courriel ou webhook, dont le secret n’est montré qu’une fois',
    ],
    refusals: ['STORE_UNKNOWN', 'ID_REUSED', 'MAIL_NOT_CONFIGURED', 'WEBHOOK_FORBIDDEN'],
  }),
  changeAlertSubscription: post('/head-office/alert-subscriptions/:subscriptionId', {
    access: 'headOfficeCommand',
    contract: alertDeliveryCommands.changeAlertSubscription,
    input: changeAlertSubscriptionBody,
    example: { severityMin: 'CRITICAL', enabled: true },
    summary: [
      'Change it, switch it off or on; what is not named stays',
      'Modifier, désactiver ou réactiver un abonnement',
    ],
    refusals: [
      'SUBSCRIPTION_UNKNOWN',
      'STORE_UNKNOWN',
      'CHANNEL_DIFFERS',
      'MAIL_NOT_CONFIGURED',
      'WEBHOOK_FORBIDDEN',
    ],
  }),
  deleteAlertSubscription: remove('/head-office/alert-subscriptions/:subscriptionId', {
    access: 'headOfficeCommand',
    contract: alertDeliveryCommands.deleteAlertSubscription,
    summary: ['Tell them no more', 'Ne plus prévenir'],
    refusals: ['SUBSCRIPTION_UNKNOWN'],
  }),
  testAlertSubscription: post('/head-office/alert-subscriptions/:subscriptionId/test', {
    access: 'headOfficeCommand',
    contract: alertDeliveryCommands.testAlertSubscription,
    status: 202,
    summary: [
      'Send a test: what becomes of it stands among the deliveries',
      'Envoyer un essai\u202f: son sort se lit dans les envois',
    ],
    refusals: ['SUBSCRIPTION_UNKNOWN', 'SUBSCRIPTION_OFF'],
  }),
  listAlertDeliveries: get('/head-office/alert-deliveries', {
    access: 'headOffice',
    contract: alertDeliveryQueries.listAlertDeliveries,
    input: alertDeliveryFilters.extend(page),
    summary: ['What was sent, and what could not be', 'Les envois, et ceux qui ont échoué'],
  }),
  retryAlertDelivery: post('/head-office/alert-deliveries/:deliveryId/retry', {
    access: 'headOfficeCommand',
    role: 'OPERATOR',
    contract: alertDeliveryCommands.retryAlertDelivery,
    summary: ['Send it again now', 'Renvoyer maintenant'],
    refusals: ['DELIVERY_UNKNOWN', 'DELIVERY_MADE', 'SUBSCRIPTION_OFF'],
  }),
} as const satisfies Routes;
