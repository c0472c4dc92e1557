import { Injectable } from '@nestjs/common';
import type { Attempt } from './attempt.js';
import type { Delivery } from './delivery.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { MailClient } from './mail-client.js';
import { mailOf } from './mail-text.js';
import { NoticeWriter } from './notice-writer.js';

/** Sends one address what is due to it, several alerts in one mail. */
@Injectable()
export class MailLane {
  constructor(
    private readonly ledger: DeliveryLedger,
    private readonly notices: NoticeWriter,
    private readonly client: MailClient,
  ) {}

  /** Until nothing is due, or something failed. */
  async run(receiver: string, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const deliveries = await this.ledger.nextMail(receiver);
      const [first] = deliveries;
      if (first?.messageId == null) return;
      const attempt = await this.#attempt(first.messageId, deliveries, stop);
      if (attempt.outcome === 'FAILED') return this.ledger.failed(receiver, deliveries, attempt);
      await this.ledger.delivered(deliveries);
    }
  }

  async #attempt(messageId: string, deliveries: readonly Delivery[], stop: AbortSignal): Promise<Attempt> {
    const to = deliveries[0]?.receiver ?? '';
    const thread = await this.ledger.threadOf(to, deliveries);
    const text = mailOf(await this.notices.write(deliveries));
    return this.client.send({ ...text, to, messageId, thread }, stop);
  }
}
