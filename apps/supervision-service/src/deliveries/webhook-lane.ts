import { Safe } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Attempt, failed } from './attempt.js';
import type { Delivery } from './delivery.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { bodyOf } from './notice.js';
import { NoticeWriter } from './notice-writer.js';
import { SubscriptionRepository } from './subscription.repository.js';
import { WebhookClient } from './webhook-client.js';

/** Tells one webhook what is due to it, one after the other. */
@Injectable()
export class WebhookLane {
  constructor(
    private readonly database: DataSource,
    private readonly ledger: DeliveryLedger,
    private readonly subscriptions: SubscriptionRepository,
    private readonly notices: NoticeWriter,
    private readonly client: WebhookClient,
    private readonly safe: Safe,
  ) {}

  /** Until nothing is due, or something failed. */
  async run(receiver: string, stop: AbortSignal): Promise<void> {
    for (const delivery of await this.ledger.due(receiver)) {
      if (stop.aborted) return;
      const attempt = await this.#attempt(delivery, stop);
      if (attempt.outcome === 'GONE') return this.ledger.gone(delivery);
      if (attempt.outcome === 'FAILED') return this.ledger.failed(receiver, [delivery], attempt);
      await this.ledger.delivered([delivery]);
    }
  }

  async #attempt(delivery: Delivery, stop: AbortSignal): Promise<Attempt> {
    const subscription = await this.subscriptions.byId(this.database, delivery.subscriptionId);
    const [notice] = await this.notices.write([delivery]);
    if (subscription?.to.channel !== 'WEBHOOK' || subscription.secret === null || !notice)
      return failed('no webhook', true);
    const secret = this.#unsealed(subscription.secret);
    if (secret === undefined) return failed('its secret cannot be read: PASSWORD_PEPPER has changed', true);
    const { url } = subscription.to;
    const body = JSON.stringify(bodyOf(notice));
    return this.client.post({ url, secret, id: delivery.deliveryId, body }, stop);
  }
  #unsealed(sealed: string): string | undefined {
    try {
      return this.safe.unseal(sealed);
    } catch {
      return undefined;
    }
  }
}
