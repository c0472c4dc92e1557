import { done, type LendableRight, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AtTill } from '../kernel/register-commands.js';
import { rightMissing } from '../sellers/seller-authentication.js';
import { type GrantRow, GrantRows, GrantUses } from './grant.row.js';

/** Something that wants a right, and the right lent for it if its seller names one. */
export interface WantedRight {
  readonly who: Pick<AtTill, 'store' | 'till' | 'seller'>;
  readonly registerId: string;
  readonly right: LendableRight;
  readonly grantId: string | undefined;
  /** What it is done to: a ticket, a line, a closing. */
  readonly subjectId?: string | null;
  /** How much it is done for, where an amount counts. */
  readonly amountCents?: number | null;
  readonly at: Date;
}
export interface Authorised {
  /** Who lent the right; null for a seller who has it herself. */
  readonly authorisedBy: string | null;
}

/** Whether a seller may: by a right of her own, or by one that was lent to her for this, once. */
@Injectable()
export class Grants {
  /**
   * To be asked within the command's transaction: a refused command gives the grant back. A seller who has the right
   * herself uses up nothing. RIGHT_MISSING without a grant; GRANT_UNKNOWN, GRANT_DIFFERS, GRANT_USED, GRANT_EXPIRED.
   */
  async authorise(manager: EntityManager, wanted: WantedRight): Promise<Outcome<Authorised>> {
    const missing = rightMissing(wanted.who.seller, wanted.right);
    if (!missing) return done({ authorisedBy: null });
    const { grantId } = wanted;
    if (grantId === undefined) return missing;
    const { storeId } = wanted.who.store;
    const grant = await manager.findOneBy(GrantRows, { grantId, storeId });
    if (grant === null) return refused('GRANT_UNKNOWN', { grantId });
    const difference = differenceOf(grant, wanted);
    if (difference) return refused('GRANT_DIFFERS', { grantId, field: difference });
    const { at, registerId, subjectId = null, amountCents = null, who } = wanted;
    if (await manager.existsBy(GrantUses, { grantId })) return refused('GRANT_USED', { grantId });
    if (at >= grant.expiresAt)
      return refused('GRANT_EXPIRED', { grantId, expiredAt: grant.expiresAt.toISOString() });
    await manager.insert(GrantUses, {
      grantId,
      storeId,
      registerId,
      tillId: who.till.tillId,
      subjectId,
      amountCents,
      usedAt: at,
    });
    return done({ authorisedBy: grant.lentBy });
  }
}

/** The first thing in which the act is another than the grant was lent for. */
function differenceOf(
  grant: GrantRow,
  { who, registerId, right, subjectId = null, amountCents = null }: WantedRight,
): string | undefined {
  if (grant.registerId !== registerId) return 'registerId';
  if (grant.borrower !== who.seller.code) return 'borrower';
  if (grant.right !== right) return 'right';
  if (grant.subjectId !== null && grant.subjectId !== subjectId) return 'subjectId';
  // A bound on an act without an amount was meant for another act.
  if (grant.amountCents !== null && (amountCents === null || amountCents > grant.amountCents))
    return 'amountCents';
  return undefined;
}
