import type { PrintDocument, PrintJob } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { ticket } from './documents/tickets.js';

/** A job as register-service would hand it out now. */
export const printJob = (
  overrides: Partial<PrintJob> = {},
  document: PrintDocument = ticket(),
): PrintJob => ({
  printJobId: uuidv7(),
  registerId: '0198c2f0-0000-7000-8000-000000000001',
  epoch: 1,
  state: 'QUEUED',
  sequence: 0,
  document,
  createdAt: new Date().toISOString(),
  correlationId: uuidv7(),
  ...overrides,
});

/** Jobs whose tickets are told apart by their number. */
export const numberedJobs = (count: number, first = 1): readonly PrintJob[] =>
  Array.from({ length: count }, (_, index) => printJob({}, ticket({ ticketNumber: first + index })));
