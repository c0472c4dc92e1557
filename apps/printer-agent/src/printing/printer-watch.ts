import type { PrinterState } from '@encaisse/contracts';
import type { Readiness } from '../printer/printer.js';

export interface PrinterSight {
  readonly state: PrinterState;
  readonly since: string;
  readonly paperLow: boolean;
}

/** What the printer was last seen to be, and since when. */
export class PrinterWatch {
  readonly #fine: PrinterState;
  readonly #clock: () => Date;
  #sight: PrinterSight;

  /** Nothing was seen yet: UNREACHABLE until the first look. */
  constructor(monitored: boolean, clock: () => Date) {
    this.#fine = monitored ? 'READY' : 'UNMONITORED';
    this.#clock = clock;
    this.#sight = { state: 'UNREACHABLE', since: clock().toISOString(), paperLow: false };
  }

  get sight(): PrinterSight {
    return this.#sight;
  }

  see(readiness: Readiness): void {
    const state = readiness.ready ? this.#fine : readiness.reason;
    const since = state === this.#sight.state ? this.#sight.since : this.#clock().toISOString();
    this.#sight = { state, since, paperLow: readiness.ready && readiness.paperLow };
  }
}
