import type { StoreView } from '@encaisse/contracts';
import type { StoreRow } from './store.row.js';

export const storeView = ({
  storeId,
  code,
  name,
  timeZone,
  toleranceCents,
  maxDatasetAgeHours,
  blindCount,
  drawerOnCashSale,
  createdAt,
}: StoreRow): StoreView => ({
  storeId,
  code,
  name,
  timeZone,
  toleranceCents,
  maxDatasetAgeHours,
  blindCount,
  drawerOnCashSale: Boolean(drawerOnCashSale),
  createdAt: createdAt.toISOString(),
});
