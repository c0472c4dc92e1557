import { a, after, GIVEN, given, OTHER_TILL } from '../../spec/given.js';
import { LATE_DOUBT_SENTENCES, type LateSale, REGISTER_STATES, toCents } from '../index.js';

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

const lateSale = (more: Partial<LateSale>): LateSale => ({
  sessionId: 'session-0',
  soldAt: '2026-03-01T17:59:00.000Z',
  soldBy: 'LUC',
  doubts: [],
  reason: null,
  ...more,
});
const admitting = (late: LateSale) => {
  const tickets = a('sell').tickets.map((ticket) => ({ ...ticket, late }));
  return a('sell', { by: 'MARIE', tickets });
};

describe('a late ticket that is admitted', () => {
  it('is numbered and summed as any other, and tells what it was (edge case 34)', () => {
    const late = lateSale({});
    const [event] = given(GIVEN.OPEN()).when(admitting(late)).events();
    expect(event).toMatchObject({ type: 'ticketFinalised', by: 'MARIE', number: 1, late });
  });

  it('that is doubtful is admitted for a reason alone (edge case 34)', () => {
    const doubts = ['CLOCK', 'ARTICLE'] as const;
    expect(
      given(GIVEN.OPEN())
        .when(admitting(lateSale({ doubts })))
        .refusal(),
    ).toEqual({
      code: 'LATE_TICKET_DOUBTFUL',
      facts: { ticketId: 'ticket-1', doubts },
    });
    const late = lateSale({ doubts, reason: 'seen on the paper roll' });
    expect(given(GIVEN.OPEN()).when(admitting(late)).events()).toMatchObject([{ late }]);
  });
});

describe('a late ticket that is dismissed', () => {
  it('is told with its reason, and changes nothing that was summed (edge case 34)', () => {
    const before = GIVEN.OPEN();
    const [event] = given(before).when(a('dismissLateTicket')).events();
    expect(event).toMatchObject({ type: 'lateTicketDismissed', by: 'MARIE', reason: 'vente retapée' });
    expect(after(before, a('dismissLateTicket'))).toEqual({ ...before, version: before.version + 1 });
  });

  it('is dismissed in the session that runs', () => {
    const elsewhere = a('dismissLateTicket', { sessionId: 'session-9' });
    expect(given(GIVEN.OPEN()).when(elsewhere).refusal().code).toBe('SESSION_CLOSED');
    expect(given(GIVEN.TO_EXPORT()).when(a('dismissLateTicket')).refusal().code).toBe('REGISTER_NOT_OPEN');
  });
});

describe('what is doubtful about a late ticket', () => {
  it.each(Object.entries(LATE_DOUBT_SENTENCES))('%s has a sentence in both languages', (_, sentence) => {
    expect(sentence.title).toMatch(/^[A-Z].*\.$/);
    expect(sentence.titleFr).toMatch(/^[A-ZÀ-Ý].*\.$/);
    expect(sentence.titleFr).not.toMatch(/ [:;!?]/);
  });
});
