import { z } from 'zod';
import { id } from '../primitives.js';
import { rpc, tillCommand, tillQuery } from '../rpc.js';
import { reprintBody, sellerLogin } from './bodies.js';
import { printJobView } from './print-job-view.js';

/** What a person says of a job that did not come out, or perhaps not, after a look at the paper. */
export const printVerdict = z.enum(['PRINTED', 'NOT_PRINTED']);
export type PrintVerdict = z.infer<typeof printVerdict>;

export const resolvePrintJobBody = z
  .strictObject({
    seller: sellerLogin,
    outcome: printVerdict.describe('Only an UNKNOWN job may have been PRINTED.'),
    printCopy: z
      .boolean()
      .default(false)
      .describe('With NOT_PRINTED: prints the next DUPLICATA at once, whoever asks for it.'),
  })
  .meta({ id: 'ResolvePrintJob' });
export const testPageBody = z.strictObject({ seller: sellerLogin }).meta({ id: 'PrintTestPage' });

/** What a till does about its printer. */
export const printingCommands = {
  resolvePrintJob: rpc(
    'encaisse.cmd.print.resolve.v1',
    tillCommand({ printJobId: id, ...resolvePrintJobBody.shape }),
    z.object({ printJob: printJobView, copy: printJobView.nullable() }),
  ),
  /** A copy of what a job printed: of its record, whichever of its jobs is named. */
  reprintJob: rpc(
    'encaisse.cmd.print.reprintJob.v1',
    tillCommand({ printJobId: id, ...reprintBody.shape }),
    printJobView,
  ),
  printTestPage: rpc('encaisse.cmd.print.testPage.v1', tillCommand({ ...testPageBody.shape }), printJobView),
} as const;

/** What a till asks about its printer, with its credential alone. */
export const printingQueries = {
  openPrintJobs: rpc(
    'encaisse.qry.print.open.v1',
    tillQuery({}),
    z.object({
      waiting: z.array(printJobView).describe('What its printer has still to print, oldest first.'),
      unresolved: z
        .array(printJobView)
        .describe('UNKNOWN, EXPIRED and UNSUPPORTED: a person has to look at the paper. Newest first.'),
    }),
  ),
} as const;
