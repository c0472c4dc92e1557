import { canonicalJson, type ZRecord, zRecord } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { sha256 } from '../kernel/secrets.js';
import { Zs } from './closing.row.js';

/** The sealed Zs. What is read back is checked against its hash: a Z that was changed is a fault, never an answer. */
@Injectable()
export class ZRecords {
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
    return new Map(rows.map((row) => [row.sessionId, contentOf(row)]));
  }
}

function contentOf({
  sessionId,
  content,
  sha256: sealed,
}: {
  sessionId: string;
  content: string;
  sha256: string;
}) {
  if (sha256(content) !== sealed) throw new Error(`the Z of session ${sessionId} is not what was sealed`);
  return zRecord.parse(JSON.parse(content));
}
