import type { AlertTarget } from '@encaisse/contracts';
import { dateOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Conditions } from '../lists/conditions.js';
import type { Subscription } from './subscription.js';

type Reader = Pick<EntityManager, 'query'>;

/** Who is told of alerts. What was deleted is found by its id alone. */
@Injectable()
export class SubscriptionRepository {
  /** Those that are told something. */
  enabled(manager: Reader): Promise<readonly Subscription[]> {
    return this.#read(manager, 'WHERE off_at IS NULL AND deleted_at IS NULL', []);
  }

  /** Oldest first. */
  list(manager: Reader, stores: readonly string[] | null): Promise<readonly Subscription[]> {
    const { where, values } = new Conditions('store_id', stores).when(true, 'deleted_at IS NULL');
    return this.#read(manager, `${where} ORDER BY created_at, subscription_id`, values);
  }

  async byId(manager: Reader, subscriptionId: string): Promise<Subscription | undefined> {
    const [found] = await this.#read(manager, 'WHERE subscription_id = ?', [subscriptionId]);
    return found;
  }

  async locked(manager: EntityManager, subscriptionId: string): Promise<Subscription | undefined> {
    const [found] = await this.#read(manager, 'WHERE subscription_id = ? FOR UPDATE', [subscriptionId]);
    return found;
  }

  async byIds(manager: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Subscription>> {
    const found =
      ids.length === 0 ? [] : await this.#read(manager, 'WHERE subscription_id IN (?)', [[...new Set(ids)]]);
    return new Map(found.map((one) => [one.subscriptionId, one]));
  }

  async add(manager: EntityManager, subscription: Subscription): Promise<void> {
    const { subscriptionId, to, secret, createdBy, createdAt } = subscription;
    await manager.query(
      `INSERT INTO supervision_alert_subscriptions
         (subscription_id, channel, secret, created_by, created_at, store_id, rule, severity_min, moments, target,
          changed_by, changed_at, off_at, off_reason, deleted_at) VALUES (?)`,
      [[subscriptionId, to.channel, secret, createdBy, createdAt, ...changingOf(subscription)]],
    );
  }

  async save(manager: EntityManager, subscription: Subscription): Promise<void> {
    await manager.query(
      `UPDATE supervision_alert_subscriptions SET store_id = ?, rule = ?, severity_min = ?, moments = ?, target = ?,
         changed_by = ?, changed_at = ?, off_at = ?, off_reason = ?, deleted_at = ? WHERE subscription_id = ?`,
      [...changingOf(subscription), subscription.subscriptionId],
    );
  }

  async #read(manager: Reader, clauses: string, values: readonly unknown[]): Promise<Subscription[]> {
    const rows = (await manager.query(`SELECT * FROM supervision_alert_subscriptions ${clauses}`, [
      ...values,
    ])) as SqlRow[];
    return rows.map(subscriptionOf);
  }
}

const changingOf = ({ storeId, rule, severityMin, moments, to, ...rest }: Subscription): unknown[] => [
  ...[storeId, rule, severityMin, moments.join(' ')],
  to.channel === 'MAIL' ? to.addresses.join(' ') : to.url,
  ...[rest.changedBy, rest.changedAt, rest.off?.since ?? null, rest.off?.reason ?? null, rest.deletedAt],
];

const targetOf = (channel: unknown, target: string): AlertTarget =>
  channel === 'MAIL'
    ? { channel: 'MAIL', addresses: target.split(' ') }
    : { channel: 'WEBHOOK', url: target };

function subscriptionOf(row: SqlRow): Subscription {
  const offAt = nullable(row['off_at'], dateOf);
  return {
    subscriptionId: String(row['subscription_id']),
    storeId: nullable(row['store_id'], String),
    rule: nullable(row['rule'], String) as Subscription['rule'],
    severityMin: String(row['severity_min']) as Subscription['severityMin'],
    moments: String(row['moments']).split(' ') as Subscription['moments'],
    to: targetOf(row['channel'], String(row['target'])),
    secret: nullable(row['secret'], String),
    createdBy: String(row['created_by']),
    createdAt: dateOf(row['created_at']),
    changedBy: String(row['changed_by']),
    changedAt: dateOf(row['changed_at']),
    off: offAt && { since: offAt, reason: row['off_reason'] === 'GONE' ? 'GONE' : 'PERSON' },
    deletedAt: nullable(row['deleted_at'], dateOf),
  };
}
