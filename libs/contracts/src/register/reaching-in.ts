import { z } from 'zod';
import { count, id, sellerCode, text } from '../primitives.js';
import { adminCommand, rpc } from '../rpc.js';
import { printJobView } from './print-job-view.js';
import { registerView } from './register-views.js';
import { tillView } from './till-views.js';

export const renameTillBody = z.strictObject({ name: text(80) }).meta({ id: 'RenameTill' });
export const renameRegisterBody = z.strictObject({ name: text(40) }).meta({ id: 'RenameRegister' });

export const logOutSellerBody = z
  .strictObject({
    registerId: id.optional().describe('Only from this register.'),
    tillId: id.optional().describe('Only from this till.'),
  })
  .meta({ id: 'LogOutSeller' });

/** A till of the store that the record is of; it needs not be the one that made it. */
const onTill = { tillId: id.describe('Where it prints.') };
export const reprintOnTillBody = z.strictObject(onTill).meta({ id: 'ReprintOnTill' });

const answered = z.object({
  took: z.boolean().describe('Whether the command had its effect.'),
  answer: z.unknown().describe('What it answered then.'),
});

/** supervision-service → register-service: what became of a command whose answer did not come. */
export const headOfficeAnswers = {
  readAnswer: rpc('encaisse.qry.admin.answer.v1', z.strictObject({ commandId: id }), answered),
  /** Unless it had its effect, it will have none, however late it comes. */
  voidCommand: rpc('encaisse.cmd.admin.void.v1', z.strictObject({ commandId: id }), answered),
} as const;

/** What head office does in a store that runs. */
export const reachingCommands = {
  renameTill: rpc(
    'encaisse.cmd.admin.renameTill.v1',
    adminCommand({ tillId: id, ...renameTillBody.shape }),
    tillView,
  ),
  /** What was printed and sealed under the former name keeps it. */
  renameRegister: rpc(
    'encaisse.cmd.admin.renameRegister.v1',
    adminCommand({ registerId: id, ...renameRegisterBody.shape }),
    registerView,
  ),
  /**
   * Ends her connections. Her next action is refused with CONNECTION_ENDED, by whom and when; she may log in again. What she was
   * writing is parked, unless money was taken for it: then it waits for her, or for whoever may close.
   */
  logOutSeller: rpc(
    'encaisse.cmd.admin.logOutSeller.v1',
    adminCommand({ storeId: id, sellerCode, ...logOutSellerBody.shape }),
    z.object({
      storeId: id,
      sellerCode,
      connections: z.array(z.object({ connectionId: id, registerId: id, tillId: id })),
      parkedTickets: count,
    }),
  ),
  /** The next DUPLICATA of a ticket. */
  reprintTicketFromHeadOffice: rpc(
    'encaisse.cmd.admin.reprintTicket.v1',
    adminCommand({ ticketId: id, ...onTill }),
    printJobView,
  ),
  reprintZFromHeadOffice: rpc(
    'encaisse.cmd.admin.reprintZ.v1',
    adminCommand({ sessionId: id, ...onTill }),
    printJobView,
  ),
  /** Of what a job printed: a slip, an X reading, a recount. */
  reprintJobFromHeadOffice: rpc(
    'encaisse.cmd.admin.reprintJob.v1',
    adminCommand({ printJobId: id, ...onTill }),
    printJobView,
  ),
} as const;
