import { setTimeout as pause } from 'node:timers/promises';
import { CONFIG, LOG, whileAlone } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { RegisterConfig } from '../register.config.js';
import { PresenceRound } from './presence-round.js';
import { RelayRound } from './relay-round.js';

/** How long one process relays before another may. */
const TURN_MS = 30_000;
/** How often a process that is not relaying looks whether nobody does. */
const LOOK_MS = 2_000;
const PAUSE_MAX_MS = 10_000;

/**
 * Brings every event to head office, as often as it takes: what SQL says is not held there is sent until it is. One process
 * at a time does it; two would do no harm.
 */
@Injectable()
export class EventRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    private readonly round: RelayRound,
    private readonly presence: PresenceRound,
    @Inject(CONFIG) private readonly config: Pick<RegisterConfig, 'RELAY_MS' | 'PRESENCE_MS'>,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.RELAY_MS > 0) this.#running = this.#run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await whileAlone(this.database, 'relay', () => this.#turn());
      } catch (error) {
        if (!signal.aborted) this.log.warn({ err: error }, 'relay');
      }
      await pause(Math.min(LOOK_MS, this.config.RELAY_MS), undefined, { signal }).catch(() => undefined);
    }
  }

  async #turn(): Promise<void> {
    const { signal } = this.#stopping;
    const { RELAY_MS, PRESENCE_MS } = this.config;
    // By a clock that nobody sets: after a correction, head office must not hear nothing for as long as it was wrong.
    const until = performance.now() + TURN_MS;
    let failures = 0;
    let presenceAt = Number.NEGATIVE_INFINITY;
    while (!signal.aborted && performance.now() < until) {
      let sent = false;
      try {
        if (performance.now() >= presenceAt) {
          presenceAt = performance.now() + PRESENCE_MS;
          await this.presence.send();
        }
        sent = await this.round.send();
        if (failures > 0) this.log.info({ failures }, 'head office takes events again');
        failures = 0;
      } catch (error) {
        failures += 1;
        // Once, or the log of a day without a line would hold nothing else.
        if (failures === 1) this.log.warn({ err: error }, 'head office takes no events');
      }
      const waitMs = failures > 0 ? Math.min(PAUSE_MAX_MS, RELAY_MS * 2 ** Math.min(failures, 10)) : RELAY_MS;
      if (!sent) await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
