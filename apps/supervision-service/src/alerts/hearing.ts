import { Bus } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import type { Moment } from './condition-rules.js';

/** A store says every ten seconds how it is doing: what it said while nobody listened, it says again within this. */
const PERIOD_MS = 10_000;

/** Since when this process hears stores. That a store was not heard before says nothing of the store. */
@Injectable()
export class Hearing {
  #since: Date;

  constructor(
    private readonly clock: Clock,
    bus: Bus,
  ) {
    this.#since = clock.now();
    bus.onReconnected(() => this.began());
  }

  began(at: Date = this.clock.now()): void {
    this.#since = at;
  }

  /** Now; and from when on silence is a store's own. */
  moment(): Moment {
    return { now: this.clock.now(), hearsFrom: new Date(this.#since.getTime() + PERIOD_MS) };
  }
}
