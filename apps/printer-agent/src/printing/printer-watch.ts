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
  readonly #onChange: () => void;
  #sight: PrinterSight;

  /** Nothing was seen yet: UNREACHABLE until the first look. `onChange` is called when it is not as it was. */
  constructor(monitored: boolean, clock: () => Date, onChange: () => void) {
    this.#fine = monitored ? 'READY' : 'UNMONITORED';
    this.#clock = clock;
    this.#onChange = onChange;
    this.#sight = { state: 'UNREACHABLE', since: clock().toISOString(), paperLow: false };
  }

  get sight(): PrinterSight {
    return this.#sight;
  }

  see(readiness: Readiness): void {
    const state = readiness.ready ? this.#fine : readiness.reason;
    const former = this.#sight;
    const since = state === former.state ? former.since : this.#clock().toISOString();
    const paperLow = readiness.ready && readiness.paperLow;
    this.#sight = { state, since, paperLow };
    if (state !== former.state || paperLow !== former.paperLow) this.#onChange();
  }
}
