import { z } from 'zod';
import { count, id, instant } from '../primitives.js';

/** What head office is warned of. */
export const ALERT_RULES = [
  'OPEN_TOO_LONG',
  'EXPORT_LATE',
  'DIFFERENCE_OVER_TOLERANCE',
  'PRINTER_SILENT',
  'PRINTER_OUT_OF_PAPER',
  'TILL_SILENT',
  'IMPORT_FAILING',
  'OUTBOX_OLD',
  'INTEGRITY_FAULT',
  'PASSWORDS_FAILED',
  'FORCED_ACTION',
] as const;
export const alertRule = z.enum(ALERT_RULES);
export type AlertRule = z.infer<typeof alertRule>;

/** From the least to the worst. */
export const ALERT_SEVERITIES = ['INFO', 'WARNING', 'CRITICAL'] as const;
export const alertSeverity = z.enum(ALERT_SEVERITIES);
export type AlertSeverity = z.infer<typeof alertSeverity>;

export const alertView = z
  .object({
    alertId: id,
    storeId: id,
    rule: alertRule,
    subject: z.string().describe('What it is about: one alert is open at a time for a rule and its subject.'),
    severity: alertSeverity,
    registerId: id.nullable(),
    tillId: id.nullable(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    raisedAt: instant,
    updatedAt: instant.describe('When its facts changed last.'),
    updates: count.describe('How often they have changed since it was raised.'),
    acknowledged: z.object({ by: z.string(), at: instant, note: z.string().nullable() }).nullable(),
    closedAt: instant.nullable().describe('When what it warns of was over, or settled by someone.'),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.infer<typeof alertView>;
