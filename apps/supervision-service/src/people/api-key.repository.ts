import type { ApiKeyView, ApiScope } from '@encaisse/contracts';
import { dateOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface ApiKey {
  readonly keyId: string;
  readonly name: string;
  readonly prefix: string;
  readonly tokenHash: string;
  readonly scopes: ApiScope[];
  readonly stores: string[] | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}
type Query = Pick<EntityManager, 'query'>;

/** The keys of other systems; one that was revoked stays to be seen. */
@Injectable()
export class ApiKeyRepository {
  /** Newest first. */
  all(manager: Query): Promise<ApiKey[]> {
    return this.#read(manager, 'ORDER BY created_at DESC, key_id DESC', []);
  }

  async byId(manager: Query, keyId: string): Promise<ApiKey | undefined> {
    const [key] = await this.#read(manager, 'WHERE key_id = ?', [keyId]);
    return key;
  }

  async alive(manager: Query, tokenHash: string, now: Date): Promise<ApiKey | undefined> {
    const alive = 'WHERE token_hash = ? AND revoked_at IS NULL AND expires_at > ?';
    const [key] = await this.#read(manager, alive, [tokenHash, now]);
    return key;
  }

  async add(manager: EntityManager, key: ApiKey): Promise<void> {
    await manager.query(
      `INSERT INTO supervision_api_keys
         (key_id, name, prefix, token_hash, scopes, all_stores, created_by, created_at, expires_at) VALUES (?)`,
      [
        [
          key.keyId,
          key.name,
          key.prefix,
          key.tokenHash,
          key.scopes.join(' '),
          key.stores === null,
          key.createdBy,
          key.createdAt,
          key.expiresAt,
        ],
      ],
    );
    if (key.stores === null) return;
    await manager.query('INSERT INTO supervision_api_key_stores (key_id, store_id) VALUES ?', [
      [...new Set(key.stores)].map((storeId) => [key.keyId, storeId]),
    ]);
  }

  async used(manager: Query, keyId: string, now: Date): Promise<void> {
    await manager.query('UPDATE supervision_api_keys SET last_used_at = ? WHERE key_id = ?', [now, keyId]);
  }

  async revoke(manager: EntityManager, keyId: string, at: Date): Promise<void> {
    await manager.query(
      'UPDATE supervision_api_keys SET revoked_at = COALESCE(revoked_at, ?) WHERE key_id = ?',
      [at, keyId],
    );
  }

  async #read(manager: Query, clauses: string, values: readonly unknown[]): Promise<ApiKey[]> {
    const rows = (await manager.query(`SELECT * FROM supervision_api_keys ${clauses}`, [
      ...values,
    ])) as SqlRow[];
    if (rows.length === 0) return [];
    const stores = (await manager.query(
      'SELECT key_id, store_id FROM supervision_api_key_stores WHERE key_id IN (?) ORDER BY store_id',
      [rows.map((row) => row['key_id'])],
    )) as SqlRow[];
    const byKey = Map.groupBy(stores, (row) => String(row['key_id']));
    return rows.map((row) => keyOf(row, byKey.get(String(row['key_id'])) ?? []));
  }
}

const keyOf = (row: SqlRow, stores: readonly SqlRow[]): ApiKey => ({
  keyId: String(row['key_id']),
  name: String(row['name']),
  prefix: String(row['prefix']),
  tokenHash: String(row['token_hash']),
  scopes: String(row['scopes']).split(' ') as ApiScope[],
  stores: row['all_stores'] ? null : stores.map((store) => String(store['store_id'])),
  createdBy: String(row['created_by']),
  createdAt: dateOf(row['created_at']),
  expiresAt: dateOf(row['expires_at']),
  lastUsedAt: nullable(row['last_used_at'], dateOf),
  revokedAt: nullable(row['revoked_at'], dateOf),
});

export const apiKeyView = (key: ApiKey): ApiKeyView => ({
  keyId: key.keyId,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  stores: key.stores,
  createdBy: key.createdBy,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});
