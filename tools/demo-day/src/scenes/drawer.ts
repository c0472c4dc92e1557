import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import type { AtWork } from './at-work.js';
import { lend } from './lending.js';

/** Cash comes, goes and drops in the safe; the drawer opens without a sale; an X is read. */
export async function useTheDrawer({ session, boss, first, responsable, cashiers }: AtWork): Promise<void> {
  const { floor, ledger } = session;
  const { desk, refusals } = floor;
  const move = async (
    kind: 'IN' | 'OUT' | 'SAFE_DROP',
    amountCents: number,
    reason: 'CHANGE' | 'SUPPLIER' | 'SAFE',
    by = boss,
    grant: { grantId?: string; movementId?: string } = {},
  ) => {
    const body = { movementId: uuidv7(), kind, amountCents, reason, ...grant };
    const { printJobId } = granted(`move cash ${kind}`, await desk.moveCash(by, body));
    ledger.drawer.movements.push({ kind, amountCents, printJobId });
  };
  await move('IN', 5_000, 'CHANGE');
  await move('OUT', 1_250, 'SUPPLIER');
  await move('SAFE_DROP', 2_000, 'SAFE');

  const unexplained = { movementId: uuidv7(), kind: 'OUT', amountCents: 500, reason: 'EXPENSE' } as const;
  const noNote = await desk.moveCash(boss, unexplained);
  refusals.expect('an expense without a note', 'CASH_REASON_INVALID', noNote);
  const movementId = uuidv7();
  const alone = { movementId, kind: 'IN', amountCents: 700, reason: 'CHANGE' } as const;
  refusals.expect('a cashier moves cash', 'RIGHT_MISSING', await desk.moveCash(first, alone));
  const bound = { subjectId: movementId, amountCents: 700 };
  const grantId = await lend(session, responsable, cashiers[0].code, 'CASH_MOVEMENT', bound);
  await move('IN', 700, 'CHANGE', first, { grantId, movementId });

  const opening = { openingId: uuidv7(), reason: 'CHECK' } as const;
  granted('open the drawer', await desk.openDrawer(boss, opening));
  ledger.drawer.openings += 1;
  const { x, printJobId } = granted('read an X', await desk.readX(boss));
  ledger.drawer.xReadings += 1;
  if (printJobId !== null) ledger.drawer.printJobIds.push(printJobId);
  if (x.ttcCents !== ledger.ttcCents || x.ticketCount !== ledger.tickets.length || x.cash !== null)
    throw new DayFailure('read an X', `it says ${x.ttcCents} of ${ledger.ttcCents}, or tells a blind count`);
}
