import { randomUUID } from 'node:crypto';
import { call, granted } from './api.mjs';
import { importData, SELLER, untilState } from './chain.mjs';

/** @import { Problem, ReplyOf, TicketView, tillCommands } from '@encaisse/contracts' */

/**
 * @typedef {import('./chain.mjs').Till} Till
 * @typedef {{ ticketId: string, number: number, ttcCents: number }} SoldTicket
 * @typedef {{ sold: SoldTicket[], errors: string[], finaliseMs: number[], ticketMs: number[], late: number, cashCents: number }} Takings
 * `late`: tickets that began more than a second behind their time, because those before them were not done
 */

const FLOAT_CENTS = 10_000;
const TICKET_EVERY_MS = 1_000;

/** One register with one seller at it: opens, sells at its own pace, closes and exports. */
export class Counter {
  #gateway;
  #till;
  #connection = '';
  /** @type {Takings} */
  takings = { sold: [], errors: [], finaliseMs: [], ticketMs: [], late: 0, cashCents: 0 };

  /**
   * @param {string} gateway
   * @param {Till} till
   */
  constructor(gateway, till) {
    this.#gateway = gateway;
    this.#till = till;
  }

  get till() {
    return this.#till;
  }

  async open() {
    await importData(this.#gateway, this.#till, SELLER);
    await this.#command('open', { seller: SELLER, openingFloatCents: FLOAT_CENTS });
    /** @type {ReplyOf<typeof tillCommands.connect>} */
    const { connectionToken } = await this.#command('connections', { seller: SELLER });
    this.#connection = connectionToken;
  }

  /**
   * Starts a ticket every second from `startsAt` on, one after the other as a cashier does, and never skips one.
   * @param {{ barcodes: readonly string[], startsAt: number, tickets: number }} work `startsAt`: in milliseconds of `performance.now()`
   */
  async sell({ barcodes, startsAt, tickets }) {
    for (let index = 0; index < tickets; index += 1) {
      const dueAt = startsAt + index * TICKET_EVERY_MS;
      const waitMs = dueAt - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      else if (waitMs < -TICKET_EVERY_MS) this.takings.late += 1;
      try {
        await this.#ticket(barcodes);
      } catch (error) {
        this.takings.errors.push(String(error));
      }
    }
  }

  /** @param {readonly string[]} barcodes */
  async #ticket(barcodes) {
    const startedAt = performance.now();
    const ticketId = randomUUID();
    await this.#selling('tickets', { ticketId });
    let dueCents = 0;
    for (const barcode of barcodes) {
      const line = await this.#selling(`tickets/${ticketId}/lines`, { lineId: randomUUID(), barcode });
      dueCents = line.ttcCents;
    }
    await this.#selling(`tickets/${ticketId}/payments`, {
      paymentId: randomUUID(),
      tenderCode: 'ESP',
      tenderedCents: dueCents,
    });
    const finalisedAt = performance.now();
    const done = await this.#selling(`tickets/${ticketId}/finalise`, {});
    const endedAt = performance.now();
    if (done.number === null) throw new Error('a finalised ticket without a number');
    this.takings.finaliseMs.push(endedAt - finalisedAt);
    this.takings.ticketMs.push(endedAt - startedAt);
    this.takings.sold.push({ ticketId, number: done.number, ttcCents: done.ttcCents });
    this.takings.cashCents += done.ttcCents;
  }

  async closeAndExport() {
    const closingId = randomUUID();
    await this.#command('closings', { closingId, seller: SELLER });
    await this.#command(`closings/${closingId}/count`, {
      seller: SELLER,
      countedCashCents: FLOAT_CENTS + this.takings.cashCents,
    });
    await this.#command('export', { exportId: randomUUID(), seller: SELLER });
    await untilState(this.#gateway, this.#till, 'AWAITING_IMPORT');
  }

  /**
   * @template T
   * @param {string} path
   * @param {unknown} body
   * @returns {Promise<T>}
   */
  #command(path, body) {
    const url = `${this.#gateway}/till/registers/${this.#till.registerId}/${path}`;
    return granted('POST', url, { bearer: this.#till.credential, body });
  }

  /**
   * @param {string} path
   * @param {unknown} body
   * @returns {Promise<TicketView>}
   */
  async #selling(path, body) {
    const url = `${this.#gateway}/till/registers/${this.#till.registerId}/${path}`;
    const by = { bearer: this.#till.credential, connection: this.#connection, body };
    const { status, body: answer } = await call('POST', url, by);
    if (status >= 200 && status < 300) return /** @type {TicketView} */ (answer);
    throw new Error(
      `${path.replace(/[0-9a-f-]{36}/gu, ':id')}: ${status} ${/** @type {Problem} */ (answer).code}`,
    );
  }
}
