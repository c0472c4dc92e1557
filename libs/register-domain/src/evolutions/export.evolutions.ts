import type { EventOf } from '../events.js';
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

export const sessionAcknowledged: Evolution<'sessionAcknowledged'> = (register, event) =>
  withStanding(register, event, { kind: 'ACKNOWLEDGED', exportId: event.exportId, at: event.at });

export const sessionAcceptedApart: Evolution<'sessionAcceptedApart'> = (register, event) => {
  const { at, by, approvedBy } = event;
  return withStanding(register, event, { kind: 'ACCEPTED_APART', at, by, approvedBy });
};

export const exportRefused: Evolution<'exportRefused'> = (register, event) => {
  const { exportId, reason, differences } = event;
  const after = withStanding(register, event, { kind: 'REFUSED', exportId, reason, differences });
  if (after.state === 'OUT_OF_SERVICE')
    return { ...after, lostHold: { ...after.lostHold, unansweredExportId: null } };
  const hold: Hold = { ...after.hold, unansweredExportId: null };
  return after.state === 'EXPORTING' ? { ...kept(after), state: 'TO_EXPORT', hold } : { ...after, hold };
};

/** The sessions of a hold that was lost are judged like those of one that is held. */
function withStanding(
  register: Register,
  event: EventOf<'sessionAcknowledged' | 'sessionAcceptedApart' | 'exportRefused'>,
  standing: SessionStanding,
): RegisterIn<HeldState | 'OUT_OF_SERVICE'> {
  const before = within(register, event, ...HELD_STATES, 'OUT_OF_SERVICE');
  if (before.state === 'OUT_OF_SERVICE') {
    const { lostHold } = before;
    const sessions = standingChanged(lostHold.sessions, event.session, standing);
    return { ...before, lostHold: { ...lostHold, sessions } };
  }
  const sessions = standingChanged(before.hold.sessions, event.session, standing);
  return { ...before, hold: { ...before.hold, sessions } };
}

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
