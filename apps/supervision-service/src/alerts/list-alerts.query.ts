import { type alertQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cursorAfter } from '../lists/conditions.js';
import { viewOf } from './alert.js';
import { AlertRepository } from './alert.repository.js';

type Contract = typeof alertQueries.listAlerts;

/** Alerts that one may see, newest first. */
@Injectable()
export class ListAlertsQuery {
  constructor(
    private readonly database: DataSource,
    private readonly alerts: AlertRepository,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const alerts = (await this.alerts.list(this.database, request)).map(viewOf);
    const nextCursor = cursorAfter(alerts, request.limit, ({ raisedAt, alertId }) => [raisedAt, alertId]);
    return done({ alerts, nextCursor });
  }
}
