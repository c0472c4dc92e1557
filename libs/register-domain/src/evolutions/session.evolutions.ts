import { addCents, NO_CENTS } from '../money.js';
import type { Hold, RunningSession, SealedSession } from '../register.js';
import { type Evolution, kept, within } from './evolution.js';

export const sessionOpened: Evolution<'sessionOpened'> = (register, event) => {
  const before = within(register, event, 'READY', 'TO_EXPORT');
  const { at, tillId, key, sessionId, by, businessDate, openingFloatCents, floatDifferenceCents } = event;
  const hold: Hold =
    before.state === 'READY'
      ? {
          tillId,
          epoch: key.epoch,
          takenAt: at,
          dataset: before.dataset,
          sessions: [],
          unansweredExportId: null,
        }
      : before.hold;
  const session: RunningSession = {
    sessionId,
    key,
    businessDate,
    openedAt: at,
    openedBy: by,
    openingFloatCents,
    floatDifferenceCents,
    cashTakenCents: NO_CENTS,
    changeGivenCents: NO_CENTS,
    cashRefundedCents: NO_CENTS,
    cashInCents: NO_CENTS,
    cashOutCents: NO_CENTS,
    cashMovementCount: 0,
    drawerOpeningCount: 0,
    xReadingCount: 0,
    ticketCount: 0,
    ttcCents: NO_CENTS,
  };
  const counters = { ...before.counters, epoch: hold.epoch, sessionNumber: key.number };
  return { ...kept(before), counters, state: 'OPEN', hold, session };
};

export const ticketFinalised: Evolution<'ticketFinalised'> = (register, event) => {
  const before = within(register, event, 'OPEN');
  const { session } = before;
  return {
    ...before,
    counters: { ...before.counters, ticketNumber: event.number },
    session: {
      ...session,
      cashTakenCents: addCents(session.cashTakenCents, event.cashTakenCents),
      changeGivenCents: addCents(session.changeGivenCents, event.changeGivenCents),
      cashRefundedCents: addCents(session.cashRefundedCents, event.cashRefundedCents),
      ticketCount: session.ticketCount + 1,
      ttcCents: addCents(session.ttcCents, event.ttcCents),
    },
  };
};

export const cashMoved: Evolution<'cashMoved'> = (register, event) => {
  const before = within(register, event, 'OPEN');
  const field = event.kind === 'IN' ? 'cashInCents' : 'cashOutCents';
  return {
    ...before,
    session: {
      ...before.session,
      [field]: addCents(before.session[field], event.amountCents),
      cashMovementCount: event.number,
    },
  };
};

export const drawerOpened: Evolution<'drawerOpened'> = (register, event) => {
  const before = within(register, event, 'OPEN', 'CLOSING');
  return { ...before, session: { ...before.session, drawerOpeningCount: event.number } };
};

export const xRead: Evolution<'xRead'> = (register, event) => {
  const before = within(register, event, 'OPEN');
  return { ...before, session: { ...before.session, xReadingCount: event.number } };
};

export const closingStarted: Evolution<'closingStarted'> = (register, event) => ({
  ...within(register, event, 'OPEN'),
  state: 'CLOSING',
  closingId: event.closingId,
  closingSince: event.at,
});

export const closingCancelled: Evolution<'closingCancelled'> = (register, event) => {
  const { hold, session } = within(register, event, 'CLOSING');
  return { ...kept(register), state: 'OPEN', hold, session };
};

export const sessionSealed: Evolution<'sessionSealed'> = (register, event) => {
  const before = within(register, event, 'CLOSING', 'OUT_OF_SERVICE');
  const { session } = before;
  if (session === null) throw new Error(`register ${register.id} sealed a session that was not running`);
  const { at, closingId, zNumber, expectedCashCents, countedCashCents } = event;
  const sealed: SealedSession = {
    sessionId: session.sessionId,
    key: session.key,
    closingId,
    zNumber,
    businessDate: session.businessDate,
    openedAt: session.openedAt,
    sealedAt: at,
    expectedCashCents,
    countedCashCents,
    lastRecount: null,
    ticketCount: session.ticketCount,
    ttcCents: session.ttcCents,
    standing: { kind: 'PENDING' },
  };
  const after = {
    ...kept(register),
    counters: { ...register.counters, zNumber },
    lastCountedCashCents: countedCashCents,
  };
  if (before.state === 'OUT_OF_SERVICE') {
    const { lostHold, since, retired } = before;
    const sessions = [...lostHold.sessions, sealed];
    return {
      ...after,
      state: 'OUT_OF_SERVICE',
      lostHold: { ...lostHold, sessions },
      session: null,
      since,
      retired,
    };
  }
  return {
    ...after,
    state: 'TO_EXPORT',
    hold: { ...before.hold, sessions: [...before.hold.sessions, sealed] },
  };
};

export const sessionRecounted: Evolution<'sessionRecounted'> = (register, event) => {
  const before = within(register, event, 'TO_EXPORT');
  const { number, countedCashCents, sessionId } = event;
  const { sessions } = before.hold;
  const isLast = sessions.at(-1)?.sessionId === sessionId;
  return {
    ...before,
    // The next float is set beside what is in the drawer, which is what the last session left there.
    lastCountedCashCents: isLast ? countedCashCents : before.lastCountedCashCents,
    hold: {
      ...before.hold,
      sessions: sessions.map((session) =>
        session.sessionId === sessionId ? { ...session, lastRecount: { number, countedCashCents } } : session,
      ),
    },
  };
};
