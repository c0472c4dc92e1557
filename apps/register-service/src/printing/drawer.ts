import { DRAWER_PULSE, type TenderKind } from '@encaisse/contracts';
import type { StoreRow } from '../stores/store.row.js';
import { type JobOrder, newPrintJob } from './print-job.mapper.js';
import type { PrintJobRow } from './print-job.row.js';

/** Whether a drawer opens for these payments: cash comes in, or goes out. */
export const opensDrawer = (
  { drawerOnCashSale }: Pick<StoreRow, 'drawerOnCashSale'>,
  payments: readonly { readonly kind: TenderKind }[],
): boolean => drawerOnCashSale && payments.some(({ kind }) => kind === 'CASH');

/**
 * The pulse that opens the drawer for one record, a ticket or a movement of cash. At most one for each: the unique key of a record's
 * copies sees to that, the agent's journal to the rest.
 */
export const drawerPulse = (order: Omit<JobOrder, 'document'>): PrintJobRow =>
  newPrintJob({ ...order, document: DRAWER_PULSE });
