import { type AlertTarget, type Refusal } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MailClient } from './mail-client.js';
import { isSeenBy } from './subscription.js';
import { WebhookClient } from './webhook-client.js';

interface Wanted {
  readonly storeId: string | null;
  readonly to: AlertTarget;
}

/** What a subscription may be. */
@Injectable()
export class SubscriptionRules {
  constructor(
    private readonly mails: MailClient,
    private readonly webhooks: WebhookClient,
  ) {}

  /** STORE_FORBIDDEN, STORE_UNKNOWN, MAIL_NOT_CONFIGURED, WEBHOOK_FORBIDDEN. */
  async refusalOf(
    manager: EntityManager,
    { storeId, to }: Wanted,
    stores: readonly string[] | null,
  ): Promise<Refusal | undefined> {
    if (!isSeenBy(storeId, stores)) return { code: 'STORE_FORBIDDEN' };
    if (storeId !== null && !(await isKnown(manager, storeId)))
      return { code: 'STORE_UNKNOWN', facts: { storeId } };
    if (to.channel === 'MAIL') return this.mails.isConfigured ? undefined : { code: 'MAIL_NOT_CONFIGURED' };
    return this.webhooks.networks.mayBe(new URL(to.url)) ? undefined : { code: 'WEBHOOK_FORBIDDEN' };
  }
}

async function isKnown(manager: EntityManager, storeId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query('SELECT 1 FROM supervision_stores WHERE store_id = ?', [
    storeId,
  ]);
  return rows.length > 0;
}
