import { z } from 'zod';
import { count, id, instant, positiveCents, type Right, storeScope, text } from '../primitives.js';
import { adminCommand, rpc, tillCommand, tillQuery } from '../rpc.js';
import { sellerLogin } from './bodies.js';

/** What takes two people, each with the right. `act` says what exactly. */
export const APPROVAL_RIGHTS = {
  TRANSFER_HOLD: 'TRANSFER_HOLD',
  FORCE_RELEASE: 'RELEASE_HOLD',
  LATE_EXPORT: 'RELEASE_HOLD',
  MATCH: 'RELEASE_HOLD',
  WRITE_OFF: 'RELEASE_HOLD',
  ACCEPT_APART: 'EXPORT',
  CORRECT_CLOCK: 'CORRECT_CLOCK',
} as const satisfies Record<string, Right>;
export type ApprovalAction = keyof typeof APPROVAL_RIGHTS;

/** How long the second person may take. */
export const APPROVAL_LIFE_MS = 10 * 60_000;

export const approvalAct = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('TRANSFER_HOLD').describe('The till is dead: another takes its hold as it is.'),
      toTillId: id,
    }),
    z.strictObject({
      action: z.literal('FORCE_RELEASE').describe('The hold is lost: the register goes out of service.'),
    }),
    z.strictObject({
      action: z.literal('LATE_EXPORT').describe('What a lost register holds goes to head office after all.'),
      exportId: id,
      countedCashCents: positiveCents
        .default(0)
        .describe('What was found in the drawer of a session that was never closed, which is sealed for it.'),
    }),
    z.strictObject({
      action: z
        .literal('MATCH')
        .describe('Head office has all of a lost register: it waits for its import again.'),
      lateNumbers: z
        .strictObject({ epoch: count, ticketNumber: count, zNumber: count })
        .nullable()
        .default(null)
        .describe('The highest numbers that head office knows of, where the store may know less.'),
    }),
    z.strictObject({
      action: z
        .literal('ACCEPT_APART')
        .describe('Head office takes a session that it has refused into its books apart.'),
      sessionId: id,
    }),
    z.strictObject({ action: z.literal('WRITE_OFF').describe('A lost register never comes back.') }),
    z.strictObject({
      action: z.literal('CORRECT_CLOCK').describe('The clock was ahead: the present time is the new floor.'),
    }),
  ])
  .meta({ id: 'ApprovalAct' });
export type ApprovalAct = z.infer<typeof approvalAct>;

const reason = text(200);

export const requestApprovalBody = z
  .strictObject({ approvalId: id, seller: sellerLogin, act: approvalAct, reason })
  .meta({ id: 'RequestApproval' });
export const approveBody = z.strictObject({ seller: sellerLogin }).meta({ id: 'Approve' });
export const requestApprovalFromHeadOfficeBody = z
  .strictObject({ approvalId: id, act: approvalAct, reason })
  .meta({ id: 'RequestApprovalFromHeadOffice' });

export const person = z
  .object({ kind: z.enum(['SELLER', 'ADMINISTRATOR']), code: z.string() })
  .describe("A seller of the store, or head office's administrator.");
export type Person = z.infer<typeof person>;

export const approvalView = z
  .object({
    approvalId: id,
    storeId: id,
    registerId: id,
    act: approvalAct,
    reason,
    state: z.enum(['PENDING', 'EXPIRED', 'DONE']),
    requestedBy: person,
    requestedAt: instant,
    expiresAt: instant,
    approvedBy: person.nullable(),
    approvedAt: instant.nullable(),
    acceptance: z
      .object({
        state: z.enum(['RUNNING', 'ACCEPTED', 'REFUSED']),
        refusal: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
      })
      .nullable()
      .describe('What head office answers to an ACCEPT_APART that was approved.'),
  })
  .meta({ id: 'Approval' });
export type ApprovalView = z.infer<typeof approvalView>;

/** What two people do together: one asks, another approves, and the approval does it. */
export const approvalCommands = {
  requestApproval: rpc(
    'encaisse.cmd.register.requestApproval.v1',
    tillCommand({ registerId: id, ...requestApprovalBody.shape }),
    approvalView,
  ),
  approve: rpc(
    'encaisse.cmd.register.approve.v1',
    tillCommand({ approvalId: id, ...approveBody.shape }),
    approvalView,
  ),
  requestApprovalFromHeadOffice: rpc(
    'encaisse.cmd.admin.requestApproval.v1',
    adminCommand({ registerId: id, ...requestApprovalFromHeadOfficeBody.shape }),
    approvalView,
  ),
  approveFromHeadOffice: rpc('encaisse.cmd.admin.approve.v1', adminCommand({ approvalId: id }), approvalView),
} as const;

const approvals = z.object({ approvals: z.array(approvalView) });

export const approvalQueries = {
  /** Those of the store that wait for a second person, newest first. */
  listApprovals: rpc('encaisse.qry.till.approvals.v1', tillQuery({}), approvals),
  getApproval: rpc('encaisse.qry.till.approval.v1', tillQuery({ approvalId: id }), approvalView),
  /** Whatever has become of it. */
  getApprovalAtHeadOffice: rpc(
    'encaisse.qry.admin.approval.v1',
    z.strictObject({ approvalId: id }),
    approvalView,
  ),
  /** The latest hundred of these stores, whatever has become of them. */
  listApprovalsAtHeadOffice: rpc(
    'encaisse.qry.admin.approvals.v1',
    z.strictObject({ stores: storeScope, storeId: id.optional() }),
    approvals,
  ),
} as const;
