import {
  acknowledgeMessageBody,
  messageCommands,
  messageFilters,
  messageQueries,
  publishedMessageQueries,
  publishMessageBody,
  timeCursor,
} from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes } from '../api/route.js';
import { EXAMPLE_MESSAGE_ID, EXAMPLE_SELLER, EXAMPLE_STORE_ID } from './examples.js';
import { SELLER_REFUSALS } from './refusals.js';

/** What head office says to those at the tills. */
export const messageRoutes = {
  publishMessage: post('/head-office/messages', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: messageCommands.publishMessage,
    input: publishMessageBody,
    example: {
      messageId: EXAMPLE_MESSAGE_ID,
      storeId: EXAMPLE_STORE_ID,
      text: 'Rappel produit\u202f: retirer de la vente le lot 4512.',
      level: 'IMPORTANT',
      from: '2026-03-02T07:00:00.000Z',
      until: '2026-03-03T20:00:00.000Z',
    },
    status: 201,
    summary: [
      'Publish a message: to a till, to a store, or to all',
      'Publier un message\u202f: à un poste, à un magasin ou à tous',
    ],
    refusals: [
      'STORE_UNKNOWN',
      'TILL_UNKNOWN',
      'TILL_OUT_OF_USE',
      'MESSAGE_PERIOD_INVALID',
      'TOO_MANY_MESSAGES',
      'ID_REUSED',
    ],
  }),
  withdrawMessage: post('/head-office/messages/:messageId/withdraw', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: messageCommands.withdrawMessage,
    summary: [
      'Withdraw a message: no till shows it any more',
      'Retirer un message\u202f: plus aucun poste ne l’affiche',
    ],
    refusals: ['MESSAGE_UNKNOWN', 'MESSAGE_WITHDRAWN'],
  }),
  listPublishedMessages: get('/head-office/messages', {
    access: 'headOffice',
    contract: publishedMessageQueries.listPublishedMessages,
    input: messageFilters.extend({
      limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many, newest first.'),
      cursor: timeCursor.optional(),
    }),
    summary: ['Messages to tills, and how far they were read', 'Les messages aux postes et leur lecture'],
  }),
  readPublishedMessage: get('/head-office/messages/:messageId', {
    access: 'headOffice',
    contract: publishedMessageQueries.readPublishedMessage,
    summary: ['A message, and who has read it at which till', 'Un message, et qui l’a lu à quel poste'],
    refusals: ['MESSAGE_UNKNOWN'],
  }),
  listTillMessages: get('/till/messages', {
    access: 'till',
    contract: messageQueries.tillMessages,
    summary: ['What head office says to those at this till', 'Les messages du siège à ce poste'],
  }),
  acknowledgeMessage: post('/till/messages/:messageId/acknowledgement', {
    access: 'tillCommand',
    contract: messageCommands.acknowledgeMessage,
    input: acknowledgeMessageBody,
    example: { seller: EXAMPLE_SELLER },
    summary: ['Say that a seller has read it', 'Dire qu’un vendeur en a pris connaissance'],
    refusals: [
      ...SELLER_REFUSALS.filter((code) => code !== 'RIGHT_MISSING'),
      'MESSAGE_UNKNOWN',
      'MESSAGE_WITHDRAWN',
    ],
  }),
} as const satisfies Routes;
