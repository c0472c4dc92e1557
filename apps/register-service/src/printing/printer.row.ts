import type { PrinterState } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, id, instant, integer, primary, words } from '../kernel/columns.js';

/** What a till's agent said last of its printer and of itself. */
export interface PrinterRow {
  storeId: string;
  tillId: string;
  agentVersion: string;
  state: PrinterState;
  since: Date;
  paperLow: boolean;
  jobsWaiting: number;
  reportedAt: Date;
}
export const Printers = new EntitySchema<PrinterRow>({
  name: 'Printer',
  tableName: 'register_printers',
  columns: {
    storeId: primary(id('store_id')),
    tillId: primary(id('till_id')),
    agentVersion: words('agent_version', 40),
    state: code('state'),
    since: instant('since'),
    paperLow: { name: 'paper_low', type: 'boolean' },
    jobsWaiting: integer('jobs_waiting'),
    reportedAt: instant('reported_at'),
  },
});
