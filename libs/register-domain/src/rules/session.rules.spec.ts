import { a, after, as, GIVEN, given, idleTill, OTHER_TILL, TILL } from '../../spec/given.js';
import { expectedCash, type TicketToFinalise, toCents } from '../index.js';

const nextDay = after(GIVEN.EXPORTING(), a('exportAcknowledged'));
const readyAgain = after(
  nextDay,
  a('import', { jobId: 'import-2' }),
  a('importSucceeded', { jobId: 'import-2' }),
);
const reopen = a('open', { sessionId: 'session-2', openingFloatCents: toCents(140_00) });

const cashSale = (ticketId: string, ttc: number, given: number): TicketToFinalise => ({
  ticketId,
  kind: 'SALE',
  ttcCents: toCents(ttc),
  cashTakenCents: toCents(given),
  changeGivenCents: toCents(given - ttc),
  cashRefundedCents: toCents(0),
});

describe('an opening', () => {
  it('takes the hold for the till, with the next epoch and the imported data', () => {
    const open = as('OPEN', given(GIVEN.READY()).when(a('open')).register);
    expect(open.hold).toMatchObject({ tillId: TILL, epoch: 1, dataset: { datasetId: 7 }, sessions: [] });
    expect(open.session).toMatchObject({
      sessionId: 'session-1',
      key: { incarnation: 'life-1', epoch: 1, number: 1 },
      businessDate: '2026-03-02',
      openedBy: 'MARIE',
    });
  });

  it('starts the next session of the same hold while nothing is exported', () => {
    const open = as('OPEN', given(GIVEN.TO_EXPORT()).when(reopen).register);
    expect(open.hold.epoch).toBe(1);
    expect(open.session.key).toEqual({ incarnation: 'life-1', epoch: 1, number: 2 });
    expect(open.hold.sessions).toHaveLength(1);
  });

  it('starts a new hold with session 1 after the export, and keeps counting tickets and Zs', () => {
    const sold = after(
      after(GIVEN.OPEN(), a('sell')),
      a('startClosing'),
      a('submitCount', { countedCashCents: toCents(162_50) }),
      a('export'),
      a('exportAcknowledged', { headOffice: { ticketCount: 1, ttcCents: toCents(12_50) } }),
      a('import', { jobId: 'import-2' }),
      a('importSucceeded', { jobId: 'import-2' }),
      reopen,
    );
    const { session, counters } = as('OPEN', sold);
    expect(session.key).toEqual({ incarnation: 'life-1', epoch: 2, number: 1 });
    expect(counters).toEqual({ epoch: 2, sessionNumber: 1, ticketNumber: 1, zNumber: 1 });
  });

  it('sets the float beside the last count, and is not kept from opening by it', () => {
    expect(given(GIVEN.READY()).when(a('open')).events()).toMatchObject([{ floatDifferenceCents: null }]);
    expect(given(GIVEN.TO_EXPORT()).when(reopen).events()).toMatchObject([{ floatDifferenceCents: -10_00 }]);
    expect(given(readyAgain).when(reopen).events()).toMatchObject([{ floatDifferenceCents: -10_00 }]);
  });

  it('needs the data on its own till', () => {
    const elsewhere = a('open', { till: idleTill(OTHER_TILL) });
    expect(given(GIVEN.READY()).when(elsewhere).refusal()).toEqual({
      code: 'IMPORT_REQUIRED',
      facts: { readyOnTillId: TILL },
    });
  });

  it('does not take a new hold for a till that meant the one released since', () => {
    const late = { ...reopen, epoch: 1 };
    expect(given(readyAgain).when(late).refusal()).toEqual({
      code: 'HOLD_MOVED',
      facts: { tillId: null, epoch: 1 },
    });
  });

  it('is refused while the clock is behind the last record (edge case 4)', () => {
    const early = { ...reopen, at: '2026-03-02T08:29:59.999Z' };
    expect(given(readyAgain).when(early).refusal()).toEqual({
      code: 'CLOCK_BEHIND',
      facts: { at: '2026-03-02T08:29:59.999Z', floor: '2026-03-02T08:30:00.000Z' },
    });
  });

  it('takes no float below zero', () => {
    const command = a('open', { openingFloatCents: toCents(-1) });
    expect(given(GIVEN.READY()).when(command).refusal().code).toBe('AMOUNT_INVALID');
  });

  it('answers its own repetition without events', () => {
    expect(given(GIVEN.OPEN()).when(a('open')).events()).toEqual([]);
  });
});

describe('selling', () => {
  it('numbers the tickets of a batch in their order, without a gap', () => {
    const tickets = [cashSale('ticket-1', 5_00, 5_00), cashSale('ticket-2', 3_20, 10_00)];
    const { events, register } = given(after(GIVEN.OPEN(), a('sell'))).when(a('sell', { tickets }));
    expect(events()).toMatchObject([
      { type: 'ticketFinalised', ticketId: 'ticket-1', number: 2 },
      { type: 'ticketFinalised', ticketId: 'ticket-2', number: 3 },
    ]);
    expect(register.counters.ticketNumber).toBe(3);
  });

  it('keeps the running totals of the session', () => {
    const refund: TicketToFinalise = {
      ticketId: 'ticket-3',
      kind: 'REFUND',
      ttcCents: toCents(-4_00),
      cashTakenCents: toCents(0),
      changeGivenCents: toCents(0),
      cashRefundedCents: toCents(4_00),
    };
    const tickets = [cashSale('ticket-2', 3_20, 10_00), refund];
    const { session } = as('OPEN', after(GIVEN.OPEN(), a('sell'), a('sell', { tickets }), a('moveCash')));
    expect(session).toMatchObject({
      cashTakenCents: 30_00,
      changeGivenCents: 14_30,
      cashRefundedCents: 4_00,
      cashInCents: 0,
      cashOutCents: 30_00,
      ticketCount: 3,
      ttcCents: 11_70,
    });
    expect(expectedCash(session)).toBe(150_00 + 30_00 - 14_30 - 4_00 - 30_00);
  });

  it('refuses a ticket of a session that is closed by now', () => {
    const reopened = after(GIVEN.TO_EXPORT(), reopen);
    expect(given(reopened).when(a('sell')).refusal()).toEqual({
      code: 'SESSION_CLOSED',
      facts: { sessionId: 'session-1', runningSessionId: 'session-2' },
    });
  });

  it.each([
    ['a sale below zero', { ttcCents: toCents(-1) }, 'ttcCents'],
    ['a refund above zero', { kind: 'REFUND' as const }, 'ttcCents'],
    ['cash taken below zero', { cashTakenCents: toCents(-1) }, 'cashTakenCents'],
    ['more change than cash', { changeGivenCents: toCents(20_01) }, 'changeGivenCents'],
    ['a cash refund below zero', { cashRefundedCents: toCents(-1) }, 'cashRefundedCents'],
  ])('refuses the whole batch for %s', (_, change, field) => {
    const wrong = { ...cashSale('ticket-2', 12_50, 20_00), ...change };
    const command = a('sell', { tickets: [cashSale('ticket-1', 1_00, 1_00), wrong] });
    const { refusal, register } = given(GIVEN.OPEN()).when(command);
    expect(refusal()).toMatchObject({ code: 'AMOUNT_INVALID', facts: { field } });
    expect(register.counters.ticketNumber).toBe(0);
  });
});
