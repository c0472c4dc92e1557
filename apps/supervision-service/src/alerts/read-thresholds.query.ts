import {
  type alertQueries,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type StoreThresholds, ThresholdRepository } from './threshold.repository.js';

type Contract = typeof alertQueries.readAlertThresholds;

/** From when on a store's alerts are raised. */
@Injectable()
export class ReadThresholdsQuery {
  constructor(
    private readonly database: DataSource,
    private readonly thresholds: ThresholdRepository,
  ) {}

  async handle({ stores, storeId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    if (stores !== null && !stores.includes(storeId)) return refused('STORE_UNKNOWN', { storeId });
    const found = await this.thresholds.of(this.database, storeId);
    return found ? done(shownThresholds(storeId, found)) : refused('STORE_UNKNOWN', { storeId });
  }
}

export const shownThresholds = (
  storeId: string,
  { thresholds, changed }: StoreThresholds,
): ReplyOf<Contract> => ({
  storeId,
  thresholds,
  changed: changed && { by: changed.by, at: changed.at.toISOString() },
});
