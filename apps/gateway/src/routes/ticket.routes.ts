import {
  addLineBody,
  addPaymentBody,
  type ErrorCode,
  finaliseBody,
  startTicketBody,
  ticketCommands,
  tillQueries,
} from '@encaisse/contracts';
import { get, post, type Routes, remove } from '../api/route.js';
import { EXAMPLE_LINE_ID, EXAMPLE_PAYMENT_ID, EXAMPLE_TICKET_ID } from './examples.js';
import { registerRefusals } from './refusals.js';

/** What every command of a connected seller may be refused for. */
const SALE = [
  'RIGHT_MISSING',
  ...registerRefusals('sell'),
  'HOLD_MOVED',
  'SESSION_CLOSED',
] as const satisfies readonly ErrorCode[];
const TICKET = [...SALE, 'TICKET_UNKNOWN', 'TICKET_NOT_DRAFT'] as const satisfies readonly ErrorCode[];
export const OWN_TICKET = [...TICKET, 'TICKET_OF_ANOTHER_SELLER'] as const satisfies readonly ErrorCode[];

/** What a connected seller does to tickets. Ids of tickets, lines and payments are made by the till. */
export const ticketRoutes = {
  listTicketsInProgress: get('/till/registers/:registerId/tickets', {
    access: 'till',
    contract: tillQueries.ticketsInProgress,
    summary: ['Tickets in progress: drafts with a line, parked ones', 'Les tickets en cours et en attente'],
    refusals: ['REGISTER_UNKNOWN'],
  }),
  readTicket: get('/till/tickets/:ticketId', {
    access: 'till',
    contract: tillQueries.getTicket,
    summary: ['A ticket, in any state', 'Un ticket, dans tout état'],
    refusals: ['TICKET_UNKNOWN'],
  }),
  startTicket: post('/till/registers/:registerId/tickets', {
    access: 'seller',
    contract: ticketCommands.startTicket,
    input: startTicketBody,
    example: { ticketId: EXAMPLE_TICKET_ID },
    status: 201,
    summary: ['Start a ticket', 'Commencer un ticket'],
    refusals: [...SALE, 'TICKET_OF_ANOTHER_SELLER', 'TOO_MANY_TICKETS', 'ID_REUSED'],
  }),
  addLine: post('/till/registers/:registerId/tickets/:ticketId/lines', {
    access: 'seller',
    contract: ticketCommands.addLine,
    input: addLineBody,
    example: { lineId: EXAMPLE_LINE_ID, barcode: '3017620422003', quantityThousandths: 2_000 },
    status: 201,
    summary: ['Add a scanned article', 'Ajouter un article scanné'],
    refusals: [
      ...OWN_TICKET,
      'BARCODE_INVALID',
      'ARTICLE_UNKNOWN',
      'DISCOUNT_TOO_LARGE',
      'LENT_FOR_LESS',
      'QUANTITY_INVALID',
      'TICKET_HAS_PAYMENTS',
      'TICKET_TOO_LONG',
      'AMOUNT_INVALID',
      'ID_REUSED',
    ],
  }),
  removeLine: remove('/till/registers/:registerId/tickets/:ticketId/lines/:lineId', {
    access: 'seller',
    contract: ticketCommands.removeLine,
    summary: ['Remove a line', 'Retirer une ligne'],
    refusals: [...OWN_TICKET, 'LINE_UNKNOWN', 'DISCOUNT_TOO_LARGE', 'LENT_FOR_LESS', 'TICKET_HAS_PAYMENTS'],
  }),
  addPayment: post('/till/registers/:registerId/tickets/:ticketId/payments', {
    access: 'seller',
    contract: ticketCommands.addPayment,
    input: addPaymentBody,
    example: { paymentId: EXAMPLE_PAYMENT_ID, tenderCode: 'ESP', tenderedCents: 2_000 },
    status: 201,
    summary: ['Take a payment', 'Encaisser un règlement'],
    refusals: [
      ...OWN_TICKET,
      'TENDER_UNKNOWN',
      'TICKET_EMPTY',
      'TICKET_TOO_LONG',
      'PAYMENT_EXCEEDS_DUE',
      'REFUND_TENDER_REFUSED',
      'AMOUNT_INVALID',
      'ID_REUSED',
    ],
  }),
  removePayment: remove('/till/registers/:registerId/tickets/:ticketId/payments/:paymentId', {
    access: 'seller',
    contract: ticketCommands.removePayment,
    summary: ['Remove a payment', 'Retirer un règlement'],
    refusals: [...OWN_TICKET, 'PAYMENT_UNKNOWN', 'PAYMENT_EXCEEDS_DUE'],
  }),
  parkTicket: post('/till/registers/:registerId/tickets/:ticketId/park', {
    access: 'seller',
    contract: ticketCommands.parkTicket,
    summary: ['Park the ticket', 'Mettre le ticket en attente'],
    refusals: [...OWN_TICKET, 'TICKET_EMPTY', 'TICKET_HAS_PAYMENTS'],
  }),
  resumeTicket: post('/till/registers/:registerId/tickets/:ticketId/resume', {
    access: 'seller',
    contract: ticketCommands.resumeTicket,
    summary: ['Resume a parked ticket', 'Reprendre un ticket en attente'],
    refusals: [...TICKET, 'TICKET_NOT_PARKED'],
  }),
  abandonTicket: post('/till/registers/:registerId/tickets/:ticketId/abandon', {
    access: 'seller',
    contract: ticketCommands.abandonTicket,
    summary: ['Abandon the ticket', 'Abandonner le ticket'],
    refusals: [...OWN_TICKET, 'TICKET_HAS_PAYMENTS'],
  }),
  finaliseTicket: post('/till/registers/:registerId/tickets/:ticketId/finalise', {
    access: 'seller',
    contract: ticketCommands.finaliseTicket,
    input: finaliseBody,
    example: { printReceipt: true },
    summary: [
      'Finalise the ticket: it gets its number and is sold',
      'Valider le ticket\u202f: il reçoit son numéro',
    ],
    refusals: [...OWN_TICKET, 'TICKET_EMPTY', 'PAYMENT_MISSING', 'REFUND_EXCEEDS_SALE', 'REFUND_CHANGED'],
  }),
} as const satisfies Routes;
