import type { AlertChannel, AlertDelivery, AlertView, DeliveryMoment } from '@encaisse/contracts';
import { type Subscription, shownTarget } from './subscription.js';

/** Something that is told, was, or could not be. */
export interface Delivery {
  readonly deliveryId: string;
  readonly subscriptionId: string;
  readonly storeId: string | null;
  readonly moment: DeliveryMoment;
  readonly channel: AlertChannel;
  /** A mail address, or the id of the webhook's subscription. */
  readonly receiver: string;
  /** As it was then; null for a test. */
  readonly alert: AlertView | null;
  /** The mail that it goes with; several may go with one. */
  readonly messageId: string | null;
  readonly state: AlertDelivery['state'];
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly giveUpAt: Date;
  readonly finishedAt: Date | null;
}

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 15 * 60_000;
/** A receiver that failed is not asked again for something else before this is over. */
export const RECEIVER_PAUSE_MS = 60_000;

/** Pure: twice as long each time, up to a quarter of an hour, a fifth more or less by lot: not all come back at once. */
export function pauseMs(attempts: number, lot: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  return Math.round(pause * (0.8 + 0.4 * lot));
}

export const deliveryView = (delivery: Delivery, { to }: Pick<Subscription, 'to'>): AlertDelivery => ({
  ...{ deliveryId: delivery.deliveryId, subscriptionId: delivery.subscriptionId },
  ...{ alertId: delivery.alert?.alertId ?? null, storeId: delivery.storeId },
  ...{ rule: delivery.alert?.rule ?? null, moment: delivery.moment, channel: delivery.channel },
  target: shownTarget(to, delivery.receiver),
  ...{ state: delivery.state, attempts: delivery.attempts, lastError: delivery.lastError },
  createdAt: delivery.createdAt.toISOString(),
  nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
  finishedAt: delivery.finishedAt?.toISOString() ?? null,
});
