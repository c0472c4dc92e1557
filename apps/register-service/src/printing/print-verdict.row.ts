import type { PrintVerdict } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, id, instant, nullable, primary } from '../kernel/columns.js';

/** What a person said of a job that did not come out, or perhaps not. One for each job, for ever. Insert-only. */
export interface PrintVerdictRow {
  storeId: string;
  printJobId: string;
  verdict: PrintVerdict;
  saidBy: string;
  saidAt: Date;
  /** The DUPLICATA that she asked for instead. */
  copyPrintJobId: string | null;
}
export const PrintVerdicts = new EntitySchema<PrintVerdictRow>({
  name: 'PrintVerdict',
  tableName: 'register_print_verdicts',
  columns: {
    storeId: primary(id('store_id')),
    printJobId: primary(id('print_job_id')),
    verdict: code('verdict'),
    saidBy: code('said_by'),
    saidAt: instant('said_at'),
    copyPrintJobId: nullable(id('copy_print_job_id')),
  },
});
