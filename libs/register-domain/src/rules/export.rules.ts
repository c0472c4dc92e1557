import { accept, type Decision, type Rule, refusal, refuse, samePersonTwice } from '../decision.js';
import type { EventOf } from '../events.js';
import type { Register, RegisterIn, SealedSession, SessionKey } from '../register.js';
import { findSession, isOfFormerHold, isSettled } from '../sessions.js';
import type { StatesAccepting } from '../transitions.js';

const keysOf = (sessions: readonly SealedSession[]): readonly SessionKey[] => sessions.map(({ key }) => key);

export const exportRule: Rule<'export'> = ({ hold }, { at, by, exportId }) =>
  accept({ type: 'exportStarted', at, by, exportId, sessions: keysOf(hold.sessions) });

export const resend: Rule<'resend'> = ({ lastExport }, { at, by, exportId }) =>
  accept({ type: 'exportResent', at, by, exportId, sessions: keysOf(lastExport?.sessions ?? []) });

/** Heard in every state, since an acknowledgement may come late; whatever export it answers. */
export const exportAcknowledged: Rule<'exportAcknowledged'> = (register, command) => {
  const { at, exportId, session: key, headOffice } = command;
  const session = findSession(register, key);
  if (session === undefined) return unknownOrEcho(register, key);
  const { ticketCount, ttcCents } = session;
  if (headOffice.ticketCount !== ticketCount || headOffice.ttcCents !== ttcCents) {
    const ours = { ticketCount, ttcCents };
    return refuse(refusal('ACKNOWLEDGEMENT_DIFFERS', { session: key, ours, headOffice }));
  }
  if (isSettled(session)) return accept();
  return accept(
    { type: 'sessionAcknowledged', at, exportId, session: key },
    ...releaseAfter(register, session, at),
  );
};

/** Head office's refusal for good: of the export that runs, or late, of the one whose outcome was unknown. */
export const exportRefused: Rule<'exportRefused'> = (register, command) => {
  const { at, exportId, session, reason, differences } = command;
  const awaited = awaitedExport(register);
  if (exportId !== awaited) return notThisExport(register, awaited);
  if (findSession(register, session) === undefined) return unknownOrEcho(register, session);
  return accept({ type: 'exportRefused', at, exportId, session, reason, differences });
};

function awaitedExport(register: RegisterIn<StatesAccepting<'exportRefused'>>): string | null {
  if (register.state === 'EXPORTING') return register.exportId;
  return (register.state === 'OUT_OF_SERVICE' ? register.lostHold : register.hold).unansweredExportId;
}

export const exportUnanswered: Rule<'exportUnanswered'> = (register, { at, exportId }) =>
  exportId === register.exportId
    ? accept({ type: 'exportUnanswered', at, exportId })
    : notThisExport(register, register.exportId);

/** Records that head office has taken a refused session into its books apart. */
export const acceptApart: Rule<'acceptApart'> = (register, command) => {
  const { at, by, approvedBy, reason, session: key } = command;
  if (by === approvedBy) return samePersonTwice(by);
  const session = findSession(register, key);
  if (session === undefined) return refuse(refusal('SESSION_UNKNOWN', { session: key }));
  if (session.standing.kind === 'ACCEPTED_APART') return accept();
  if (session.standing.kind !== 'REFUSED') return refuse(refusal('NO_REFUSED_EXPORT', {}));
  return accept(
    { type: 'sessionAcceptedApart', at, by, approvedBy, reason, session: key },
    ...releaseAfter(register, session, at),
  );
};

const unknownOrEcho = (register: Register, session: SessionKey): Decision =>
  isOfFormerHold(register, session) ? accept() : refuse(refusal('SESSION_UNKNOWN', { session }));

const notThisExport = ({ state }: Register, runningExportId: string | null): Decision =>
  refuse(refusal('EXPORT_NOT_RUNNING', { state, runningExportId }));

/** The release of the hold, when `settling` was the last session that it waited for and nothing is being sold. */
function releaseAfter(
  register: Register,
  settling: SealedSession,
  at: string,
): readonly EventOf<'holdReleased'>[] {
  if (register.state !== 'TO_EXPORT' && register.state !== 'EXPORTING') return [];
  const { tillId, epoch, sessions } = register.hold;
  const waits = sessions.some((session) => session !== settling && !isSettled(session));
  return waits ? [] : [{ type: 'holdReleased', at, tillId, epoch }];
}
