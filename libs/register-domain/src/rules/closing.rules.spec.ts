import { a, after, as, GIVEN, given } from '../../spec/given.js';
import { type CommandOf, type PendingPage, type TicketInProgress, toCents } from '../index.js';

const parked: TicketInProgress = {
  ticketId: 'ticket-9',
  status: 'PARKED',
  sellerCode: 'LUC',
  ttcCents: toCents(3_00),
};
const page: PendingPage = { connectionId: 'connection-1', sellerCode: 'LUC', tickets: 2, stale: false };
const stalePage: PendingPage = { ...page, connectionId: 'connection-2', stale: true };
const luc = { connectionId: 'connection-1', sellerCode: 'LUC', stale: false };
const count = (changes: Partial<CommandOf<'submitCount'>> = {}) => a('submitCount', changes);

describe('starting a closing', () => {
  it('is refused with every ticket in progress, and nothing forces it', () => {
    const command = a('startClosing', {
      ticketsInProgress: [parked],
      forcePending: true,
      mayForceClose: true,
      reason: 'fin',
    });
    expect(given(GIVEN.OPEN()).when(command).refusal()).toEqual({
      code: 'TICKETS_IN_PROGRESS',
      facts: { tickets: [parked] },
    });
  });

  it('is refused while a live page holds unsent tickets, and nothing forces it', () => {
    const command = a('startClosing', {
      pendingPages: [page, stalePage],
      forcePending: true,
      mayForceClose: true,
      reason: 'fin',
    });
    expect(given(GIVEN.OPEN()).when(command).refusal()).toEqual({
      code: 'CLIENT_PENDING',
      facts: { pages: [page, stalePage], forceable: false, missing: [] },
    });
  });

  it('leaves a stale page behind only when asked to, by who may, and with a reason', () => {
    const command = (changes: Partial<CommandOf<'startClosing'>>) =>
      given(GIVEN.OPEN()).when(a('startClosing', { pendingPages: [stalePage], ...changes }));
    expect(command({}).refusal().facts).toMatchObject({
      forceable: true,
      missing: ['CONFIRMATION', 'RIGHT', 'REASON'],
    });
    expect(command({ forcePending: true, mayForceClose: true, reason: ' ' }).refusal().facts).toMatchObject({
      missing: ['REASON'],
    });
    expect(
      command({ forcePending: true, mayForceClose: true, reason: 'écran cassé' }).events(),
    ).toMatchObject([{ type: 'closingStarted', forcedPages: [stalePage], reason: 'écran cassé' }]);
  });

  it('pays no heed to a page that holds nothing', () => {
    const command = a('startClosing', { pendingPages: [{ ...page, tickets: 0 }] });
    expect(given(GIVEN.OPEN()).when(command).events()).toMatchObject([{ forcedPages: [] }]);
  });

  it('answers the same closing again, and another with the one that runs', () => {
    expect(given(GIVEN.CLOSING()).when(a('startClosing')).events()).toEqual([]);
    expect(
      given(GIVEN.CLOSING())
        .when(a('startClosing', { closingId: 'closing-2' }))
        .refusal(),
    ).toMatchObject({ code: 'CLOSING_IN_PROGRESS', facts: { closingId: 'closing-1' } });
  });

  it('goes back to selling when it is cancelled by its own id', () => {
    const cancelled = given(GIVEN.CLOSING()).when(a('cancelClosing'));
    expect(as('OPEN', cancelled.register).session).toEqual(as('OPEN', GIVEN.OPEN()).session);
    const other = a('cancelClosing', { closingId: 'closing-2' });
    expect(given(GIVEN.CLOSING()).when(other).refusal().code).toBe('CLOSING_IN_PROGRESS');
  });
});

