import type { alertQueries, RequestOf } from '@encaisse/contracts';
import { dateOf, integerOf, jsonOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Conditions } from '../lists/conditions.js';
import type { Alert, AlertFacts } from './alert.js';

type Page = RequestOf<typeof alertQueries.listAlerts>;
type Reader = Pick<EntityManager, 'query'>;

/** Alerts, open and closed. Whoever changes them holds the lock of the positions. */
@Injectable()
export class AlertRepository {
  async open(manager: Reader): Promise<readonly Alert[]> {
    const rows = (await manager.query('SELECT * FROM supervision_alerts WHERE is_open = 1')) as SqlRow[];
    return rows.map(alertOf);
  }

  async find(manager: Reader, alertId: string): Promise<Alert | undefined> {
    const [row] = (await manager.query('SELECT * FROM supervision_alerts WHERE alert_id = ?', [
      alertId,
    ])) as SqlRow[];
    return row && alertOf(row);
  }

  /** Newest first. */
  async list(
    manager: Reader,
    { stores, state, storeId, registerId, rule, limit, cursor }: Page,
  ): Promise<readonly Alert[]> {
    const asked = new Conditions('store_id', stores)
      .add('store_id = ?', storeId)
      .add('register_id = ?', registerId)
      .add('rule = ?', rule)
      .when(state === 'OPEN', 'is_open = 1')
      .when(state === 'CLOSED', 'is_open IS NULL')
      .before('raised_at', 'alert_id', cursor);
    const rows = (await manager.query(
      `SELECT * FROM supervision_alerts ${asked.where} ORDER BY raised_at DESC, alert_id DESC LIMIT ${limit}`,
      asked.values,
    )) as SqlRow[];
    return rows.map(alertOf);
  }

  async insert(manager: EntityManager, alerts: readonly Alert[]): Promise<void> {
    if (alerts.length === 0) return;
    await manager.query(
      `INSERT INTO supervision_alerts (alert_id, store_id, rule, subject, is_open, severity, register_id, till_id, facts,
         updates, raised_at, updated_at) VALUES ?`,
      [
        alerts.map((alert) => [
          ...[alert.alertId, alert.storeId, alert.rule, alert.subject, 1, alert.severity],
          ...[alert.registerId, alert.tillId, JSON.stringify(alert.facts)],
          ...[alert.updates, alert.raisedAt, alert.updatedAt],
        ]),
      ],
    );
  }

  /** What may change of one: its facts, who has acknowledged it, whether it is over. */
  async save(manager: EntityManager, alert: Alert): Promise<void> {
    const { facts, updates, updatedAt, acknowledged, closedAt, alertId } = alert;
    await manager.query(
      `UPDATE supervision_alerts SET facts = ?, updates = ?, updated_at = ?, acknowledged_at = ?, acknowledged_by = ?,
         acknowledged_note = ?, closed_at = ?, is_open = ? WHERE alert_id = ?`,
      [
        ...[JSON.stringify(facts), updates, updatedAt],
        ...[acknowledged?.at ?? null, acknowledged?.by ?? null, acknowledged?.note ?? null],
        ...[closedAt, closedAt === null ? 1 : null, alertId],
      ],
    );
  }
}

const text = (value: unknown) => nullable(value, String);

function alertOf(row: SqlRow): Alert {
  const acknowledgedAt = nullable(row['acknowledged_at'], dateOf);
  return {
    alertId: String(row['alert_id']),
    storeId: String(row['store_id']),
    rule: String(row['rule']) as Alert['rule'],
    subject: String(row['subject']),
    severity: String(row['severity']) as Alert['severity'],
    registerId: text(row['register_id']),
    tillId: text(row['till_id']),
    facts: jsonOf(row['facts']) as AlertFacts,
    updates: integerOf(row['updates']),
    raisedAt: dateOf(row['raised_at']),
    updatedAt: dateOf(row['updated_at']),
    acknowledged: acknowledgedAt && {
      by: String(row['acknowledged_by']),
      at: acknowledgedAt,
      note: text(row['acknowledged_note']),
    },
    closedAt: nullable(row['closed_at'], dateOf),
  };
}
