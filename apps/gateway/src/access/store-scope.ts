import { accessQueries, approvalQueries, syncQueries } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { Services } from '../api/services.js';
import type { Person } from './person.js';

/** What a request or an answer names that is of one store. */
export interface Place {
  readonly storeId?: string | undefined;
  readonly registerId?: string | null | undefined;
  readonly tillId?: string | null | undefined;
  readonly jobId?: string | undefined;
  readonly approvalId?: string | undefined;
}

/** Whoever may see some stores only is kept to them, whichever service answers. */
@Injectable()
export class StoreScope {
  constructor(private readonly services: Services) {}

  /** Throws STORE_FORBIDDEN unless everything in `place` is of a store that `person` may see. Says whether there was anything. */
  async check({ stores }: Person, place: Place): Promise<boolean> {
    if (stores === null) return true;
    const named = await Promise.all(this.#storesOf(place));
    for (const storeId of named)
      if (storeId === null || !stores.includes(storeId)) throw new HttpRefusal({ code: 'STORE_FORBIDDEN' });
    return named.length > 0;
  }

  #storesOf({ storeId, registerId, tillId, jobId, approvalId }: Place): (string | Promise<string | null>)[] {
    return [
      ...(storeId == null ? [] : [storeId]),
      ...(registerId == null ? [] : [this.#located({ registerId })]),
      ...(tillId == null ? [] : [this.#located({ tillId })]),
      ...(jobId == null ? [] : [this.#ofJob(jobId)]),
      ...(approvalId == null ? [] : [this.#ofApproval(approvalId)]),
    ];
  }

  async #located(place: { registerId: string } | { tillId: string }): Promise<string | null> {
    const { storeId } = await this.services.ask(accessQueries.locate, place);
    return storeId;
  }

  async #ofJob(jobId: string): Promise<string> {
    const { storeId } = await this.services.ask(syncQueries.getJob, { jobId });
    return storeId;
  }

  async #ofApproval(approvalId: string): Promise<string> {
    const { storeId } = await this.services.ask(approvalQueries.getApprovalAtHeadOffice, { approvalId });
    return storeId;
  }
}
