import type { ExpectedAmounts } from '@encaisse/contracts';
import { expectedCash, type Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StoreRow } from '../stores/store.row.js';
import { SessionSumsReader } from './session-sums.js';

/** What a drawer should hold while it is counted, for a store that does not count blind. */
@Injectable()
export class ExpectedAmountsReader {
  constructor(private readonly sums: SessionSumsReader) {}

  /** Null where nothing is told, or counted. */
  async of(
    manager: EntityManager,
    { storeId, blindCount }: Pick<StoreRow, 'storeId' | 'blindCount'>,
    register: Register | undefined,
  ): Promise<ExpectedAmounts | null> {
    if (blindCount || register?.state !== 'CLOSING') return null;
    const { session } = register;
    const { tenders } = await this.sums.of(manager, storeId, session.sessionId);
    return {
      cashCents: expectedCash(session),
      tenders: tenders
        .filter(({ kind }) => kind !== 'CASH')
        .map(({ tenderCode, kind, label, amountCents }) => ({ tenderCode, kind, label, amountCents })),
    };
  }
}
