import type { alertDeliveryQueries, RequestOf } from '@encaisse/contracts';
import { dateOf, integerOf, jsonOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Conditions } from '../lists/conditions.js';
import type { Delivery } from './delivery.js';

type Reader = Pick<EntityManager, 'query'>;
type Page = RequestOf<typeof alertDeliveryQueries.listAlertDeliveries>;

const ROWS_AT_ONCE = 500;

/** The outbox of what is told by mail and webhook, and what became of it. */
@Injectable()
export class DeliveryRepository {
  async add(manager: EntityManager, deliveries: readonly Delivery[]): Promise<void> {
    for (let from = 0; from < deliveries.length; from += ROWS_AT_ONCE) {
      await manager.query(
        `INSERT INTO supervision_alert_deliveries (delivery_id, subscription_id, alert_id, store_id, moment, channel, receiver,
           alert, state, attempts, created_at, next_attempt_at, give_up_at) VALUES ?`,
        [
          deliveries
            .slice(from, from + ROWS_AT_ONCE)
            .map((one) => [
              ...[one.deliveryId, one.subscriptionId, one.alert?.alertId ?? null, one.storeId, one.moment],
              ...[one.channel, one.receiver, one.alert && JSON.stringify(one.alert), one.state, one.attempts],
              ...[one.createdAt, one.nextAttemptAt, one.giveUpAt],
            ]),
        ],
      );
    }
  }

