import type { PrinterWaitingReason } from '@encaisse/contracts';

/** DLE EOT n: answered at once, even while printing or without paper. 1 printer, 2 cause of offline, 4 paper. */
export const askStatus = (n: 1 | 2 | 4): Buffer => Buffer.from([0x10, 0x04, n]);
/** ESC @, GS r 1: answered once everything before it is printed; prints nothing itself. */
export const ASK_WHEN_DONE = Buffer.from([0x1b, 0x40, 0x1d, 0x72, 0x01]);

/** An answer to DLE EOT has bits 1 and 4 set, and bits 0 and 7 clear. */
export const isStatus = (byte: number): boolean => (byte & 0x93) === 0x12;
/** An answer to GS r has bits 4 and 7 clear. */
export const isDone = (byte: number): boolean => (byte & 0x90) === 0x00;

export interface StatusBytes {
  readonly printer: number;
  readonly offline: number;
  readonly paper: number;
}

/** What keeps the printer from printing, the cause that a person can mend first. */
export function waitingReason({ printer, offline, paper }: StatusBytes): PrinterWaitingReason | undefined {
  if (isCoverOpen(offline)) return 'COVER_OPEN';
  if (isPaperOut(offline) || (paper & 0x60) !== 0) return 'PAPER_OUT';
  return (printer & 0x08) !== 0 || (offline & 0x40) !== 0 ? 'OFFLINE' : undefined;
}

export const isPaperLow = ({ paper }: StatusBytes): boolean => (paper & 0x0c) !== 0;
/** Of the answer to DLE EOT 2. */
export const isCoverOpen = (offline: number): boolean => (offline & 0x04) !== 0;
export const isPaperOut = (offline: number): boolean => (offline & 0x20) !== 0;
