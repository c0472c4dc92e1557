import type { PrinterWaitingReason } from '@encaisse/contracts';

export type Readiness =
  | { readonly ready: true; readonly paperLow: boolean }
  | { readonly ready: false; readonly reason: PrinterWaitingReason; readonly detail: string };

/**
 * How a print ended. NOT_STARTED: no byte has left, it may be tried again. SENT: all bytes left, and this printer says no more.
 * CONFIRMED: the printer says that it printed them. UNKNOWN: only a look at the paper tells.
 */
export type PrintEnd =
  | { readonly end: 'CONFIRMED' | 'SENT' }
  | { readonly end: 'NOT_STARTED' | 'UNKNOWN'; readonly detail: string };

/** A receipt printer, asked by one caller at a time. No method throws for what the printer does or does not do. */
export interface Printer {
  /** Whether it answers status requests. Where it does not, SENT is the last that is ever known of a job. */
  readonly monitored: boolean;
  /** Asks whether it would print now. Prints nothing. */
  check(): Promise<Readiness>;
  /** Prints after a fine `check`. `onSent` is awaited once every byte has left and before the printer's confirmation. */
  print(bytes: Buffer, onSent: () => Promise<void>): Promise<PrintEnd>;
  close(): Promise<void>;
}
