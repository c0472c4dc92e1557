import { accept, invalidAmount, type Rule, refusal, refuse } from '../decision.js';
import type { Register } from '../register.js';

/**
 * In every state, because it changes nothing that anybody has summed: a session that is closed, or that goes on at another
 * till, takes no ticket of this one. Where it does, the ticket is not late.
 */
export const keepLateTicket: Rule<'keepLateTicket'> = (register, command) => {
  const { at, by, tillId, sessionId, ticketId, soldAt, ttcCents, sha256 } = command;
  if (takesTickets(register, sessionId, tillId)) {
    return refuse(refusal('TICKET_NOT_LATE', { sessionId, state: register.state }));
  }
  if (ttcCents < 0) return refuse(invalidAmount('ttcCents', ttcCents));
  return accept({ type: 'lateTicketKept', at, by, tillId, sessionId, ticketId, soldAt, ttcCents, sha256 });
};

const takesTickets = (register: Register, sessionId: string, tillId: string): boolean =>
  (register.state === 'OPEN' || register.state === 'CLOSING') &&
  register.session.sessionId === sessionId &&
  register.hold.tillId === tillId;
