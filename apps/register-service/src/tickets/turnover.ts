import type { LineColumns } from './line.columns.js';
import { isReturn } from './repricing.js';

/** What a ticket sells and what it gives back, apart: a Z and head office tell the two from one another. */
export function turnoverOf(lines: readonly LineColumns[]) {
  const back = lines.filter(isReturn);
  return {
    saleLineCount: lines.length - back.length,
    refundLineCount: back.length,
    refundsCents: back.reduce((sum, { ttcCents }) => sum + ttcCents, 0),
  };
}
