import { EntitySchema } from 'typeorm';
import { code, id, instant, integer, nullable, primary } from '../kernel/columns.js';

/** Wrong passwords in a row, per seller and till; gone with the next right one. Unknown sellers are counted alike. */
export interface LoginFailureRow {
  storeId: string;
  sellerCode: string;
  tillId: string;
  failures: number;
  lockedUntil: Date | null;
  lastFailedAt: Date;
}
export const LoginFailures = new EntitySchema<LoginFailureRow>({
  name: 'LoginFailure',
  tableName: 'register_login_failures',
  columns: {
    storeId: primary(id('store_id')),
    sellerCode: primary(code('seller_code')),
    tillId: primary(id('till_id')),
    failures: integer('failures'),
    lockedUntil: nullable(instant('locked_until')),
    lastFailedAt: instant('last_failed_at'),
  },
  indices: [{ name: 'register_login_failures_at', columns: ['lastFailedAt'] }],
});
