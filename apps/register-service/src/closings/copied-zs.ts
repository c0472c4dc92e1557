import { done, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CopiedRecord } from '../printing/copies.js';
import { ZRecords } from './z-records.js';

/** A sealed Z of the store, to be copied. Its original was made with its seal. */
@Injectable()
export class CopiedZs {
  constructor(private readonly zs: ZRecords) {}

  async find(manager: EntityManager, storeId: string, sessionId: string): Promise<Outcome<CopiedRecord>> {
    const z = (await this.zs.find(manager, storeId, [sessionId])).get(sessionId);
    if (z === undefined) return refused('SESSION_UNKNOWN', { sessionId });
    const original = () => {
      throw new Error(`the Z of session ${sessionId} was sealed without a print job`);
    };
    return done({ kind: 'z', recordId: sessionId, registerId: z.registerId, original });
  }
}