  /** Newest first. */
  async list(manager: Reader, asked: Page): Promise<readonly Delivery[]> {
    const { where, values } = new Conditions('store_id', asked.stores)
      .add('state = ?', asked.state)
      .add('store_id = ?', asked.storeId)
      .add('subscription_id = ?', asked.subscriptionId)
      .add('alert_id = ?', asked.alertId)
      .before('created_at', 'delivery_id', asked.cursor);
    return this.#read(
      manager,
      `${where} ORDER BY created_at DESC, delivery_id DESC LIMIT ${asked.limit}`,
      values,
    );
  }

  async locked(manager: EntityManager, deliveryId: string): Promise<Delivery | undefined> {
    const [found] = await this.#read(manager, 'WHERE delivery_id = ? FOR UPDATE', [deliveryId]);
    return found;
  }

  /** Tried again now, for as long as it is given from now on. */
  async retry(manager: EntityManager, deliveryId: string, now: Date, giveUpAt: Date): Promise<void> {
    await manager.query(
      `UPDATE supervision_alert_deliveries SET state = 'PENDING', next_attempt_at = ?, give_up_at = ?, finished_at = NULL
       WHERE delivery_id = ?`,
      [now, giveUpAt, deliveryId],
    );
  }

  /** What waits for a subscription is not sent any more; `receivers`: but for these. */
  async cancel(
    manager: EntityManager,
    subscriptionId: string,
    now: Date,
    receivers: readonly string[] = [''],
  ): Promise<void> {
    await manager.query(
      `UPDATE supervision_alert_deliveries SET state = 'CANCELLED', next_attempt_at = NULL, finished_at = ?
       WHERE subscription_id = ? AND state = 'PENDING' AND receiver NOT IN (?)`,
      [now, subscriptionId, receivers],
    );
  }

  /** Whose turn it is, the longest waiting first; nobody who is `busy`. */
  async dueReceivers(
    manager: Reader,
    { channel, busy, now, limit }: DueReceivers,
  ): Promise<readonly string[]> {
    const rows = (await manager.query(
      `SELECT receiver FROM supervision_alert_deliveries
       WHERE state = 'PENDING' AND next_attempt_at <= ? AND channel = ? AND receiver NOT IN (?)
       GROUP BY receiver ORDER BY MIN(next_attempt_at) LIMIT ${limit}`,
      [now, channel, ['', ...busy]],
    )) as SqlRow[];
    return rows.map((row) => String(row['receiver']));
  }

  /** What is due to a receiver, oldest first. */
  async due(manager: Reader, receiver: string, now: Date, limit: number): Promise<readonly Delivery[]> {
    return this.#read(
      manager,
      `WHERE receiver = ? AND state = 'PENDING' AND next_attempt_at <= ? ORDER BY delivery_id LIMIT ${limit}`,
      [receiver, now],
    );
  }

  /** Puts what waits for an address into one mail, before it is sent: sent again after a crash, it is the same mail. */
  async putIntoMail(
    manager: Reader,
    { receiver, messageId, now, limit }: Bundle & { readonly limit: number },
  ): Promise<void> {
    await manager.query(
      `UPDATE supervision_alert_deliveries SET message_id = ?, next_attempt_at = ?
       WHERE receiver = ? AND channel = 'MAIL' AND state = 'PENDING' AND message_id IS NULL
       ORDER BY delivery_id LIMIT ${limit}`,
      [messageId, now, receiver],
    );
  }

  async ofMail(manager: Reader, messageId: string): Promise<readonly Delivery[]> {
    return this.#read(manager, `WHERE message_id = ? AND state = 'PENDING' ORDER BY delivery_id`, [
      messageId,
    ]);
  }

  /** The mails that an address was told of an alert by, oldest first. */
  async mailsOf(manager: Reader, receiver: string, alertIds: readonly string[]): Promise<readonly string[]> {
    if (alertIds.length === 0) return [];
    const rows = (await manager.query(
      `SELECT message_id FROM supervision_alert_deliveries
       WHERE alert_id IN (?) AND receiver = ? AND channel = 'MAIL' AND state = 'DELIVERED' AND message_id IS NOT NULL
       ORDER BY finished_at, delivery_id`,
      [alertIds, receiver],
    )) as SqlRow[];
    return [...new Set(rows.map((row) => String(row['message_id'])))];
  }

  async delivered(manager: Reader, ids: readonly string[], now: Date): Promise<void> {
    await manager.query(
      `UPDATE supervision_alert_deliveries SET state = 'DELIVERED', attempts = attempts + 1, last_error = NULL,
         next_attempt_at = NULL, finished_at = ? WHERE delivery_id IN (?)`,
      [now, ids],
    );
  }

  /** `unsent`: the receiver cannot have it, so that it may go with another mail the next time. */
  async failed(
    manager: Reader,
    ids: readonly string[],
    { error, unsent, now, nextAttemptAt }: Failed,
  ): Promise<void> {
    await manager.query(
      `UPDATE supervision_alert_deliveries SET attempts = attempts + 1, last_error = ?,
         message_id = IF(?, NULL, message_id), state = IF(give_up_at <= ?, 'FAILED', 'PENDING'),
         finished_at = IF(give_up_at <= ?, ?, NULL), next_attempt_at = IF(give_up_at <= ?, NULL, ?)
       WHERE delivery_id IN (?) AND state = 'PENDING'`,
      [error, unsent, nextAttemptAt, nextAttemptAt, now, nextAttemptAt, nextAttemptAt, ids],
    );
  }

  /** A receiver that failed is left alone for a while. */
  async postpone(manager: Reader, receiver: string, until: Date): Promise<void> {
    await manager.query(
      `UPDATE supervision_alert_deliveries SET next_attempt_at = ?
       WHERE receiver = ? AND state = 'PENDING' AND next_attempt_at < ?`,
      [until, receiver, until],
    );
  }

  async #read(manager: Reader, clauses: string, values: readonly unknown[]): Promise<readonly Delivery[]> {
    const rows = (await manager.query(`SELECT * FROM supervision_alert_deliveries ${clauses}`, [
      ...values,
    ])) as SqlRow[];
    return rows.map(deliveryOf);
  }
}

export interface DueReceivers {
  readonly channel: Delivery['channel'];
  readonly busy: readonly string[];
  readonly now: Date;
  readonly limit: number;
}
interface Bundle {
  readonly receiver: string;
  readonly messageId: string;
  readonly now: Date;
}
interface Failed {
  readonly error: string;
  readonly unsent: boolean;
  readonly now: Date;
  readonly nextAttemptAt: Date;
}

const deliveryOf = (row: SqlRow): Delivery => ({
  deliveryId: String(row['delivery_id']),
  subscriptionId: String(row['subscription_id']),
  storeId: nullable(row['store_id'], String),
  moment: String(row['moment']) as Delivery['moment'],
  channel: row['channel'] === 'MAIL' ? 'MAIL' : 'WEBHOOK',
  receiver: String(row['receiver']),
  alert: nullable(row['alert'], jsonOf) as Delivery['alert'],
  messageId: nullable(row['message_id'], String),
  state: String(row['state']) as Delivery['state'],
  attempts: integerOf(row['attempts']),
  lastError: nullable(row['last_error'], String),
  createdAt: dateOf(row['created_at']),
  nextAttemptAt: nullable(row['next_attempt_at'], dateOf),
  giveUpAt: dateOf(row['give_up_at']),
  finishedAt: nullable(row['finished_at'], dateOf),
});
