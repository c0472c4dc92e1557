import { supervisionQueries } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { Services } from '../api/services.js';
import type { Scope } from './scope.js';

const PAGE = 500;

/** A page of a snapshot, encoded once for all who read it at the same moment. */
export interface SnapshotPage {
  readonly position: number;
  readonly text: string;
  readonly nextCursor: string | null;
}

/** Every register as it is now, page by page. */
@Injectable()
export class Snapshots {
  readonly #asked = new Map<string, Promise<SnapshotPage>>();

  constructor(private readonly services: Services) {}

  page(scope: Scope, cursor: string | null): Promise<SnapshotPage> {
    const key = `${scope.key} ${cursor ?? ''}`;
    const asked = this.#asked.get(key);
    if (asked !== undefined) return asked;
    const page = this.#read(scope, cursor).finally(() => this.#asked.delete(key));
    this.#asked.set(key, page);
    return page;
  }

  async #read({ stores, digest }: Scope, cursor: string | null): Promise<SnapshotPage> {
    const { position, registers, nextCursor } = await this.services.ask(supervisionQueries.overview, {
      stores: stores === null ? null : [...stores],
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    const text = JSON.stringify({
      type: 'snapshot',
      position,
      scope: digest,
      registers,
      more: nextCursor !== null,
    });
    return { position, text, nextCursor };
  }
}
