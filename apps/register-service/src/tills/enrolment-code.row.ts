import type { TillDevice } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, hash, id, instant, nullable, primary } from '../kernel/columns.js';

/** A one-time code, kept as an HMAC under the pepper: it is too short to be kept as a bare hash. */
export interface EnrolmentCodeRow {
  codeHash: string;
  storeId: string;
  tillId: string;
  device: TillDevice;
  issuedAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}
export const EnrolmentCodes = new EntitySchema<EnrolmentCodeRow>({
  name: 'EnrolmentCode',
  tableName: 'register_enrolment_codes',
  columns: {
    codeHash: primary(hash('code_hash')),
    storeId: id('store_id'),
    tillId: id('till_id'),
    device: code('device', 8),
    issuedAt: instant('issued_at'),
    expiresAt: instant('expires_at'),
    usedAt: nullable(instant('used_at')),
  },
  indices: [{ name: 'register_enrolment_codes_till', columns: ['tillId', 'device'] }],
});
