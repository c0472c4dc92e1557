import { type StoreHeader, storeHeader } from '@encaisse/catalogue';
import type { PrintedRegister } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Letterhead } from './letterhead.js';

/** Far more than the datasets that the registers of a chain are pinned to at once. */
const HEADERS_KEPT = 1_000;

/** What is printed, by which register of which store, under the header of which dataset. */
export interface Printing {
  readonly datasetId: number;
  readonly register: PrintedRegister;
  readonly timeZone: string;
}

/** The letterhead of what a register prints. A sealed dataset never changes, so its header is read once. */
@Injectable()
export class Letterheads {
  readonly #headers = new Map<number, StoreHeader>();

  /** @throws Error for a dataset that is not there. */
  async of(manager: EntityManager, { datasetId, register, timeZone }: Printing): Promise<Letterhead> {
    const { number, name } = register;
    return { header: await this.#header(manager, datasetId), register: { number, name }, timeZone };
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
