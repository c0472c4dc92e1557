import {
  alertDeliveryCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Safe } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { PeopleCommands } from '../people/people-commands.js';
import { PeopleJournal } from '../people/people-journal.js';
import { receiversOf, type Subscription, shownTarget, subscriptionView } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';
import { SubscriptionRules } from './subscription-rules.js';
import { newWebhookSecret } from './webhook-client.js';

const contract = alertDeliveryCommands.createAlertSubscription;
type Contract = typeof contract;

/** Somebody is told of alerts from now on; of those that are open already, when they change. */
@Injectable()
export class CreateSubscriptionHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly subscriptions: SubscriptionRepository,
    private readonly rules: SubscriptionRules,
    private readonly journal: PeopleJournal,
    private readonly safe: Safe,
  ) {}

  handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { idempotencyKey: _, administrator: by, stores, moments, ...asked } = request;
    return this.commands.run(contract, request, async (manager, at) => {
      const { subscriptionId } = asked;
      if (await this.subscriptions.byId(manager, subscriptionId))
        return refused('ID_REUSED', { subscriptionId });
      const refusal = await this.rules.refusalOf(manager, asked, stores);
      if (refusal) return { ok: false, refusal };
      const secret = asked.to.channel === 'WEBHOOK' ? newWebhookSecret() : null;
      const subscription: Subscription = {
        ...asked,
        moments: [...new Set(moments)],
        secret: secret && this.safe.seal(secret),
        ...{ createdBy: by, createdAt: at, changedBy: by, changedAt: at, off: null, deletedAt: null },
      };
      await this.subscriptions.add(manager, subscription);
      const facts = factsOf(subscription);
      const deed = 'ALERT_SUBSCRIPTION_CREATED';
      await this.journal.write(manager, { by, deed, subjectId: subscriptionId, facts }, at);
      return done({ subscription: subscriptionView(subscription), secret });
    });
  }
}

/** What the journal keeps of it. */
export const factsOf = (subscription: Subscription): Readonly<Record<string, unknown>> => {
  const { storeId, rule, severityMin, moments, to, off } = subscription;
  const targets = receiversOf(subscription).map((receiver) => shownTarget(to, receiver));
  return { channel: to.channel, targets, storeId, rule, severityMin, moments, enabled: off === null };
};
