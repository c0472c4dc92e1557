import { z } from 'zod';
import { id } from '../primitives.js';
import { adminCommand, rpc, tillCommand } from '../rpc.js';
import { sellerLogin } from './seller-login.js';

export const cancelImportBody = z
  .strictObject({ jobId: id.describe('The import that runs.'), seller: sellerLogin })
  .meta({ id: 'CancelImport' });
export const retryJobBody = z.strictObject({ seller: sellerLogin }).meta({ id: 'RetryJob' });

const retried = z.object({
  jobId: id.describe('The new job: a job that is over never runs again.'),
  registerId: id,
});

/** What can be done about an import or export that goes badly. */
export const importCommands = {
  /** Before its data count: the register has its former state and data again, unless its till holds another by now. */
  cancelImport: rpc(
    'encaisse.cmd.register.cancelImport.v1',
    tillCommand({ registerId: id, ...cancelImportBody.shape }),
    z.object({ jobId: id }),
  ),
  /** Begins the same work once more, from the till that asks: an import that failed or was cancelled, an export refused. */
  retryJob: rpc(
    'encaisse.cmd.register.retryJob.v1',
    tillCommand({ jobId: id, ...retryJobBody.shape }),
    retried,
  ),
  /** The same by head office's administrator, for the till that had asked. */
  retryJobFromHeadOffice: rpc('encaisse.cmd.admin.retryJob.v1', adminCommand({ jobId: id }), retried),
} as const;
