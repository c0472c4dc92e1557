import type { Register, SealedSession, SessionKey } from './register.js';

export const isSameSession = (a: SessionKey, b: SessionKey): boolean =>
  a.incarnation === b.incarnation && a.epoch === b.epoch && a.number === b.number;

/** Whether head office has acknowledged the session or accepted it apart. */
export const isSettled = ({ standing }: SealedSession): boolean =>
  standing.kind === 'ACKNOWLEDGED' || standing.kind === 'ACCEPTED_APART';

/** The sealed sessions that the register still speaks of: those of its hold, or of its last one. */
export function sealedSessions(register: Register): readonly SealedSession[] {
  if ('hold' in register) return register.hold.sessions;
  if ('lostHold' in register) return register.lostHold.sessions;
  return register.lastExport?.sessions ?? [];
}

export const findSession = (register: Register, key: SessionKey): SealedSession | undefined =>
  sealedSessions(register).find((session) => isSameSession(session.key, key));

/**
 * Whether `key` is of a hold before those that the register still speaks of. A register only leaves a hold once
 * every session of it is settled, so an answer about such a session is an echo.
 */
export function isOfFormerHold(register: Register, key: SessionKey): boolean {
  const spokenOf = sealedSessions(register).map((session) => session.key.epoch);
  if ('session' in register && register.session !== null) spokenOf.push(register.session.key.epoch);
  const oldest = spokenOf.length === 0 ? register.counters.epoch + 1 : Math.min(...spokenOf);
  return key.incarnation === register.incarnation && key.epoch < oldest;
}
