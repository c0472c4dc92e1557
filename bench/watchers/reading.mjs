/** @import { LiveMessage } from '@encaisse/contracts' */

const REMEMBERED = 16;

/**
 * Reads messages. Watchers who see the same are sent the same bytes, which are read once: what reading costs here must not
 * delay what comes next.
 */
export class Reading {
  /** @type {{ data: Buffer, message: LiveMessage }[]} */
  #read = [];

  /** @param {Buffer} data @returns {LiveMessage} */
  read(data) {
    const known = this.#read.find((one) => one.data.equals(data));
    if (known !== undefined) return known.message;
    const message = JSON.parse(data.toString('utf8'));
    this.#read.push({ data, message });
    if (this.#read.length > REMEMBERED) this.#read.shift();
    return message;
  }
}
