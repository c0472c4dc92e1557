import { type StoreHeader, storeHeader } from '@encaisse/catalogue';
import { isHeld, type Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Letterhead } from './letterhead.js';

/** Far more than the datasets that the registers of a chain are pinned to at once. */
const HEADERS_KEPT = 1_000;

/** The letterhead of what a held register prints. A sealed dataset never changes, so its header is read once. */
@Injectable()
export class Letterheads {
  readonly #headers = new Map<number, StoreHeader>();

  /** @throws Error for a register without a hold, or one pinned to a dataset that is gone. */
  async of(manager: EntityManager, register: Register, timeZone: string): Promise<Letterhead> {
    if (!isHeld(register)) throw new Error(`register ${register.id} prints in state ${register.state}`);
    const { number, name, hold } = register;
    return {
      header: await this.#header(manager, hold.dataset.datasetId),
      register: { number, name },
      timeZone,
    };
  }

  async #header(manager: EntityManager, datasetId: number): Promise<StoreHeader> {
    const kept = this.#headers.get(datasetId);
    if (kept) return kept;
    const header = await storeHeader(manager, datasetId);
    if (header === null) throw new Error(`dataset ${datasetId} has no header`);
    if (this.#headers.size >= HEADERS_KEPT) this.#headers.clear();
    this.#headers.set(datasetId, header);
    return header;
  }
}
