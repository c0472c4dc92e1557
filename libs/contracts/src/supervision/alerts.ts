import { z } from 'zod';
import { id, instant, positiveCents, storeScope, text } from '../primitives.js';
import { adminCommand, rpc } from '../rpc.js';
import { alertRule, alertView } from './alert-view.js';
import { nextCursor, placeFilter, timeCursor } from './paging.js';

const hours = z
  .int()
  .min(1)
  .max(24 * 60);
const minutes = z
  .int()
  .min(1)
  .max(24 * 60);

const THRESHOLDS = {
  openHours: hours.describe('OPEN_TOO_LONG: a session may run so long.'),
  exportHours: hours.describe('EXPORT_LATE: a closed session may wait so long to be acknowledged.'),
  toleranceCents: positiveCents
    .nullable()
    .describe(
      "DIFFERENCE_OVER_TOLERANCE: counted less expected, either way; null: the store's own tolerance.",
    ),
  printerSilentMinutes: minutes.describe(
    'PRINTER_SILENT: an agent may be silent so long while its till sells.',
  ),
  paperMinutes: minutes.describe('PRINTER_OUT_OF_PAPER: without paper, or with its cover open.'),
  tillSilentMinutes: minutes.describe(
    'TILL_SILENT: a page may be silent so long while its register is open.',
  ),
  importFailures: z.int().min(1).max(100).describe('IMPORT_FAILING: so many in a row.'),
  storeSilentMinutes: minutes.describe('OUTBOX_OLD: a store may say nothing, or be behind, for so long.'),
  passwordFailures: z
    .int()
    .min(3)
    .max(100)
    .describe('PASSWORDS_FAILED: so many in a row. Stores tell the 3rd, 5th, 10th, 20th…'),
  passwordQuietMinutes: minutes.describe('PASSWORDS_FAILED: over when nothing was told for so long.'),
};
export const alertThresholds = z.object(THRESHOLDS).meta({ id: 'AlertThresholds' });
export type AlertThresholds = z.infer<typeof alertThresholds>;

/** Of a store for which nothing else was set. */
export const DEFAULT_THRESHOLDS: AlertThresholds = {
  openHours: 16,
  exportHours: 12,
  toleranceCents: null,
  printerSilentMinutes: 10,
  paperMinutes: 2,
  tillSilentMinutes: 5,
  importFailures: 3,
  storeSilentMinutes: 5,
  passwordFailures: 5,
  passwordQuietMinutes: 30,
};

export const changeAlertThresholdsBody = z
  .strictObject(THRESHOLDS)
  .partial()
  .meta({ id: 'ChangeAlertThresholds' });
export const acknowledgeAlertBody = z
  .strictObject({ note: text(500).nullable().default(null) })
  .meta({ id: 'AcknowledgeAlert' });

const storeThresholds = z.object({
  storeId: id,
  thresholds: alertThresholds,
  changed: z.object({ by: z.string(), at: instant }).nullable().describe('Null: they are the defaults.'),
});

const filters = {
  state: z.enum(['OPEN', 'CLOSED', 'ALL']).default('OPEN'),
  ...placeFilter,
  rule: alertRule.optional(),
};
export const alertFilters = z.strictObject(filters);

const page = { limit: z.int().min(1).max(200).default(50), cursor: timeCursor.optional() };

/** gateway → supervision-service. */
export const alertQueries = {
  listAlerts: rpc(
    'encaisse.qry.supervision.listAlerts.v1',
    z.strictObject({ stores: storeScope, ...filters, ...page }),
    z.object({ alerts: z.array(alertView), nextCursor }),
  ),
  readAlertThresholds: rpc(
    'encaisse.qry.supervision.readAlertThresholds.v1',
    z.strictObject({ stores: storeScope, storeId: id }),
    storeThresholds,
  ),
} as const;

/** gateway → supervision-service. Each is the same when it comes again. */
export const alertCommands = {
  /** Whoever was first stays. What was forced, or found wrong, is settled by it: that alert is closed. */
  acknowledgeAlert: rpc(
    'encaisse.cmd.supervision.acknowledgeAlert.v1',
    adminCommand({ storeId: id, alertId: id, ...acknowledgeAlertBody.shape }),
    alertView,
  ),
  /** What is not named stays as it is. */
  changeAlertThresholds: rpc(
    'encaisse.cmd.supervision.changeAlertThresholds.v1',
    adminCommand({ storeId: id, ...changeAlertThresholdsBody.shape }),
    storeThresholds,
  ),
} as const;
