/**
 * Which keys came already, in 8 bytes each however long they are: the only thing that grows with a part. Two different
 * keys are taken for one with a chance of 1 in 30 million for a part of a million rows; one row too many is set aside then.
 */
export class KeySet {
  readonly #slots: Uint32Array;
  readonly #mask: number;
  #left: number;

  /** @param keysMax How many different keys it will hold at most. */
  constructor(keysMax: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(keysMax, 1) * 1.5 + 1));
    this.#slots = new Uint32Array(size * 2);
    this.#mask = size - 1;
    this.#left = keysMax;
  }

  /** False when the key was there. */
  add(key: string): boolean {
    const [low, high] = digestOf(key);
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * 2;
      if (this.#slots[at] === low && this.#slots[at + 1] === high) return false;
      if (this.#slots[at] !== 0 || this.#slots[at + 1] !== 0) continue;
      if (this.#left === 0) throw new RangeError('more keys than were announced');
      this.#left -= 1;
      this.#slots[at] = low;
      this.#slots[at + 1] = high;
      return true;
    }
  }
}

/** 64 bits of a key, never all zero, mixed as cyrb53 does. No secret: only chance is to be kept away. */
function digestOf(key: string): [low: number, high: number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < key.length; index += 1) {
    const unit = key.charCodeAt(index);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return [a >>> 0, (b | 1) >>> 0];
}
