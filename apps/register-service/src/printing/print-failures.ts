import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StoreStream } from '../relay/store-stream.js';
import { isOfARecord } from './print-expiry.js';
import type { PrintJobRow } from './print-job.row.js';

/** As head office is told: a document that cannot be laid out has failed. */
const OUTCOMES = { UNKNOWN: 'UNKNOWN', EXPIRED: 'EXPIRED', UNSUPPORTED: 'FAILED' } as const;

/** Tells head office which copies of records did not come out, or perhaps not. */
@Injectable()
export class PrintFailures {
  constructor(private readonly stream: StoreStream) {}

  /** Jobs of any stores as they have ended, locked. */
  async tell(manager: EntityManager, jobs: readonly PrintJobRow[], now: Date): Promise<void> {
    // Streams are locked in one order, whoever tells of several.
    const ended = jobs.filter(({ kind }) => isOfARecord(kind)).sort(byStore);
    for (const { storeId, tillId, registerId, printJobId, kind, state, detail, correlationId } of ended) {
      const outcome = OUTCOMES[state as keyof typeof OUTCOMES];
      if (outcome === undefined) continue;
      await this.stream.append(
        manager,
        storeId,
        {
          type: 'printFailed',
          ...{ tillId, registerId, printJobId, kind, outcome },
          reason: detail === '' ? null : detail,
        },
        { at: now, correlationId },
      );
    }
  }
}

const byStore = (a: PrintJobRow, b: PrintJobRow): number => {
  if (a.storeId === b.storeId) return 0;
  return a.storeId < b.storeId ? -1 : 1;
};
