import { z } from 'zod';
import { count, id, instant, sellerCode } from '../primitives.js';
import { printJobState } from '../printing/jobs.js';

export const printJobView = z
  .object({
    printJobId: id,
    registerId: id.nullable().describe('Null for what belongs to the till itself: a test page.'),
    tillId: id,
    kind: z.string(),
    recordId: id.describe('The ticket, the session whose Z it is, or what else is printed.'),
    number: count
      .nullable()
      .describe('Of the ticket or the Z, as it stands on the paper; null where none does.'),
    state: printJobState,
    duplicateNumber: count.describe('0 is the original; n prints DUPLICATA n.'),
    detail: z.string().nullable(),
    requestedBy: z.string().describe('A seller of the store, or somebody of head office.'),
    authorisedBy: sellerCode.nullable().describe('Who lent the right to ask for this copy.'),
    createdAt: instant,
    expiresAt: instant.describe('From then on it does not print by itself any more.'),
    updatedAt: instant,
  })
  .meta({ id: 'PrintJob' });
export type PrintJobView = z.infer<typeof printJobView>;
