import { CASH_REASONS, type CashMovementDocument, type CashMovementView } from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { type Letterhead, printedStoreOf } from './letterhead.js';
import { SOFTWARE } from './software.js';

/** A cash movement as it is stored, with what its row does not tell. */
export interface PrintableCashMovement {
  readonly movement: Pick<CashMovementView, 'number' | 'kind' | 'amountCents' | 'reason' | 'note'> & {
    readonly at: Date;
  };
  readonly sessionNumber: number;
  readonly sellerName: string;
  readonly authorisedByName: string | null;
}

/** The original of a slip. */
export function cashMovementDocument(
  letterhead: Letterhead,
  { movement, sessionNumber, sellerName, authorisedByName }: PrintableCashMovement,
): CashMovementDocument {
  return {
    kind: 'cashMovement',
    store: printedStoreOf(letterhead),
    register: letterhead.register,
    sessionNumber,
    movement: movement.kind,
    movementNumber: movement.number,
    movedAt: wallClockOf(movement.at.toISOString(), letterhead.timeZone),
    sellerName,
    authorisedBy: authorisedByName,
    amountCents: movement.amountCents,
    reason: CASH_REASONS[movement.reason].labelFr,
    note: movement.note ?? '',
    duplicateNumber: 0,
    software: SOFTWARE,
  };
}
