import { type AlertNotice, type AlertView, type DeliveryMoment, NOTICE_TYPES } from '@encaisse/contracts';
import { type Place, type Words, wordsOf } from './alert-words.js';
import type { Delivery } from './delivery.js';

/** One delivery, with what it says to people. */
export interface Notice {
  readonly delivery: Delivery;
  readonly place: Place;
  readonly words: Words;
  /** Head office's page of it, where that is known. */
  readonly link: string | null;
}

const TEST: Words = {
  headline: 'essai',
  sentence: 'Ceci est un essai\u202f: les alertes arriveront ici.',
  details: [],
};

export const noticeOf = (delivery: Delivery, place: Place, publicUrl: string | undefined): Notice => ({
  delivery,
  place,
  words: delivery.alert === null ? TEST : saidOrNamed(delivery.alert, delivery.moment, place),
  link:
    delivery.alert === null || publicUrl === undefined
      ? null
      : `${publicUrl.replace(/\/+$/u, '')}/siege/alertes/${delivery.alert.alertId}`,
});

/** Whatever its facts hold, an alert is told: without words for it, by its name. */
function saidOrNamed(alert: AlertView, told: DeliveryMoment, place: Place): Words {
  try {
    return wordsOf(alert, told, place);
  } catch {
    return { headline: alert.rule, sentence: told.toLowerCase(), details: [] };
  }
}

/** The body of a webhook. Told again, it is the same. */
export function bodyOf({ delivery, place, words, link }: Notice): AlertNotice {
  const { alert, moment, createdAt } = delivery;
  const { store, register, till } = place;
  const text = alert === null ? words.sentence : `${words.headline}. ${words.sentence}`;
  return {
    version: 1,
    type: NOTICE_TYPES[moment],
    timestamp: createdAt.toISOString(),
    data: { text, link, alert, store, register, till },
  };
}
