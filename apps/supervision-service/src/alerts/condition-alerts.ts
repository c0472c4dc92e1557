import type { AlertThresholds } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Alert, isNothing, NATURES, planAlerts } from './alert.js';
import { AlertRepository } from './alert.repository.js';
import { AlertChanges } from './alert-changes.js';
import { judgeStore } from './condition-rules.js';
import { Hearing } from './hearing.js';
import { SightRepository } from './sight.repository.js';
import { ThresholdRepository } from './threshold.repository.js';

const MINUTE_MS = 60_000;

/** Warns of what is so, for as long as it is. */
@Injectable()
export class ConditionAlerts {
  constructor(
    private readonly database: DataSource,
    private readonly hearing: Hearing,
    private readonly sights: SightRepository,
    private readonly thresholds: ThresholdRepository,
    private readonly alerts: AlertRepository,
    private readonly changes: AlertChanges,
  ) {}

  async run(): Promise<void> {
    const moment = this.hearing.moment();
    const { now } = moment;
    const thresholdsOf = await this.thresholds.all(this.database);
    const stores = await this.sights.all();
    const findings = stores.flatMap((store) => judgeStore(store, thresholdsOf(store.storeId), moment));
    const isOver = (alert: Alert): boolean => isOverNow(alert, thresholdsOf(alert.storeId), now);
    const plan = (open: readonly Alert[]) => planAlerts(open, findings, { now, newId: uuidv7, isOver });
    // Most rounds change nothing: those take no lock.
    if (isNothing(plan(await this.alerts.open(this.database)))) return;
    await this.changes.apply(now, async (manager) => plan(await this.alerts.open(manager)));
  }
}

function isOverNow(
  { rule, updatedAt }: Alert,
  { passwordQuietMinutes }: AlertThresholds,
  now: Date,
): boolean {
  const { ends } = NATURES[rule];
  if (ends !== 'QUIET') return ends === 'CONDITION';
  return now.getTime() - updatedAt.getTime() > passwordQuietMinutes * MINUTE_MS;
}
