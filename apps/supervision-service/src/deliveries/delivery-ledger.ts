import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../clock.js';
import type { Attempt } from './attempt.js';
import { type Delivery, pauseMs, RECEIVER_PAUSE_MS } from './delivery.js';
import { DeliveryRepository, type DueReceivers } from './delivery.repository.js';
import { SubscriptionRepository } from './subscription.repository.js';

/** What one look gives a receiver; there may be more. */
const AT_ONCE = 50;
/** Mails that one refers to. */
const THREAD_MAX = 20;

type Failed = Extract<Attempt, { outcome: 'FAILED' }>;

/** What is due, and what became of it. What is not noted is sent again under the same id. */
@Injectable()
export class DeliveryLedger {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly deliveries: DeliveryRepository,
    private readonly subscriptions: SubscriptionRepository,
  ) {}

  dueReceivers(
    manager: Pick<EntityManager, 'query'>,
    asked: Omit<DueReceivers, 'now'>,
  ): Promise<readonly string[]> {
    return this.deliveries.dueReceivers(manager, { ...asked, now: this.clock.now() });
  }

  due(receiver: string): Promise<readonly Delivery[]> {
    return this.deliveries.due(this.database, receiver, this.clock.now(), AT_ONCE);
  }

  /** What goes with the next mail to an address: its id stays the same, whatever happens after it is given. */
  async nextMail(receiver: string): Promise<readonly Delivery[]> {
    const now = this.clock.now();
    const first = async () => (await this.deliveries.due(this.database, receiver, now, 1))[0];
    const due = await first();
    if (due === undefined) return [];
    if (due.messageId !== null) return this.deliveries.ofMail(this.database, due.messageId);
    const messageId = uuidv7();
    await this.deliveries.putIntoMail(this.database, { receiver, messageId, now, limit: AT_ONCE });
    return this.deliveries.ofMail(this.database, messageId);
  }

  /** The mails that answer is given to by one that tells of `deliveries`. */
  async threadOf(receiver: string, deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const alertIds = deliveries.flatMap(({ alert }) => alert?.alertId ?? []);
    return (await this.deliveries.mailsOf(this.database, receiver, alertIds)).slice(-THREAD_MAX);
  }

  delivered(deliveries: readonly Delivery[]): Promise<void> {
    return this.deliveries.delivered(this.database, idsOf(deliveries), this.clock.now());
  }

  /** Tried again after a pause; what else waits for the receiver is left alone for a while. */
  async failed(receiver: string, deliveries: readonly Delivery[], { error, unsent }: Failed): Promise<void> {
    const now = this.clock.now();
    const pause = pauseMs(1 + Math.max(...deliveries.map(({ attempts }) => attempts)), Math.random());
    const later = (ms: number) => new Date(now.getTime() + ms);
    await inTransaction(this.database, async (manager) => {
      const nextAttemptAt = later(pause);
      await this.deliveries.failed(manager, idsOf(deliveries), { error, unsent, now, nextAttemptAt });
      await this.deliveries.postpone(manager, receiver, later(Math.min(pause, RECEIVER_PAUSE_MS)));
    });
  }

  /** The receiver wants nothing any more: its subscription is switched off. */
  async gone(delivery: Delivery): Promise<void> {
    const now = this.clock.now();
    await inTransaction(this.database, async (manager) => {
      const subscription = await this.subscriptions.locked(manager, delivery.subscriptionId);
      if (subscription && subscription.off === null)
        await this.subscriptions.save(manager, { ...subscription, off: { since: now, reason: 'GONE' } });
      await this.deliveries.cancel(manager, delivery.subscriptionId, now);
    });
  }
}

const idsOf = (deliveries: readonly Delivery[]): string[] => deliveries.map(({ deliveryId }) => deliveryId);
