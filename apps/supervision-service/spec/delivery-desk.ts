import { randomUUID } from 'node:crypto';
import {
  type AlertDelivery,
  type AlertTarget,
  alertDeliveryCommands,
  alertDeliveryQueries,
  type RequestOf,
} from '@encaisse/contracts';
import { DeliverySending } from '../src/deliveries/delivery-sending.js';
import { AlertDesk, HOUR_MS } from './alert-desk.js';
import { type HeadOfficeHouse, value } from './head-office-house.js';

type Creation = RequestOf<typeof alertDeliveryCommands.createAlertSubscription>;
const SECOND_MS = 1_000;

/** A store whose alerts somebody is told of. */
export class DeliveryDesk {
  readonly #subscribed: string[] = [];

  private constructor(
    private readonly house: HeadOfficeHouse,
    readonly alerts: AlertDesk,
  ) {}

  static async open(house: HeadOfficeHouse): Promise<DeliveryDesk> {
    const desk = new DeliveryDesk(house, await AlertDesk.open(house));
    await desk.alerts.look();
    return desk;
  }

  key(administrator = 'nadia') {
    return { idempotencyKey: randomUUID(), administrator, stores: null as string[] | null };
  }

  create(to: AlertTarget, wanted: Partial<Creation> = {}) {
    return this.house.ask(alertDeliveryCommands.createAlertSubscription, {
      ...this.key(),
      subscriptionId: randomUUID(),
      storeId: this.alerts.storeId,
      // A day that is closed late is late to be exported: that is another alert.
      rule: 'OPEN_TOO_LONG',
      severityMin: 'INFO',
      moments: ['RAISED', 'ACKNOWLEDGED', 'CLOSED'],
      to,
      ...wanted,
    });
  }

  async subscribe(to: AlertTarget, wanted: Partial<Creation> = {}) {
    const { subscription, secret } = value(await this.create(to, wanted));
    this.#subscribed.push(subscription.subscriptionId);
    return { ...subscription, secret: secret ?? '' };
  }

  /** Nobody is told any more of what becomes of this store. */
  async leave(): Promise<void> {
    for (const subscriptionId of this.#subscribed.splice(0))
      await this.house.ask(alertDeliveryCommands.deleteAlertSubscription, { ...this.key(), subscriptionId });
  }

  /** OPEN_TOO_LONG, until it is closed. */
  async raise(): Promise<void> {
    this.alerts.story.imports().opens();
    this.alerts.move(16 * HOUR_MS + 5 * 60 * SECOND_MS);
    await this.alerts.look();
  }

  async close(): Promise<void> {
    this.alerts.story.closes();
    await this.alerts.look();
  }

  /** After a while, sends what is due by then. */
  async send(afterMs = 5 * SECOND_MS): Promise<void> {
    this.alerts.move(afterMs);
    await this.house.app.get(DeliverySending).run();
  }

  async deliveries(
    wanted: Partial<RequestOf<typeof alertDeliveryQueries.listAlertDeliveries>> = {},
  ): Promise<readonly AlertDelivery[]> {
    const asked = { stores: null, storeId: this.alerts.storeId, limit: 50, ...wanted };
    const listed = value(await this.house.ask(alertDeliveryQueries.listAlertDeliveries, asked));
    return listed.deliveries.toReversed();
  }
}
