/** What the printer's sensors see. */
export interface PrinterCondition {
  readonly paper: 'present' | 'low' | 'out';
  readonly cover: 'closed' | 'open';
}
export const FINE: PrinterCondition = { paper: 'present', cover: 'closed' };

export const isReady = ({ paper, cover }: PrinterCondition): boolean => paper !== 'out' && cover === 'closed';

/** Bits 1 and 4 are always set in the answer to DLE EOT. */
const FIXED = 0x12;

/** The byte that answers DLE EOT n: 1 printer, 2 cause of offline, 3 error, 4 paper. */
export function realTimeStatus(n: number, condition: PrinterCondition): number {
  const { paper, cover } = condition;
  switch (n) {
    case 1:
      return FIXED | (isReady(condition) ? 0 : 0x08);
    case 2:
      return FIXED | (cover === 'open' ? 0x04 : 0) | (paper === 'out' ? 0x20 : 0);
    case 4:
      return FIXED | (paper === 'low' || paper === 'out' ? 0x0c : 0) | (paper === 'out' ? 0x60 : 0);
    default:
      return FIXED;
  }
}

/** The byte that answers GS r n and ESC v: 1 paper sensors, 2 drawer connector. */
export function sensorStatus(n: number, { paper }: PrinterCondition): number {
  if ((n & 0x0f) === 2) return 0;
  return (paper === 'present' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0);
}

/** The answer to GS I n: an id byte below 65, a name between `_` and NUL from there on. */
export function identity(n: number): Buffer {
  if (n < 65) return Buffer.from([n === 1 || n === 49 ? 0x20 : 0x02]);
  const names: Readonly<Record<number, string>> = { 65: '1.0', 66: 'ENCAISSE', 67: 'ENCAISSE SIMULATOR' };
  return Buffer.from(`_${names[n] ?? ''}\0`, 'latin1');
}