describe('a count', () => {
  it('seals the session with its Z when all is clear', () => {
    const sold = after(GIVEN.OPEN(), a('sell'), a('startClosing'));
    const { events, register } = given(sold).when(count({ countedCashCents: toCents(162_50) }));
    expect(events()).toMatchObject([
      {
        type: 'sessionSealed',
        zNumber: 1,
        expectedCashCents: 162_50,
        countedCashCents: 162_50,
        differenceCents: 0,
      },
    ]);
    expect(as('TO_EXPORT', register).hold.sessions).toMatchObject([
      { closingId: 'closing-1', zNumber: 1, ticketCount: 1, ttcCents: 12_50, standing: { kind: 'PENDING' } },
    ]);
  });

  it('reopens selling when it meets a ticket in progress', () => {
    const { refusal, register } = given(GIVEN.CLOSING()).when(count({ ticketsInProgress: [parked] }));
    expect(refusal().code).toBe('TICKETS_IN_PROGRESS');
    expect(register.state).toBe('OPEN');
  });

  it('is refused while a page holds unsent tickets', () => {
    const { refusal, register } = given(GIVEN.CLOSING()).when(count({ pendingPages: [page] }));
    expect(refusal().code).toBe('CLIENT_PENDING');
    expect(register.state).toBe('CLOSING');
  });

  it('answers all its warnings at once, under the code of the first', () => {
    const command = count({ connections: [luc], countedCashCents: toCents(149_00) });
    expect(given(GIVEN.CLOSING()).when(command).refusal()).toEqual({
      code: 'USERS_CONNECTED',
      facts: {
        warnings: [
          { code: 'USERS_CONNECTED', facts: { users: [luc], missing: ['CONFIRMATION', 'RIGHT'] } },
          {
            code: 'AMOUNT_MISMATCH',
            facts: {
              expectedCashCents: 150_00,
              countedCashCents: 149_00,
              differenceCents: -1_00,
              toleranceCents: 0,
              missing: ['CONFIRMATION', 'RIGHT', 'REASON'],
            },
          },
        ],
      },
    });
  });

  it('does not count who closes, nor a stale connection, as connected; and logs all of them out', () => {
    const connections = [
      { ...luc, stale: true },
      { ...luc, sellerCode: 'MARIE' },
    ];
    expect(given(GIVEN.CLOSING()).when(count({ connections })).events()).toMatchObject([
      { type: 'sessionSealed', loggedOut: connections },
    ]);
  });

  it('logs connected users out when who may force it does', () => {
    const forced = count({ connections: [luc], forceUsers: true, mayForceClose: true });
    expect(given(GIVEN.CLOSING()).when(forced).events()).toMatchObject([{ loggedOut: [luc] }]);
    expect(
      given(GIVEN.CLOSING())
        .when({ ...forced, mayForceClose: false })
        .refusal().facts,
    ).toMatchObject({ warnings: [{ facts: { missing: ['RIGHT'] } }] });
  });

  it('takes a difference within the tolerance on a word, and no difference without', () => {
    const within = count({ countedCashCents: toCents(149_50), toleranceCents: toCents(50) });
    expect(given(GIVEN.CLOSING()).when(within).refusal()).toMatchObject({
      code: 'AMOUNT_MISMATCH',
      facts: { warnings: [{ facts: { missing: ['CONFIRMATION'] } }] },
    });
    expect(
      given(GIVEN.CLOSING())
        .when({ ...within, acceptDifference: true })
        .events(),
    ).toMatchObject([{ differenceCents: -50 }]);
  });

  it('wants the right and a reason for a difference above the tolerance', () => {
    const above = count({
      countedCashCents: toCents(150_51),
      toleranceCents: toCents(50),
      acceptDifference: true,
    });
    expect(given(GIVEN.CLOSING()).when(above).refusal().facts).toMatchObject({
      warnings: [{ facts: { differenceCents: 51, missing: ['RIGHT', 'REASON'] } }],
    });
    const signed = { ...above, mayAcceptDifference: true, reason: 'pièce trouvée' };
    expect(given(GIVEN.CLOSING()).when(signed).events()).toMatchObject([
      { differenceCents: 51, reason: 'pièce trouvée' },
    ]);
  });

  it('answers the same count again after the seal, and refuses another', () => {
    expect(given(GIVEN.TO_EXPORT()).when(count()).events()).toEqual([]);
    const other = count({ countedCashCents: toCents(151_00) });
    expect(given(GIVEN.TO_EXPORT()).when(other).refusal().code).toBe('CLOSE_NOT_STARTED');
  });

  it('is refused below zero, and for another closing', () => {
    const below = count({ countedCashCents: toCents(-1) });
    expect(given(GIVEN.CLOSING()).when(below).refusal().code).toBe('AMOUNT_INVALID');
    const other = count({ closingId: 'closing-2' });
    expect(given(GIVEN.CLOSING()).when(other).refusal().code).toBe('CLOSING_IN_PROGRESS');
  });
});
