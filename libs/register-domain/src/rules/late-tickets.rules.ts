import { accept, invalidAmount, type Rule, refusal, refuse } from '../decision.js';
import type { TicketToFinalise } from '../facts.js';
import type { RegisterRefusal } from '../refusals.js';
import type { Register } from '../register.js';
import { closedSession } from './running-session.js';

/**
 * In every state, because it changes nothing that anybody has summed: a session that is closed, or that goes on at another
 * till, takes no ticket of this one. Where it does, the ticket is not late.
 */
export const keepLateTicket: Rule<'keepLateTicket'> = (register, command) => {
  const { type: _, ...kept } = command;
  const { tillId, sessionId, ttcCents } = kept;
  if (takesTickets(register, sessionId, tillId)) {
    return refuse(refusal('TICKET_NOT_LATE', { sessionId, state: register.state }));
  }
  if (ttcCents < 0) return refuse(invalidAmount('ttcCents', ttcCents));
  return accept({ type: 'lateTicketKept', ...kept });
};

/** Whatever is doubtful about it or not: the sale may have been rung again. */
export const dismissLateTicket: Rule<'dismissLateTicket'> = (register, command) => {
  const refused = closedSession(register, command);
  if (refused !== undefined) return refuse(refused);
  const { at, by, sessionId, ticketId, late, ttcCents, sha256, reason } = command;
  return accept({
    type: 'lateTicketDismissed',
    at,
    by,
    sessionId,
    ticketId,
    late,
    ttcCents,
    sha256,
    reason,
  });
};

/** What is doubtful becomes a ticket only when whoever admits it says why. */
export const doubtful = ({
  ticketId,
  late,
}: Pick<TicketToFinalise, 'ticketId' | 'late'>): RegisterRefusal | undefined =>
  late === undefined || late.doubts.length === 0 || late.reason !== null
    ? undefined
    : refusal('LATE_TICKET_DOUBTFUL', { ticketId, doubts: late.doubts });

const takesTickets = (register: Register, sessionId: string, tillId: string): boolean =>
  (register.state === 'OPEN' || register.state === 'CLOSING') &&
  register.session.sessionId === sessionId &&
  register.hold.tillId === tillId;
