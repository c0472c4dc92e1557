import { dateOf, integerOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DatasetRef, Job } from '../jobs/job.js';

/** Complete datasets kept here, which serve while head office is silent. */
@Injectable()
export class LocalDatasets {
  constructor(private readonly source: DataSource) {}

  /** The register's newest one, when head office has confirmed it recently enough for its store. */
  async find({ storeCode, registerNumber, maxDatasetAgeHours }: Job): Promise<DatasetRef | null> {
    if (maxDatasetAgeHours === undefined) return null;
    const [row] = (await this.source.query(
      `SELECT dataset_id, version, as_of, as_of > UTC_TIMESTAMP(3) - INTERVAL ? HOUR AS young FROM (
         SELECT dataset_id, version, COALESCE(confirmed_at, sealed_at) AS as_of FROM catalogue_datasets
         WHERE store_code = ? AND register_number = ? ORDER BY version DESC LIMIT 1) newest`,
      [maxDatasetAgeHours, storeCode, registerNumber],
    )) as SqlRow[];
    if (!row || Number(row['young']) !== 1) return null;
    return {
      datasetId: integerOf(row['dataset_id']),
      version: integerOf(row['version']),
      localAsOf: dateOf(row['as_of']),
    };
  }
}
