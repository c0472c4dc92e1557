import { expectedCash } from '../cash.js';
import type { CommandOf } from '../commands.js';
import { accept, type Decision, invalidAmount, type Rule, refusal, refuse } from '../decision.js';
import type { Connection } from '../facts.js';
import { type Cents, subtractCents } from '../money.js';
import type { ClosingWarning, Missing, RegisterRefusal } from '../refusals.js';
import type { RegisterIn } from '../register.js';

type SubmitCount = CommandOf<'submitCount'>;
type AnyClosing = CommandOf<'startClosing'> | SubmitCount;

export const startClosing: Rule<'startClosing'> = ({ session }, command) => {
  const refused = ticketsInProgress(command) ?? clientPending(command);
  if (refused !== undefined) return refuse(refused);
  const { at, by, closingId, reason } = command;
  const { sessionId } = session;
  return accept({
    type: 'closingStarted',
    at,
    by,
    sessionId,
    closingId,
    forcedPages: unsentPages(command),
    reason,
  });
};

export const cancelClosing: Rule<'cancelClosing'> = (register, { at, by, closingId }) =>
  closingId === register.closingId
    ? accept({
        type: 'closingCancelled',
        at,
        by,
        sessionId: register.session.sessionId,
        closingId,
        because: 'ASKED',
      })
    : refuse(anotherClosing(register));

/** Tickets first, which nothing forces; then what a page still holds; then every warning in one answer. */
export const submitCount: Rule<'submitCount'> = (register, command) => {
  const { at, by, closingId, countedCashCents } = command;
  if (closingId !== register.closingId) return refuse(anotherClosing(register));
  if (countedCashCents < 0) return refuse(invalidAmount('countedCashCents', countedCashCents));

  const unfinished = ticketsInProgress(command);
  if (unfinished !== undefined) {
    const { sessionId } = register.session;
    return refuse(unfinished, {
      type: 'closingCancelled',
      at,
      by,
      sessionId,
      closingId,
      because: 'TICKETS_IN_PROGRESS',
    });
  }
  const pending = clientPending(command);
  if (pending !== undefined) return refuse(pending);

  const warnings = [usersConnected(command), amountMismatch(command, expectedCash(register.session))].filter(
    (warning) => warning !== undefined,
  );
  const [first] = warnings;
  return first === undefined ? sealed(register, command) : refuse(refusal(first.code, { warnings }));
};

function sealed({ session, counters }: RegisterIn<'CLOSING'>, command: SubmitCount): Decision {
  const { at, by, closingId, countedCashCents, connections, reason } = command;
  const expectedCashCents = expectedCash(session);
  return accept({
    type: 'sessionSealed',
    at,
    by,
    sessionId: session.sessionId,
    key: session.key,
    closingId,
    zNumber: counters.zNumber + 1,
    expectedCashCents,
    countedCashCents,
    differenceCents: subtractCents(countedCashCents, expectedCashCents),
    loggedOut: connections,
    forcedPages: unsentPages(command),
    reason,
  });
}

const anotherClosing = ({ hold, closingId, closingSince }: RegisterIn<'CLOSING'>): RegisterRefusal =>
  refusal('CLOSING_IN_PROGRESS', { tillId: hold.tillId, closingId, closingSince });

const ticketsInProgress = ({ ticketsInProgress: tickets }: AnyClosing): RegisterRefusal | undefined =>
  tickets.length === 0 ? undefined : refusal('TICKETS_IN_PROGRESS', { tickets });

const unsentPages = ({ pendingPages }: AnyClosing) => pendingPages.filter(({ tickets }) => tickets > 0);

/** A live page can still send what it holds, so only stale ones may be left behind. */
function clientPending(command: AnyClosing): RegisterRefusal | undefined {
  const pages = unsentPages(command);
  const forceable = pages.every(({ stale }) => stale);
  const { forcePending, mayForceClose, reason } = command;
  const missing = forceable ? missingOf(forcePending, mayForceClose, isGiven(reason)) : [];
  const passes = pages.length === 0 || (forceable && missing.length === 0);
  return passes ? undefined : refusal('CLIENT_PENDING', { pages, forceable, missing });
}

/** Who closes and who is stale do not count as connected. */
const othersConnected = ({ connections, by }: SubmitCount): readonly Connection[] =>
  connections.filter(({ sellerCode, stale }) => !stale && sellerCode !== by);

function usersConnected(command: SubmitCount): ClosingWarning | undefined {
  const users = othersConnected(command);
  const missing = missingOf(command.forceUsers, command.mayForceClose, true);
  const passes = users.length === 0 || missing.length === 0;
  return passes ? undefined : { code: 'USERS_CONNECTED', facts: { users, missing } };
}

/** Any difference is to be accepted; above the store's tolerance that wants the right and a reason. */
function amountMismatch(command: SubmitCount, expectedCashCents: Cents): ClosingWarning | undefined {
  const { countedCashCents, toleranceCents, acceptDifference, mayAcceptDifference, reason } = command;
  const differenceCents = subtractCents(countedCashCents, expectedCashCents);
  const isTolerable = Math.abs(differenceCents) <= toleranceCents;
  const missing = missingOf(
    acceptDifference,
    isTolerable || mayAcceptDifference,
    isTolerable || isGiven(reason),
  );
  if (differenceCents === 0 || missing.length === 0) return undefined;
  return {
    code: 'AMOUNT_MISMATCH',
    facts: { expectedCashCents, countedCashCents, differenceCents, toleranceCents, missing },
  };
}

const isGiven = (reason: string | null): boolean => reason !== null && reason.trim() !== '';

function missingOf(isConfirmed: boolean, hasRight: boolean, hasReason: boolean): readonly Missing[] {
  const wanted: readonly (readonly [Missing, boolean])[] = [
    ['CONFIRMATION', isConfirmed],
    ['RIGHT', hasRight],
    ['REASON', hasReason],
  ];
  return wanted.filter(([, isThere]) => !isThere).map(([missing]) => missing);
}
