import type { LendableRight, Outcome } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { Grants } from '../grants/grants.js';
import type { Draft } from './draft.js';
import type { LineColumns } from './line.columns.js';
import type { Sale } from './sale.js';

/** A change of price that wants a right. */
export interface LentPrice {
  readonly right: LendableRight;
  readonly grantId: string | undefined;
  /** The line or the ticket. */
  readonly subjectId: string;
  /** What the draft becomes when this person lent the right, null when nobody had to. */
  readonly priced: (authorisedBy: string | null) => Outcome<Draft>;
  /** What the right is used for, in cents. */
  readonly amountOf: (after: Draft) => number;
}

/** Changes a price by the seller's own right or by one lent to her: the amount that it is asked for is what comes out. */
@Injectable()
export class LentPrices {
  constructor(private readonly grants: Grants) {}

  async change({ unit, who, manager }: Sale, lent: LentPrice): Promise<Outcome<Draft>> {
    const { right, grantId, subjectId, priced, amountOf } = lent;
    const after = priced(null);
    if (!after.ok) return after;
    const authorised = await this.grants.authorise(manager, {
      who,
      registerId: unit.register.id,
      right,
      grantId,
      subjectId,
      amountCents: amountOf(after.value),
      at: new Date(unit.at),
    });
    return authorised.ok ? priced(authorised.value.authorisedBy) : authorised;
  }
}

export function lineOf({ lines }: Draft, lineId: string): LineColumns {
  const line = lines.find((candidate) => candidate.lineId === lineId);
  if (line === undefined) throw new Error(`line ${lineId} was priced and is gone`);
  return line;
}
