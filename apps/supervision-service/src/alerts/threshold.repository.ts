import { type AlertThresholds, DEFAULT_THRESHOLDS } from '@encaisse/contracts';
import { dateOf, jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface StoreThresholds {
  readonly thresholds: AlertThresholds;
  readonly changed: { readonly by: string; readonly at: Date } | null;
}
type Reader = Pick<EntityManager, 'query'>;
const DEFAULT: StoreThresholds = { thresholds: DEFAULT_THRESHOLDS, changed: null };

/** From when on a store's alerts are raised. Only what was set is kept: a default that is changed later counts for the rest. */
@Injectable()
export class ThresholdRepository {
  /** Undefined for a store that nobody has heard of. */
  async of(manager: Reader, storeId: string): Promise<StoreThresholds | undefined> {
    const [known] = (await manager.query('SELECT 1 FROM supervision_stores WHERE store_id = ?', [
      storeId,
    ])) as SqlRow[];
    return known && ((await this.#all(manager, 'WHERE store_id = ?', [storeId])).get(storeId) ?? DEFAULT);
  }

  async all(manager: Reader): Promise<(storeId: string) => AlertThresholds> {
    const set = await this.#all(manager, '', []);
    return (storeId) => (set.get(storeId) ?? DEFAULT).thresholds;
  }

  async #all(manager: Reader, where: string, values: readonly unknown[]) {
    const rows = (await manager.query(
      `SELECT store_id, thresholds, changed_at, changed_by FROM supervision_alert_thresholds ${where}`,
      [...values],
    )) as SqlRow[];
    return new Map(
      rows.map((row): [string, StoreThresholds] => [
        String(row['store_id']),
        {
          thresholds: { ...DEFAULT_THRESHOLDS, ...(jsonOf(row['thresholds']) as Partial<AlertThresholds>) },
          changed: { by: String(row['changed_by']), at: dateOf(row['changed_at']) },
        },
      ]),
    );
  }

  async change(
    manager: EntityManager,
    storeId: string,
    changes: Readonly<Record<string, unknown>>,
    { by, at }: { readonly by: string; readonly at: Date },
  ): Promise<void> {
    const [row] = (await manager.query(
      'SELECT thresholds FROM supervision_alert_thresholds WHERE store_id = ? FOR UPDATE',
      [storeId],
    )) as SqlRow[];
    const thresholds = { ...(row ? (jsonOf(row['thresholds']) as object) : {}), ...changes };
    await manager.query(
      `INSERT INTO supervision_alert_thresholds (store_id, thresholds, changed_at, changed_by) VALUES (?)
       ON DUPLICATE KEY UPDATE thresholds = VALUES(thresholds), changed_at = VALUES(changed_at),
         changed_by = VALUES(changed_by)`,
      [[storeId, JSON.stringify(thresholds), at, by]],
    );
  }
}
