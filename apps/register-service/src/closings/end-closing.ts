import type { ClosingView } from '@encaisse/contracts';
import type { EntityManager } from 'typeorm';
import { type ClosingRow, Closings } from './closing.row.js';

/** How a closing ended, when and by whom. */
export interface ClosingEnd {
  readonly state: Exclude<ClosingView['state'], 'COUNTING'>;
  readonly endedAt: Date;
  readonly endedBy: string;
}

/** Writes the end of a closing. */
export async function endClosing(
  manager: EntityManager,
  closing: ClosingRow,
  end: ClosingEnd,
): Promise<ClosingRow> {
  const { storeId, closingId } = closing;
  await manager.update(Closings, { storeId, closingId }, { ...end });
  return { ...closing, ...end };
}
