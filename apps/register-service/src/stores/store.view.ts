import type { StoreView } from '@encaisse/contracts';
import type { StoreRow } from './store.row.js';

export const storeView = ({
  storeId,
  code,
  name,
  timeZone,
  toleranceCents,
  createdAt,
}: StoreRow): StoreView => ({
  storeId,
  code,
  name,
  timeZone,
  toleranceCents,
  createdAt: createdAt.toISOString(),
});
