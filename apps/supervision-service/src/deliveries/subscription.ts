import {
  ALERT_SEVERITIES,
  type AlertSubscription,
  type AlertTarget,
  type AlertView,
  type DeliveryMoment,
} from '@encaisse/contracts';

/** Somebody who is told of alerts. */
export interface Subscription {
  readonly subscriptionId: string;
  readonly storeId: string | null;
  readonly rule: AlertSubscription['rule'];
  readonly severityMin: AlertSubscription['severityMin'];
  readonly moments: AlertSubscription['moments'];
  readonly to: AlertTarget;
  /** Sealed; null for mails. */
  readonly secret: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly off: { readonly since: Date; readonly reason: 'PERSON' | 'GONE' } | null;
  readonly deletedAt: Date | null;
}

type Told = Exclude<DeliveryMoment, 'TEST'>;

/** Pure: which of the moments that have come at once for `alert` it is told of; the last one says it all. */
export function momentFor(
  subscription: Subscription,
  alert: Pick<AlertView, 'storeId' | 'rule' | 'severity'>,
  moments: readonly Told[],
): Told | undefined {
  const { storeId, rule, severityMin } = subscription;
  if (storeId !== null && storeId !== alert.storeId) return undefined;
  if (rule !== null && rule !== alert.rule) return undefined;
  if (ALERT_SEVERITIES.indexOf(alert.severity) < ALERT_SEVERITIES.indexOf(severityMin)) return undefined;
  return moments.findLast((moment) => subscription.moments.includes(moment));
}

/** Each has a way and pauses of its own: a mail address, a webhook. */
export const receiversOf = ({ subscriptionId, to }: Subscription): readonly string[] =>
  to.channel === 'MAIL' ? [...new Set(to.addresses)] : [subscriptionId];

/** The whole address of a webhook may open something. */
export const shownTarget = (to: AlertTarget, receiver: string): string =>
  to.channel === 'MAIL' ? receiver : new URL(to.url).origin;

export const isSeenBy = (storeId: string | null, stores: readonly string[] | null): boolean =>
  stores === null || (storeId !== null && stores.includes(storeId));

export const subscriptionView = (subscription: Subscription): AlertSubscription => {
  const { secret: _, deletedAt: __, createdAt, changedAt, off, ...shown } = subscription;
  return {
    ...shown,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    off: off && { since: off.since.toISOString(), reason: off.reason },
  };
};
