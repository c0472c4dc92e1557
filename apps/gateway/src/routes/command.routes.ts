import { COMMAND_STATES, commandQueries, supervisionCommands } from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes } from '../api/route.js';

/** What head office had done in stores: who, when, what, and what became of it. */
export const commandRoutes = {
  listCommands: get('/head-office/commands', {
    access: 'headOffice',
    contract: commandQueries.listCommands,
    input: z.strictObject({
      storeId: z.uuid().optional(),
      operation: z.string().max(40).optional().describe('As `createTill`, `retryJob`, `approve`.'),
      administrator: z.string().min(1).max(80).optional(),
      state: z.enum(COMMAND_STATES).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many, newest first.'),
      cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before.'),
    }),
    summary: ['What head office had done in stores', 'Ce que le siège a fait faire dans les magasins'],
  }),
  readCommand: get('/head-office/commands/:commandId', {
    access: 'headOffice',
    contract: commandQueries.getCommand,
    summary: [
      'A command by its key: whether its store has done it',
      'Une commande par sa clé\u202f: son magasin l’a-t-il exécutée\u202f?',
    ],
    refusals: ['COMMAND_UNKNOWN'],
  }),
  withdrawCommand: post('/head-office/commands/:commandId/withdraw', {
    access: 'headOfficeCommand',
    role: 'OPERATOR',
    contract: supervisionCommands.withdrawCommand,
    summary: [
      'Withdraw a command that its store does not answer: it is asked no more',
      'Retirer une commande à laquelle son magasin ne répond pas\u202f: elle n’est plus répétée',
    ],
    refusals: ['COMMAND_UNKNOWN', 'COMMAND_SETTLED'],
  }),
} as const satisfies Routes;
