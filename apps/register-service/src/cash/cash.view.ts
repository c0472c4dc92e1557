import type { CashMovementView, DrawerOpeningView } from '@encaisse/contracts';
import type { CashMovementRow, DrawerOpeningRow } from './cash.row.js';

export const cashMovementView = (
  { movementId, kind, amountCents, ...row }: CashMovementRow,
  printJobId: string,
): CashMovementView => ({ movementId, kind, amountCents, ...explained(row), printJobId });

export const drawerOpeningView = ({ openingId, ...row }: DrawerOpeningRow): DrawerOpeningView => ({
  openingId,
  ...explained(row),
});

type Explained = Omit<DrawerOpeningRow, 'openingId' | 'storeId'>;

const explained = (row: Explained) => ({
  registerId: row.registerId,
  sessionId: row.sessionId,
  number: row.number,
  reason: row.reason,
  note: row.note,
  sellerCode: row.sellerCode,
  authorisedBy: row.authorisedBy,
  at: row.at.toISOString(),
});
