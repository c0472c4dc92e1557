import { setTimeout as pause } from 'node:timers/promises';
import type { AlertChannel } from '@encaisse/contracts';
import { CONFIG, LOG, Rounds, whileAlone } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import type { SupervisionConfig } from '../supervision.config.js';
import type { Delivery } from './delivery.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { MailLane } from './mail-lane.js';
import { WebhookLane } from './webhook-lane.js';

const LOOK_MS = 500;
/** Receivers that are told something at the same time. All mails go through one server, which is not to be crowded. */
const AT_ONCE: { readonly [C in AlertChannel]: number } = { MAIL: 4, WEBHOOK: 200 };

/** Sends what waits. One process at a time does, to all receivers at once: who does not answer holds up nobody else. */
@Injectable()
export class DeliverySending implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rounds: Rounds;
  readonly #stop = new AbortController();

  constructor(
    private readonly database: DataSource,
    private readonly ledger: DeliveryLedger,
    private readonly webhooks: WebhookLane,
    private readonly mails: MailLane,
    @Inject(CONFIG) private readonly config: Pick<SupervisionConfig, 'ALERT_ROUND_SECONDS'>,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.run(),
      pauseMs: () => LOOK_MS,
      pauseAfterFailureMs: () => 10 * LOOK_MS,
      failed: (err) => log.warn({ err }, 'what is told of alerts is not sent'),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.ALERT_ROUND_SECONDS > 0) this.#rounds.start();
  }

  /** What is being sent is broken off, and sent again by whoever comes next. */
  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#rounds.stop();
  }

  /** Until nothing is due. */
  async run(): Promise<void> {
    await whileAlone(this.database, 'alert deliveries', (manager) => this.#send(manager));
  }

  /** Asked on the connection that holds the lock: when that is lost, so is the right to go on. */
  async #send(manager: EntityManager): Promise<void> {
    const lanes = new Map<string, { readonly channel: AlertChannel; readonly end: Promise<void> }>();
    const broken = new AbortController();
    const stop = AbortSignal.any([this.#stop.signal, broken.signal]);
    try {
      while (!stop.aborted) {
        const busy = (channel: AlertChannel) =>
          [...lanes.values()].filter((lane) => lane.channel === channel).length;
        for (const { channel, receiver } of await this.ledger.dueReceivers(manager, [...lanes.keys()])) {
          if (busy(channel) >= AT_ONCE[channel]) continue;
          const end = this.#lane({ channel, receiver }, stop).finally(() => lanes.delete(receiver));
          // Whether it failed is asked below; an end that nobody waits for yet is no crash.
          end.catch(() => undefined);
          lanes.set(receiver, { channel, end });
        }
        if (lanes.size === 0) return;
        await Promise.race([...[...lanes.values()].map(({ end }) => end), pause(LOOK_MS)]);
      }
    } finally {
      broken.abort();
      await Promise.allSettled([...lanes.values()].map(({ end }) => end));
    }
  }

  async #lane(
    { channel, receiver }: Pick<Delivery, 'channel' | 'receiver'>,
    stop: AbortSignal,
  ): Promise<void> {
    try {
      await (channel === 'MAIL' ? this.mails : this.webhooks).run(receiver, stop);
    } catch (err) {
      if (stop.aborted) return;
      this.log.warn({ err, channel }, 'a receiver could not be told of alerts');
      throw err;
    }
  }
}
