import {
  type AlertSubscription,
  alertDeliveryCommands,
  done,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { PeopleCommands } from '../people/people-commands.js';
import { PeopleJournal } from '../people/people-journal.js';
import { factsOf } from './create-subscription.handler.js';
import { DeliveryRepository } from './delivery.repository.js';
import { isSeenBy, receiversOf, type Subscription, subscriptionView } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';
import { SubscriptionRules } from './subscription-rules.js';

const contract = alertDeliveryCommands.changeAlertSubscription;
type Request = RequestOf<typeof contract>;

/** What is not named stays as it is. What waits for somebody who is told no more is not sent. */
@Injectable()
export class ChangeSubscriptionHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly subscriptions: SubscriptionRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly rules: SubscriptionRules,
    private readonly journal: PeopleJournal,
  ) {}

  handle(request: Request): Promise<Outcome<AlertSubscription>> {
    const { subscriptionId, administrator: by, stores } = request;
    return this.commands.run(contract, request, async (manager, at) => {
      const former = await this.subscriptions.locked(manager, subscriptionId);
      if (!former || former.deletedAt !== null || !isSeenBy(former.storeId, stores))
        return refused('SUBSCRIPTION_UNKNOWN', { subscriptionId });
      const changed = { ...withChanges(former, request, at), changedBy: by, changedAt: at };
      if (changed.to.channel !== former.to.channel) return refused('CHANNEL_DIFFERS');
      const refusal = await this.rules.refusalOf(manager, changed, stores);
      if (refusal) return { ok: false, refusal };
      await this.subscriptions.save(manager, changed);
      const told = changed.off === null ? receiversOf(changed) : [''];
      await this.deliveries.cancel(manager, subscriptionId, at, told);
      const deed = 'ALERT_SUBSCRIPTION_CHANGED';
      await this.journal.write(manager, { by, deed, subjectId: subscriptionId, facts: factsOf(changed) }, at);
      return done(subscriptionView(changed));
    });
  }
}

function withChanges(former: Subscription, request: Request, at: Date): Subscription {
  const { storeId = former.storeId, rule = former.rule, severityMin = former.severityMin } = request;
  const { moments = former.moments, to = former.to, enabled } = request;
  const offNow = former.off ?? { since: at, reason: 'PERSON' as const };
  const off = enabled === undefined ? former.off : enabled ? null : offNow;
  return { ...former, storeId, rule, severityMin, moments: [...new Set(moments)], to, off };
}
