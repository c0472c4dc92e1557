import { setTimeout as pause } from 'node:timers/promises';
import { ALERT_CHANNELS, type AlertChannel } from '@encaisse/contracts';
import { CONFIG, LOG, Rounds, whileAlone } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import type { SupervisionConfig } from '../supervision.config.js';
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
    @Inject(LOG) log: Logger,
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

  /**
   * Asked on the connection that holds the lock: when that is lost, so is the right to go on. Where something cannot be noted,
   * nothing is begun any more, but what is being sent comes to its end.
   */
  async #send(manager: EntityManager): Promise<void> {
    const lanes = new Map<string, Lane>();
    try {
      while (!this.#stop.signal.aborted) {
        for (const channel of ALERT_CHANNELS) await this.#begin(manager, channel, lanes);
        if (lanes.size === 0) return;
        await Promise.race([...[...lanes.values()].map(({ end }) => end), pause(LOOK_MS)]);
      }
    } finally {
      await Promise.allSettled([...lanes.values()].map(({ end }) => end));
    }
  }

  /** A lane for each receiver whose turn it is. */
  async #begin(manager: EntityManager, channel: AlertChannel, lanes: Map<string, Lane>): Promise<void> {
    const busy = [...lanes].flatMap(([receiver, lane]) => (lane.channel === channel ? [receiver] : []));
    const free = AT_ONCE[channel] - busy.length;
    if (free === 0) return;
    for (const receiver of await this.ledger.dueReceivers(manager, { channel, busy, limit: free })) {
      const end = this.#lane(channel, receiver).finally(() => lanes.delete(receiver));
      // Whether it failed is asked by whoever waits for it; until then it is no crash.
      end.catch(() => undefined);
      lanes.set(receiver, { channel, end });
    }
  }

  async #lane(channel: AlertChannel, receiver: string): Promise<void> {
    const stop = this.#stop.signal;
    try {
      await (channel === 'MAIL' ? this.mails : this.webhooks).run(receiver, stop);
    } catch (error) {
      // What was broken off by the end of this process is nobody's failure.
      if (!stop.aborted) throw error;
    }
  }
}

interface Lane {
  readonly channel: AlertChannel;
  readonly end: Promise<void>;
}
