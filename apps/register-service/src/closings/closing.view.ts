import type { ClosingView, ExpectedAmounts, RecountView, ZRecord } from '@encaisse/contracts';
import { connectedUserView } from '../connections/connected-user.view.js';
import type { ConnectedSeller } from '../connections/connection-reader.js';
import type { ClosingRow } from './closing.row.js';

/** The Z that a closing ended in, and the job of its original. */
export interface ClosingOutcome {
  readonly z: ZRecord;
  readonly printJobId: string;
}

/** What a closing shows beside itself: what is expected while it is counted, or its outcome and what was counted later. */
export interface ClosingExtras {
  readonly expected?: ExpectedAmounts | null;
  readonly outcome?: ClosingOutcome;
  readonly recounts?: readonly RecountView[];
}

/** `connected` is who is connected to the session now, the one who closes among them or not. */
export function closingView(
  closing: ClosingRow,
  connected: readonly ConnectedSeller[],
  { expected = null, outcome, recounts = [] }: ClosingExtras = {},
): ClosingView {
  return {
    closingId: closing.closingId,
    registerId: closing.registerId,
    sessionId: closing.sessionId,
    state: closing.state,
    startedAt: closing.startedAt.toISOString(),
    startedBy: closing.startedBy,
    connectedUsers: connected
      .filter(({ sellerCode }) => sellerCode !== closing.startedBy)
      .map(connectedUserView),
    expected,
    z: outcome === undefined ? null : outcomeView(outcome),
    recounts: [...recounts],
  };
}

const outcomeView = ({ z, printJobId }: ClosingOutcome): ClosingView['z'] => ({
  zNumber: z.zNumber,
  countedCashCents: z.cash.countedCents,
  expectedCashCents: z.cash.expectedCents,
  differenceCents: z.cash.differenceCents,
  ticketCount: z.ticketCount,
  ttcCents: z.ttcCents,
  denominations: z.cash.countedDenominations,
  tenderCounts: z.tenderCounts,
  printJobId,
});
