import {
  approvalCommands,
  approvalQueries,
  approveBody,
  type ErrorCode,
  lendRightBody,
  peopleCommands,
  peopleQueries,
  requestApprovalBody,
  requestApprovalFromHeadOfficeBody,
} from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes } from '../api/route.js';
import {
  EXAMPLE_APPROVAL_ID,
  EXAMPLE_GRANT_ID,
  EXAMPLE_SELLER,
  EXAMPLE_TICKET_ID,
  EXAMPLE_TILL_ID,
} from './examples.js';
import { SELLER_REFUSALS } from './refusals.js';

/** Why what takes two people cannot be done, asked and approved alike. */
const ACT = [
  'REGISTER_UNKNOWN',
  'TILL_UNKNOWN',
  'ALREADY_HOLDER',
  'TILL_HOLDS_ANOTHER_REGISTER',
  'JOB_RUNNING',
  'REGISTER_NOT_HELD',
  'REGISTER_IN_SERVICE',
  'REGISTER_OPEN',
  'REGISTER_OUT_OF_SERVICE',
  'CLOCK_NOT_BEHIND',
  'AMOUNT_INVALID',
  'NOTHING_TO_EXPORT',
  'LATE_EXPORT_MISSING',
  'SESSION_UNKNOWN',
  'NO_REFUSED_EXPORT',
  'ID_REUSED',
] as const satisfies readonly ErrorCode[];
const APPROVING = [
  ...ACT,
  'APPROVAL_UNKNOWN',
  'APPROVAL_EXPIRED',
  'APPROVAL_DONE',
  'SAME_PERSON_TWICE',
  'STORE_PERSON_REQUIRED',
] as const satisfies readonly ErrorCode[];
const EXAMPLE_ACT = { action: 'TRANSFER_HOLD', toTillId: EXAMPLE_TILL_ID } as const;

/** What people do for one another. */
export const peopleRoutes = {
  lendRight: post('/till/registers/:registerId/grants', {
    access: 'tillCommand',
    contract: peopleCommands.lendRight,
    input: lendRightBody,
    example: {
      grantId: EXAMPLE_GRANT_ID,
      seller: EXAMPLE_SELLER,
      borrower: 'V01',
      right: 'DISCOUNT',
      subjectId: EXAMPLE_TICKET_ID,
      amountCents: 500,
    },
    status: 201,
    summary: [
      'Lend a right to a seller, for one act within 60 s',
      'Prêter un droit à un vendeur, pour un acte, dans les 60 s',
    ],
    refusals: [...SELLER_REFUSALS, 'REGISTER_UNKNOWN', 'SELLER_UNKNOWN', 'SAME_PERSON_TWICE', 'ID_REUSED'],
  }),
  listConnectedUsers: get('/till/registers/:registerId/connections', {
    access: 'till',
    contract: peopleQueries.connectedUsers,
    summary: [
      'Who is connected, since when, and whose page is silent',
      'Qui est connecté, depuis quand, et quel écran se tait',
    ],
    refusals: ['REGISTER_UNKNOWN'],
  }),
  requestApproval: post('/till/registers/:registerId/approvals', {
    access: 'tillCommand',
    contract: approvalCommands.requestApproval,
    input: requestApprovalBody,
    example: {
      approvalId: EXAMPLE_APPROVAL_ID,
      seller: EXAMPLE_SELLER,
      act: EXAMPLE_ACT,
      reason: 'Écran cassé',
    },
    status: 201,
    summary: [
      'Ask for what takes two people; a second one has 10 minutes',
      'Demander une action à deux personnes\u202f: la seconde a 10 minutes',
    ],
    refusals: [...SELLER_REFUSALS, ...ACT],
  }),
  listApprovals: get('/till/approvals', {
    access: 'till',
    contract: approvalQueries.listApprovals,
    summary: ['What waits for a second person', 'Ce qui attend une seconde personne'],
  }),
  readApproval: get('/till/approvals/:approvalId', {
    access: 'till',
    contract: approvalQueries.getApproval,
    summary: ['What became of an approval', 'L’état d’une approbation'],
    refusals: ['APPROVAL_UNKNOWN'],
  }),
  approve: post('/till/approvals/:approvalId/approve', {
    access: 'tillCommand',
    contract: approvalCommands.approve,
    input: approveBody,
    example: { seller: EXAMPLE_SELLER },
    summary: ['Approve as the second person: it is done', 'Approuver en second\u202f: l’action est faite'],
    refusals: [...SELLER_REFUSALS, ...APPROVING],
  }),
  requestApprovalFromHeadOffice: post('/head-office/registers/:registerId/approvals', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: approvalCommands.requestApprovalFromHeadOffice,
    input: requestApprovalFromHeadOfficeBody,
    example: { approvalId: EXAMPLE_APPROVAL_ID, act: { action: 'FORCE_RELEASE' }, reason: 'Poste volé' },
    status: 201,
    summary: [
      'Ask for what takes two people, the second one at head office or in the store',
      'Demander une action à deux personnes, la seconde au siège ou en magasin',
    ],
    refusals: ACT,
  }),
  listApprovalsAtHeadOffice: get('/head-office/approvals', {
    access: 'headOffice',
    contract: approvalQueries.listApprovalsAtHeadOffice,
    input: z.strictObject({ storeId: z.uuid().optional() }),
    summary: ['What took or takes two people', 'Les actions à deux personnes'],
  }),
  approveFromHeadOffice: post('/head-office/approvals/:approvalId/approve', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: approvalCommands.approveFromHeadOffice,
    summary: ['Approve at head office: it is done', 'Approuver au siège\u202f: l’action est faite'],
    refusals: APPROVING,
  }),
} as const satisfies Routes;
