import { createHistogram } from 'node:perf_hooks';

/** @typedef {{ count: number, p50: number, p99: number, max: number }} Spread in milliseconds */

/** How long things took, in microseconds to three digits. */
export class Latency {
  #histogram = createHistogram({ lowest: 1, highest: 3_600_000_000, figures: 3 });

  /** @param {number} ms */
  add(ms) {
    this.#histogram.record(Math.max(1, Math.round(ms * 1_000)));
  }

  /** @returns {Spread} */
  get spread() {
    const { count } = this.#histogram;
    const ms = (/** @type {number} */ us) => (count === 0 ? 0 : Number((us / 1_000).toFixed(2)));
    const at = (/** @type {number} */ part) => ms(this.#histogram.percentile(part));
    return { count, p50: at(50), p99: at(99), max: ms(this.#histogram.max) };
  }
}
