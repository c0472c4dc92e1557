import type { KeptChange } from '@encaisse/contracts';

/** The last changes, each behind the one before it; as many as the limits allow. */
export class ChangeRing {
  #changes: KeptChange[] = [];
  /** Where the oldest one stands in the array: forgetting one moves nothing. */
  #oldest = 0;
  #bytes = 0;

  constructor(private readonly limits: { readonly changes: number; readonly bytes: number }) {}

  append(change: KeptChange): void {
    this.#changes.push(change);
    this.#bytes += change.body.length;
    const { changes, bytes } = this.limits;
    while (this.#changes.length - this.#oldest > changes || this.#bytes > bytes) this.#forgetOldest();
    if (this.#oldest <= changes) return;
    this.#changes = this.#changes.slice(this.#oldest);
    this.#oldest = 0;
  }

  /** Up to `limit` changes behind `position`; undefined where there are some that are not kept here. */
  after(position: number, limit: number): readonly KeptChange[] | undefined {
    const oldest = this.#changes[this.#oldest];
    if (oldest === undefined || position < oldest.previous) return undefined;
    let [low, high] = [this.#oldest, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#changes[middle]?.position ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return this.#changes.slice(low, low + limit);
  }

  clear(): void {
    this.#changes = [];
    this.#oldest = 0;
    this.#bytes = 0;
  }

  #forgetOldest(): void {
    this.#bytes -= this.#changes[this.#oldest]?.body.length ?? 0;
    this.#oldest += 1;
  }
}
