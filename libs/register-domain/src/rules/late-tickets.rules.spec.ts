import { a, after, GIVEN, given, OTHER_TILL } from '../../spec/given.js';
import { REGISTER_STATES, toCents } from '../index.js';

describe('a ticket that comes too late', () => {
  it('is kept in every state, and changes nothing that was summed (edge case 34)', () => {
    for (const state of REGISTER_STATES) {
      const before = GIVEN[state]();
      const [event] = given(before).when(a('keepLateTicket')).events();
      expect(event).toMatchObject({ type: 'lateTicketKept', ticketId: 'ticket-late', by: 'LUC' });
      expect(after(before, a('keepLateTicket'))).toEqual({ ...before, version: before.version + 1 });
    }
  });

  it('is not late while its session takes it', () => {
    const command = a('keepLateTicket', { sessionId: 'session-1' });
    for (const state of ['OPEN', 'CLOSING'] as const) {
      expect(given(GIVEN[state]()).when(command).refusal()).toEqual({
        code: 'TICKET_NOT_LATE',
        facts: { sessionId: 'session-1', state },
      });
    }
  });

  it('is late for the till that the hold has gone from (edge case 34)', () => {
    const command = a('keepLateTicket', { sessionId: 'session-1', tillId: OTHER_TILL });
    expect(given(GIVEN.OPEN()).when(command).decision.ok).toBe(true);
  });

  it('gives nothing back', () => {
    const command = a('keepLateTicket', { ttcCents: toCents(-1) });
    expect(given(GIVEN.OPEN()).when(command).refusal().code).toBe('AMOUNT_INVALID');
  });
});

describe('a late ticket that is admitted', () => {
  it('is numbered and summed as any other, and tells what it was (edge case 34)', () => {
    const late = { sessionId: 'session-0', soldAt: '2026-03-01T17:59:00.000Z', soldBy: 'LUC' };
    const plain = a('sell');
    const command = a('sell', {
      by: 'MARIE',
      tickets: plain.type === 'sell' ? plain.tickets.map((ticket) => ({ ...ticket, late })) : [],
    });
    const [event] = given(GIVEN.OPEN()).when(command).events();
    expect(event).toMatchObject({ type: 'ticketFinalised', by: 'MARIE', number: 1, late });
  });
});
