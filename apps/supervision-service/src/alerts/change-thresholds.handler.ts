import {
  type alertCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { shownThresholds } from './read-thresholds.query.js';
import { ThresholdRepository } from './threshold.repository.js';

type Contract = typeof alertCommands.changeAlertThresholds;

/** What is not named stays as it is. They count from the next round on, also for what is open. */
@Injectable()
export class ChangeThresholdsHandler {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly thresholds: ThresholdRepository,
  ) {}

  handle({
    storeId,
    administrator: by,
    idempotencyKey: _,
    ...changes
  }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    return inTransaction(this.database, async (manager) => {
      if (!(await this.thresholds.of(manager, storeId))) return refused('STORE_UNKNOWN', { storeId });
      await this.thresholds.change(manager, storeId, changes, { by, at: this.clock.now() });
      const found = await this.thresholds.of(manager, storeId);
      return found ? done(shownThresholds(storeId, found)) : refused('STORE_UNKNOWN', { storeId });
    });
  }
}
