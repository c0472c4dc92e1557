import {
  logOutSellerBody,
  reachingCommands,
  renameRegisterBody,
  renameTillBody,
  reprintOnTillBody,
} from '@encaisse/contracts';
import { post, type Routes } from '../api/route.js';
import { EXAMPLE_TILL_ID } from './examples.js';

const TILL = ['TILL_UNKNOWN', 'TILL_OUT_OF_USE'] as const;

/** What head office does in a store that runs. */
export const reachingRoutes = {
  renameTill: post('/head-office/tills/:tillId/name', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: reachingCommands.renameTill,
    input: renameTillBody,
    example: { name: 'Poste accueil' },
    summary: ['Rename a till', 'Renommer un poste'],
    refusals: ['TILL_UNKNOWN'],
  }),
  renameRegister: post('/head-office/registers/:registerId/name', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: reachingCommands.renameRegister,
    input: renameRegisterBody,
    example: { name: 'CAISSE ACCUEIL' },
    summary: [
      'Rename a register; what was printed and sealed before keeps the former name',
      'Renommer une caisse\u202f; ce qui a été imprimé et scellé garde l’ancien nom',
    ],
    refusals: ['REGISTER_UNKNOWN'],
  }),
  logOutSeller: post('/head-office/stores/:storeId/sellers/:sellerCode/log-out', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: reachingCommands.logOutSeller,
    input: logOutSellerBody,
    example: { tillId: EXAMPLE_TILL_ID },
    summary: [
      'Log a seller out: everywhere in the store, or from one till or register',
      'Déconnecter un vendeur\u202f: de tout le magasin, ou d’un poste ou d’une caisse',
    ],
    refusals: ['STORE_UNKNOWN', 'SELLER_UNKNOWN', 'SELLER_NOT_CONNECTED'],
  }),
  reprintTicketFromHeadOffice: post('/head-office/tickets/:ticketId/reprint', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: reachingCommands.reprintTicketFromHeadOffice,
    input: reprintOnTillBody,
    example: { tillId: EXAMPLE_TILL_ID },
    status: 202,
    summary: [
      'Print a duplicate of a ticket on a till of its store',
      'Imprimer un duplicata d’un ticket sur un poste de son magasin',
    ],
    refusals: [...TILL, 'TICKET_UNKNOWN'],
  }),
  reprintZFromHeadOffice: post('/head-office/sessions/:sessionId/reprint-z', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: reachingCommands.reprintZFromHeadOffice,
    input: reprintOnTillBody,
    example: { tillId: EXAMPLE_TILL_ID },
    status: 202,
    summary: [
      'Print a duplicate of a Z on a till of its store',
      'Imprimer un duplicata d’un Z sur un poste de son magasin',
    ],
    refusals: [...TILL, 'SESSION_UNKNOWN'],
  }),
  reprintJobFromHeadOffice: post('/head-office/print-jobs/:printJobId/reprint', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: reachingCommands.reprintJobFromHeadOffice,
    input: reprintOnTillBody,
    example: { tillId: EXAMPLE_TILL_ID },
    status: 202,
    summary: [
      'Print a duplicate of what a job printed on a till of its store',
      'Imprimer un duplicata d’une impression sur un poste de son magasin',
    ],
    refusals: [...TILL, 'PRINT_JOB_UNKNOWN', 'PRINT_JOB_WITHOUT_RECORD'],
  }),
} as const satisfies Routes;
