import type { Hold, Register, RegisterIn, SealedSession, SessionKey, SessionStanding } from '../register.js';
import { isSameSession, isSettled } from '../sessions.js';
import { HELD_STATES, type HeldState } from '../transitions.js';
import { type Evolution, kept, within } from './evolution.js';

export const exportStarted: Evolution<'exportStarted'> = (register, event) => {
  const { hold } = within(register, event, 'TO_EXPORT');
  const { exportId, at } = event;
  return {
    ...kept(register),
    state: 'EXPORTING',
    hold: { ...hold, unansweredExportId: null },
    exportId,
    exportingSince: at,
  };
};

const standingChanged = (
  sessions: readonly SealedSession[],
  key: SessionKey,
  standing: SessionStanding,
): readonly SealedSession[] =>
  sessions.map((session) =>
    isSameSession(session.key, key) && !isSettled(session) ? { ...session, standing } : session,
  );

export const sessionAcknowledged: Evolution<'sessionAcknowledged'> = (register, event) => {
  const standing: SessionStanding = { kind: 'ACKNOWLEDGED', exportId: event.exportId, at: event.at };
  if (register.state === 'OUT_OF_SERVICE') {
    const { lostHold } = register;
    return {
      ...register,
      lostHold: { ...lostHold, sessions: standingChanged(lostHold.sessions, event.session, standing) },
    };
  }
  const before = within(register, event, ...HELD_STATES);
  return withSessions(before, standingChanged(before.hold.sessions, event.session, standing));
};

const withSessions = (register: RegisterIn<HeldState>, sessions: readonly SealedSession[]): Register => ({
  ...register,
  hold: { ...register.hold, sessions },
});

export const sessionAcceptedApart: Evolution<'sessionAcceptedApart'> = (register, event) => {
  const before = within(register, event, ...HELD_STATES);
  const { at, by, approvedBy, session } = event;
  const standing: SessionStanding = { kind: 'ACCEPTED_APART', at, by, approvedBy };
  return withSessions(before, standingChanged(before.hold.sessions, session, standing));
};

export const exportRefused: Evolution<'exportRefused'> = (register, event) => {
  const before = within(register, event, ...HELD_STATES);
  const { exportId, reason, differences } = event;
  const standing: SessionStanding = { kind: 'REFUSED', exportId, reason, differences };
  const hold: Hold = {
    ...before.hold,
    sessions: standingChanged(before.hold.sessions, event.session, standing),
    unansweredExportId: null,
  };
  return before.state === 'EXPORTING' ? { ...kept(before), state: 'TO_EXPORT', hold } : { ...before, hold };
};

export const exportUnanswered: Evolution<'exportUnanswered'> = (register, event) => {
  const { hold } = within(register, event, 'EXPORTING');
  return { ...kept(register), state: 'TO_EXPORT', hold: { ...hold, unansweredExportId: event.exportId } };
};

export const holdReleased: Evolution<'holdReleased'> = (register, event) => {
  const { hold } = within(register, event, 'TO_EXPORT', 'EXPORTING');
  const { tillId, epoch, sessions } = hold;
  return {
    ...kept(register),
    state: 'AWAITING_IMPORT',
    lastExport: { tillId, epoch, releasedAt: event.at, sessions },
  };
};
