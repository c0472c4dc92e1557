import { integerOf, nullable, type SqlRow } from '@encaisse/service-kit';

/** How a row `x` of a store's register is shown: by the store's code and the register's number. */
export const PLACE_COLUMNS = 's.code AS store_code, s.time_zone, n.number AS register_number';
export const PLACE_JOINS = `LEFT JOIN supervision_stores s ON s.store_id = x.store_id
  LEFT JOIN supervision_named_registers n ON n.store_id = x.store_id AND n.register_id = x.register_id`;

export const placeOf = (row: SqlRow) => ({
  storeCode: nullable(row['store_code'] ?? null, String),
  timeZone: nullable(row['time_zone'] ?? null, String),
  registerNumber: nullable(row['register_number'] ?? null, integerOf),
});
