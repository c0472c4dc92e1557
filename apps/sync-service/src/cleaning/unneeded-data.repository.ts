import type { PartName } from '@encaisse/contracts';
import { inTransaction, integerOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PART_TABLES } from '../imports/part-tables.js';

/** `?`: for how many hours everything is kept, needed or not. */
const LONG_AGO = 'UTC_TIMESTAMP(3) - INTERVAL ? HOUR';
/** A ticket of any age may be printed again under the header of its day: one row, the same for years. */
const KEPT_PART = 'storeHeader';
/** Rows deleted by one statement: importing must not wait for it, nor a replica fall behind. */
const ROWS_AT_ONCE = 5_000;

/**
 * Data that no register works with nor may go back to. They go in three steps, each of which leaves a whole catalogue:
 * the dataset lets go of its parts, a part that no dataset names vanishes for readers, and its rows are deleted.
 */
@Injectable()
export class UnneededData {
  constructor(private readonly source: DataSource) {}

  /**
   * Datasets long unconfirmed that are the newest of neither their register (it serves while head office is silent) nor
   * their store (whose sellers count everywhere), and that no recent job has brought.
   */
  async datasets(keepHours: number): Promise<number[]> {
    const rows = await this.#query(
      `SELECT d.dataset_id FROM catalogue_datasets d
       WHERE COALESCE(d.confirmed_at, d.sealed_at) < ${LONG_AGO}
         AND EXISTS (SELECT 1 FROM catalogue_dataset_parts p WHERE p.dataset_id = d.dataset_id AND p.name <> ?)
         AND EXISTS (SELECT 1 FROM catalogue_datasets n WHERE n.store_code = d.store_code
           AND n.register_number = d.register_number AND n.version > d.version)
         AND EXISTS (SELECT 1 FROM catalogue_datasets n WHERE n.store_code = d.store_code
           AND (n.created_at, n.version, n.dataset_id) > (d.created_at, d.version, d.dataset_id))
         AND NOT EXISTS (SELECT 1 FROM sync_jobs j WHERE j.dataset_id = d.dataset_id
           AND (j.finished_at IS NULL OR j.finished_at >= ${LONG_AGO}))`,
      [keepHours, KEPT_PART, keepHours],
    );
    return rows.map((row) => integerOf(row['dataset_id']));
  }

  /** The dataset keeps its header and lets go of everything else. */
  async letGo(datasetId: number, keepHours: number): Promise<void> {
    await inTransaction(this.source, async (manager) => {
      const still = (await manager.query(
        `SELECT dataset_id FROM catalogue_datasets
         WHERE dataset_id = ? AND COALESCE(confirmed_at, sealed_at) < ${LONG_AGO} FOR UPDATE`,
        [datasetId, keepHours],
      )) as SqlRow[];
      if (still.length === 0) return;
      const sql = 'DELETE FROM catalogue_dataset_parts WHERE dataset_id = ? AND name <> ?';
      await manager.query(sql, [datasetId, KEPT_PART]);
    });
  }

  /** Parts that no dataset names, and that no import has lately counted on. */
  async parts(keepHours: number): Promise<number[]> {
    const rows = await this.#query(
      `SELECT p.part_id FROM catalogue_parts p
       WHERE p.name <> ? AND COALESCE(p.needed_at, p.sealed_at) < ${LONG_AGO}
         AND NOT EXISTS (SELECT 1 FROM catalogue_dataset_parts d WHERE d.part_id = p.part_id)`,
      [KEPT_PART, keepHours],
    );
    return rows.map((row) => integerOf(row['part_id']));
  }

  /** The part is gone for whoever looks for it; its rows are deleted afterwards, whatever happens to this process. */
  async remove(partId: number, keepHours: number): Promise<void> {
    await inTransaction(this.source, async (manager) => {
      const [part] = (await manager.query(
        `SELECT name FROM catalogue_parts
         WHERE part_id = ? AND COALESCE(needed_at, sealed_at) < ${LONG_AGO} FOR UPDATE`,
        [partId, keepHours],
      )) as SqlRow[];
      const uses = (await manager.query(
        'SELECT dataset_id FROM catalogue_dataset_parts WHERE part_id = ? LIMIT 1 FOR UPDATE',
        [partId],
      )) as SqlRow[];
      if (!part || uses.length > 0) return;
      await manager.query('DELETE FROM catalogue_parts WHERE part_id = ?', [partId]);
      await manager.query('INSERT INTO sync_removed_parts VALUES (?, ?)', [partId, part['name']]);
    });
  }

  /** Deletes rows of a part that is gone. False when none is left of any. */
  async deleteRows(): Promise<boolean> {
    const [part] = await this.#query('SELECT part_id, name FROM sync_removed_parts LIMIT 1', []);
    if (!part) return false;
    const { table } = PART_TABLES[part['name'] as PartName];
    const { affectedRows } = (await this.source.query(
      `DELETE FROM ${table} WHERE part_id = ? LIMIT ${ROWS_AT_ONCE}`,
      [part['part_id']],
    )) as { affectedRows: number };
    if (affectedRows < ROWS_AT_ONCE)
      await this.source.query('DELETE FROM sync_removed_parts WHERE part_id = ?', [part['part_id']]);
    return true;
  }

  /** Forgets what was set aside of parts that are gone, by jobs that are long over. */
  async forgetRejects(keepHours: number): Promise<void> {
    const owners = await this.#query('SELECT DISTINCT owner AS id FROM sync_rejects', []);
    if (owners.length === 0) return;
    const recent = await this.#query(
      `SELECT j.job_id AS id, p.part_version AS version FROM sync_jobs j
       LEFT JOIN sync_job_parts p ON p.job_id = j.job_id
       WHERE j.finished_at IS NULL OR j.finished_at >= ${LONG_AGO}`,
      [keepHours],
    );
    const stored = await this.#query('SELECT part_version AS version FROM catalogue_parts', []);
    const wanted = new Set([...recent, ...stored].flatMap(({ id, version }) => [id, version]));
    for (const { id } of owners) {
      if (!wanted.has(id)) await this.source.query('DELETE FROM sync_rejects WHERE owner = ?', [id]);
    }
  }

  async #query(sql: string, parameters: unknown[]): Promise<SqlRow[]> {
    return (await this.source.query(sql, parameters)) as SqlRow[];
  }
}
