import type { DatasetManifest, DatasetPart, PartName } from '@encaisse/contracts';
import { inTransaction, integerOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { failed, type WorkOutcome } from '../jobs/job.js';
import { JobRepository } from '../jobs/job.repository.js';
import type { JobRun } from '../jobs/job-run.js';

/** A part that is in the catalogue, whole and checked. */
export interface StoredPart {
  readonly partId: number;
  /** Good and bad ones: the lines of its body. */
  readonly rows: number;
  readonly rejectedRows: number;
  /** The job that fetched it. */
  readonly loadedBy: string;
}
export type StoredParts = ReadonlyMap<PartName, StoredPart>;

@Injectable()
export class DatasetRepository {
  constructor(
    private readonly source: DataSource,
    private readonly jobs: JobRepository,
  ) {}

  /** The newest version that this register has; null before its first import. */
  async newestVersion(storeCode: string, registerNumber: number): Promise<number | null> {
    const [row] = (await this.source.query(
      'SELECT MAX(version) AS version FROM catalogue_datasets WHERE store_code = ? AND register_number = ?',
      [storeCode, registerNumber],
    )) as [SqlRow];
    return nullable(row['version'], integerOf);
  }

  /** Which of these parts are here already. */
  async storedParts(parts: readonly DatasetPart[]): Promise<StoredParts> {
    const rows = (await this.source.query(
      `SELECT name, part_id, row_count, rejected_count, loaded_by FROM catalogue_parts
       WHERE (name, part_version) IN (${parts.map(() => '(?, ?)').join(', ')})`,
      parts.flatMap(({ name, sha256 }) => [name, sha256]),
    )) as SqlRow[];
    return new Map(
      rows.map((row) => [
        row['name'] as PartName,
        {
          partId: integerOf(row['part_id']),
          rows: integerOf(row['row_count']),
          rejectedRows: integerOf(row['rejected_count']),
          loadedBy: row['loaded_by'] as string,
        },
      ]),
    );
  }

  /** Which of these parts are here already; none of them is deleted while the import that asks may still be running. */
  async claimParts(parts: readonly DatasetPart[]): Promise<StoredParts> {
    const found = await this.storedParts(parts);
    if (found.size === 0) return found;
    await this.source.query(
      `UPDATE catalogue_parts SET needed_at = UTC_TIMESTAMP(3)
       WHERE part_id IN (?) AND COALESCE(needed_at, sealed_at) < UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE`,
      [[...found.values()].map(({ partId }) => partId)],
    );
    // One that was deleted at this very moment is fetched.
    return this.storedParts(parts);
  }

  /** Whether this very dataset is here; head office has just said that it is its newest. */
  async confirm(manifest: DatasetManifest): Promise<boolean> {
    return inTransaction(this.source, async (manager) => {
      const datasetId = await datasetOf(manager, manifest);
      const stored = await this.storedParts(manifest.parts);
      if (datasetId === null || !(await holds(manager, datasetId, stored))) return false;
      if (stored.size !== manifest.parts.length) return false;
      await confirmed(manager, datasetId);
      return true;
    });
  }

  /** Makes the dataset readable, whole. The same version with the same parts is the same dataset. */
  async seal(run: JobRun, manifest: DatasetManifest, parts: StoredParts): Promise<WorkOutcome> {
    return this.jobs.fenced(run.lease, async (manager) => {
      await lockParts(manager, parts);
      const former = await datasetOf(manager, manifest);
      const datasetId = former ?? (await insertDataset(manager, manifest, parts));
      const same = former === null || (await holds(manager, former, parts));
      if (!same) return failed('DATASET_VERSION_REUSED', { version: manifest.datasetVersion });
      await confirmed(manager, datasetId);
      return { outcome: 'SUCCEEDED', dataset: { datasetId, version: manifest.datasetVersion } };
    });
  }
}

/** @throws when one of them is gone: it was deleted while the import ran, which then begins again. */
async function lockParts(manager: EntityManager, parts: StoredParts): Promise<void> {
  const rows = (await manager.query(
    'SELECT part_id FROM catalogue_parts WHERE part_id IN (?) LOCK IN SHARE MODE',
    [[...parts.values()].map(({ partId }) => partId)],
  )) as SqlRow[];
  if (rows.length !== parts.size) throw new Error('a part has been deleted meanwhile');
}

/** Locks the dataset of this version, or the place where it would stand. */
async function datasetOf(manager: EntityManager, manifest: DatasetManifest): Promise<number | null> {
  const [row] = (await manager.query(
    `SELECT dataset_id FROM catalogue_datasets
     WHERE store_code = ? AND register_number = ? AND version = ? FOR UPDATE`,
    [manifest.storeCode, manifest.registerNumber, manifest.datasetVersion],
  )) as SqlRow[];
  return row ? integerOf(row['dataset_id']) : null;
}

async function confirmed(manager: EntityManager, datasetId: number): Promise<void> {
  const now = 'UPDATE catalogue_datasets SET confirmed_at = UTC_TIMESTAMP(3) WHERE dataset_id = ?';
  await manager.query(now, [datasetId]);
}

async function insertDataset(
  manager: EntityManager,
  manifest: DatasetManifest,
  parts: StoredParts,
): Promise<number> {
  const { insertId } = (await manager.query(
    `INSERT INTO catalogue_datasets (store_code, register_number, version, created_at, sealed_at)
     VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))`,
    [manifest.storeCode, manifest.registerNumber, manifest.datasetVersion, new Date(manifest.createdAt)],
  )) as { insertId: number };
  for (const [name, { partId }] of parts) {
    await manager.query('INSERT INTO catalogue_dataset_parts VALUES (?, ?, ?)', [insertId, name, partId]);
  }
  return insertId;
}

async function holds(manager: EntityManager, datasetId: number, parts: StoredParts): Promise<boolean> {
  const rows = (await manager.query(
    'SELECT name, part_id FROM catalogue_dataset_parts WHERE dataset_id = ?',
    [datasetId],
  )) as SqlRow[];
  return (
    rows.length === parts.size &&
    rows.every((row) => parts.get(row['name'] as PartName)?.partId === integerOf(row['part_id']))
  );
}
