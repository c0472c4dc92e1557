import { EntitySchema } from 'typeorm';
import { code, id, instant, nullable, primary } from '../kernel/columns.js';

/** The one secret a seller has now: a password of her own, or a one-time PIN that was given to her and expires. */
export interface SellerSecretRow {
  storeId: string;
  sellerCode: string;
  kind: 'PASSWORD' | 'PIN';
  /** Argon2id, in PHC form; the pepper is not in it. */
  secretHash: string;
  expiresAt: Date | null;
  changedAt: Date;
}
export const SellerSecrets = new EntitySchema<SellerSecretRow>({
  name: 'SellerSecret',
  tableName: 'register_seller_secrets',
  columns: {
    storeId: primary(id('store_id')),
    sellerCode: primary(code('seller_code')),
    kind: code('kind', 8),
    secretHash: code('secret_hash', 160),
    expiresAt: nullable(instant('expires_at')),
    changedAt: instant('changed_at'),
  },
});
