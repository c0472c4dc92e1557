import { canonicalJson, type ZRecord, zRecord } from '@encaisse/contracts';
import { sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type ZRow, Zs } from './closing.row.js';
import { SessionSumsReader } from './session-sums.js';

/**
 * A Z as it may have been sealed. What an older build did not tell is read from the session's tickets, which never change;
 * nobody counted the DUPLICATA of those days, and no ticket came too late.
 */
const sealedZ = zRecord.extend({
  turnover: zRecord.shape.turnover.optional(),
  lateTicketCount: zRecord.shape.lateTicketCount.default(0),
  dismissedLateCount: zRecord.shape.dismissedLateCount.default(0),
  duplicateCount: zRecord.shape.duplicateCount.default(0),
});

/** The sealed Zs. What is read back is checked against its hash: a Z that was changed is a fault, never an answer. */
@Injectable()
export class ZRecords {
  constructor(private readonly sums: SessionSumsReader) {}

  async insert(
    manager: EntityManager,
    z: ZRecord,
    { storeId, closingId }: { readonly storeId: string; readonly closingId: string },
  ): Promise<void> {
    const content = canonicalJson(z);
    await manager.insert(Zs, {
      storeId,
      sessionId: z.sessionId,
      registerId: z.registerId,
      closingId,
      zNumber: z.zNumber,
      sealedAt: new Date(z.closedAt),
      content,
      sha256: sha256(content),
    });
  }

  /** By session; a session that is not sealed is not among them. */
  async find(
    manager: EntityManager,
    storeId: string,
    sessionIds: readonly string[],
  ): Promise<ReadonlyMap<string, ZRecord>> {
    const rows = await manager.findBy(Zs, { storeId, sessionId: In([...sessionIds]) });
    const zs = new Map<string, ZRecord>();
    for (const row of rows) zs.set(row.sessionId, await this.#told(manager, row));
    return zs;
  }

  async #told(manager: EntityManager, row: ZRow): Promise<ZRecord> {
    const { turnover, ...z } = contentOf(row);
    if (turnover !== undefined) return { ...z, turnover };
    return { ...z, turnover: (await this.sums.of(manager, row.storeId, row.sessionId)).turnover };
  }
}

function contentOf({ sessionId, content, sha256: sealed }: ZRow) {
  if (sha256(content) !== sealed) throw new Error(`the Z of session ${sessionId} is not what was sealed`);
  return sealedZ.parse(JSON.parse(content));
}
