import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../clock.js';
import { planAlerts } from './alert.js';
import { AlertRepository } from './alert.repository.js';
import { AlertChanges } from './alert-changes.js';
import { judgeEvent, judgeFault } from './event-rules.js';
import { type News, NewsRepository } from './news.repository.js';
import { ThresholdRepository } from './threshold.repository.js';

/** Warns of what has happened, once for each event: how far was looked is kept in the commit of what follows from it. */
@Injectable()
export class EventAlerts {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly news: NewsRepository,
    private readonly thresholds: ThresholdRepository,
    private readonly alerts: AlertRepository,
    private readonly changes: AlertChanges,
  ) {}

  /** To the end of what was taken. */
  async run(): Promise<void> {
    for (let more = true; more; ) {
      const news = await this.news.next();
      if (!news) return;
      await this.#look(news);
      more = news.more;
    }
  }

  async #look(news: News): Promise<void> {
    const thresholdsOf = await this.thresholds.all(this.database);
    const now = this.clock.now();
    const findings = [
      ...news.events.flatMap((one) => judgeEvent(one, thresholdsOf(one.storeId), now)),
      ...news.faults.map((one) => judgeFault(one, now)),
    ];
    if (findings.length === 0) {
      await inTransaction(this.database, (manager) => this.news.seen(manager, news));
      return;
    }
    await this.changes.apply(now, async (manager) => {
      await this.news.seen(manager, news);
      const open = await this.alerts.open(manager);
      return planAlerts(open, findings, { now, newId: uuidv7, isOver: () => false });
    });
  }
}
