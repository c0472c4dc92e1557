import { accept, invalidAmount, type Rule, refusal, refuse } from '../decision.js';
import { subtractCents } from '../money.js';
import { isSettled } from '../sessions.js';

/**
 * Only while nobody but the store can know the session: head office compares what it gets by its bytes, so that a record more
 * would be another content. One whose export got no answer may be there already; a refused one comes again as it is by then.
 */
export const recount: Rule<'recount'> = ({ hold }, command) => {
  const { at, by, recountId, sessionId, countedCashCents, reason, authorisedBy } = command;
  const session = hold.sessions.find((sealed) => sealed.sessionId === sessionId);
  if (session === undefined || isSettled(session) || hold.unansweredExportId !== null)
    return refuse(refusal('RECOUNT_TOO_LATE', { sessionId }));
  if (countedCashCents < 0) return refuse(invalidAmount('countedCashCents', countedCashCents));
  const { key, expectedCashCents, lastRecount } = session;
  return accept({
    type: 'sessionRecounted',
    at,
    by,
    sessionId,
    key,
    recountId,
    number: (lastRecount?.number ?? 0) + 1,
    countedCashCents,
    formerCountCents: lastRecount?.countedCashCents ?? session.countedCashCents,
    differenceCents: subtractCents(countedCashCents, expectedCashCents),
    reason,
    authorisedBy,
  });
};
