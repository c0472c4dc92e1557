import { z } from 'zod';
import { count } from './primitives.js';

/** Why a job waits: the printer is asked again until it answers that it is ready. */
export const PRINTER_WAITING_REASONS = ['PAPER_OUT', 'COVER_OPEN', 'OFFLINE', 'UNREACHABLE'] as const;
export const printerWaitingReason = z.enum(PRINTER_WAITING_REASONS);
export type PrinterWaitingReason = z.infer<typeof printerWaitingReason>;

/** UNMONITORED: the printer is configured as one that answers no status. */
export const printerState = z.enum(['READY', 'UNMONITORED', ...PRINTER_WAITING_REASONS]);
export type PrinterState = z.infer<typeof printerState>;

const name = z.string().max(80);
const wallClock = z.iso.datetime({ offset: true });
/** Of what is never copied: asked for again, it is another one. */
const neverCopied = z.literal(0);

/**
 * Opens the cash drawer: no paper. At most once for what it was ordered for, whatever becomes of it, and soon or not at all:
 * a drawer that opens by itself when nobody stands before it is an invitation.
 */
export const drawerPulseDocument = z.object({
  kind: z.literal('drawerPulse'),
  duplicateNumber: neverCopied,
});
export type DrawerPulseDocument = z.infer<typeof drawerPulseDocument>;

/** The same for every drawer: what it is opened for is the record of its job. */
export const DRAWER_PULSE: DrawerPulseDocument = { kind: 'drawerPulse', duplicateNumber: 0 };

/** A page that shows what the printer can do, with the report of how it was doing when the page was asked for. */
export const testPageDocument = z.object({
  kind: z.literal('testPage'),
  storeName: name,
  till: z.object({ code: z.string().max(16), name }),
  askedAt: wallClock,
  askedBy: name,
  /** What the till's agent said last; null when it has never said anything. */
  printer: z
    .object({
      state: printerState,
      since: wallClock,
      paperLow: z.boolean(),
      agentVersion: z.string().max(40),
      reportedAt: wallClock,
    })
    .nullable(),
  /** The till's print jobs since midnight, this page apart. */
  jobs: z.object({ printed: count, waiting: count, unknown: count, expired: count, duplicates: count }),
  duplicateNumber: neverCopied,
  software: z.object({ name, version: z.string().max(40) }),
});
export type TestPageDocument = z.infer<typeof testPageDocument>;
