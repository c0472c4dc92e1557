import { a, after, as, GIVEN, given, idleTill, OTHER_TILL, TILL } from '../../spec/given.js';
import { HELD_STATES, toCents } from '../index.js';

describe('transferring a hold', () => {
  it.each(HELD_STATES)('keeps the sessions and the state, under the next epoch, in %s', (state) => {
    const register = GIVEN[state]();
    const moved = as(state, given(register).when(a('transferHold')).register);
    expect(moved.hold).toEqual({ ...register.hold, tillId: OTHER_TILL, epoch: 2 });
    expect(moved.counters.epoch).toBe(2);
  });

  it('fences the old till off and lets the new one go on', () => {
    const moved = after(GIVEN.OPEN(), a('transferHold'));
    expect(given(moved).when(a('sell')).refusal().code).toBe('HOLD_MOVED');
    const till = idleTill(OTHER_TILL);
    const sold = after(moved, a('sell', { till, epoch: 2 }));
    expect(as('OPEN', sold).session.key.epoch).toBe(1);
  });

  it('names the sessions opened after it with the new epoch, so that no key is used twice', () => {
    const till = idleTill(OTHER_TILL);
    const reopened = after(GIVEN.TO_EXPORT(), a('transferHold'), a('open', { till, sessionId: 'session-2' }));
    expect(as('OPEN', reopened).session.key).toEqual({ incarnation: 'life-1', epoch: 2, number: 2 });
  });

  it('is refused to the holder itself and to one person alone', () => {
    const toItself = a('transferHold', { till: idleTill(TILL) });
    expect(given(GIVEN.OPEN()).when(toItself).refusal()).toEqual({
      code: 'ALREADY_HOLDER',
      facts: { tillId: TILL },
    });
    const alone = a('transferHold', { approvedBy: 'MARIE' });
    expect(given(GIVEN.OPEN()).when(alone).refusal().code).toBe('SAME_PERSON_TWICE');
  });
});

describe('a forced release', () => {
  it('takes the register out of service with all that is known of its hold', () => {
    const sold = after(GIVEN.OPEN(), a('sell'));
    const lost = as('OUT_OF_SERVICE', given(sold).when(a('forceRelease')).register);
    expect(lost.lostHold.tillId).toBe(TILL);
    expect(lost.session?.ttcCents).toBe(12_50);
    expect(lost.retired).toBe(false);
  });

  it('takes two people', () => {
    const alone = a('forceRelease', { approvedBy: 'MARIE' });
    expect(given(GIVEN.OPEN()).when(alone).refusal().code).toBe('SAME_PERSON_TWICE');
  });

  it('still marks the sessions that head office acknowledges', () => {
    const { register } = given(GIVEN.OUT_OF_SERVICE()).when(a('exportAcknowledged'));
    expect(as('OUT_OF_SERVICE', register).lostHold.sessions).toMatchObject([
      { standing: { kind: 'ACKNOWLEDGED', exportId: 'export-1' } },
    ]);
  });
});

const lostWhileOpen = () => after(GIVEN.OPEN(), a('sell'), a('forceRelease'));
const settled = a('exportAcknowledged');

describe('the late export', () => {
  it('seals the session that was running, by who counted its drawer, and sends it', () => {
    const { events, register } = given(lostWhileOpen()).when(a('exportLate'));
    const key = { incarnation: 'life-1', epoch: 1, number: 1 };
    expect(events()).toMatchObject([
      {
        type: 'sessionSealed',
        by: 'MARIE',
        zNumber: 1,
        expectedCashCents: 162_50,
        differenceCents: -12_50,
        key,
      },
      { type: 'lateExportStarted', exportId: 'export-1', approvedBy: 'PAUL', sessions: [key] },
    ]);
    expect(as('OUT_OF_SERVICE', register)).toMatchObject({
      session: null,
      counters: { zNumber: 1 },
      lostHold: { sessions: [{ zNumber: 1, standing: { kind: 'PENDING' } }], unansweredExportId: 'export-1' },
    });
  });

  it('sends only what head office has not settled, and is refused when that is nothing', () => {
    expect(given(GIVEN.OUT_OF_SERVICE()).when(a('exportLate')).events()).toHaveLength(1);
    const sent = after(GIVEN.OUT_OF_SERVICE(), settled);
    expect(given(sent).when(a('exportLate')).refusal().code).toBe('NOTHING_TO_EXPORT');
  });

  it('may be refused by head office, and accepted apart', () => {
    const refusedThere = after(GIVEN.OUT_OF_SERVICE(), a('exportLate'), a('exportRefused'));
    expect(as('OUT_OF_SERVICE', refusedThere).lostHold.sessions).toMatchObject([
      { standing: { kind: 'REFUSED' } },
    ]);
    expect(given(refusedThere).when(a('match')).refusal().code).toBe('LATE_EXPORT_MISSING');
    expect(after(refusedThere, a('acceptApart'), a('match')).state).toBe('AWAITING_IMPORT');
  });

  it('takes two people, and a count that is possible', () => {
    const alone = a('exportLate', { approvedBy: 'MARIE' });
    expect(given(lostWhileOpen()).when(alone).refusal().code).toBe('SAME_PERSON_TWICE');
    const seal = { by: 'MARIE', closingId: 'closing-1', countedCashCents: toCents(-1) };
    expect(given(lostWhileOpen()).when(a('exportLate', { seal })).refusal().code).toBe('AMOUNT_INVALID');
  });
});

describe('matching the late export', () => {
  it('raises the counters past all that it holds, and never lowers one', () => {
    const totals = { ticketCount: 1, ttcCents: toCents(12_50) };
    const sent = after(lostWhileOpen(), a('exportLate'), a('exportAcknowledged', { headOffice: totals }));
    const lateCounters = { epoch: 4, sessionNumber: 0, ticketNumber: 40, zNumber: 0 };
    const matched = after(sent, a('match', { lateCounters }));
    expect(matched.counters).toEqual({ epoch: 4, sessionNumber: 1, ticketNumber: 40, zNumber: 1 });
    const sold = after(
      matched,
      a('import', { jobId: 'import-2' }),
      a('importSucceeded', { jobId: 'import-2' }),
      a('open', { sessionId: 'session-2' }),
      a('sell', { epoch: 5, sessionId: 'session-2' }),
    );
    expect(sold.counters).toEqual({ epoch: 5, sessionNumber: 1, ticketNumber: 41, zNumber: 1 });
  });

  it('waits for all of it', () => {
    expect(given(GIVEN.OUT_OF_SERVICE()).when(a('match')).refusal()).toEqual({
      code: 'LATE_EXPORT_MISSING',
      facts: { sessions: 1, running: false },
    });
    expect(given(lostWhileOpen()).when(a('match')).refusal().facts).toEqual({ sessions: 0, running: true });
  });

  it('answers a late acknowledgement of what it matched as an echo', () => {
    const matched = after(GIVEN.OUT_OF_SERVICE(), settled, a('match'));
    expect(given(matched).when(settled).events()).toEqual([]);
  });

  it('takes two people', () => {
    const sent = after(GIVEN.OUT_OF_SERVICE(), settled);
    expect(
      given(sent)
        .when(a('match', { approvedBy: 'MARIE' }))
        .refusal().code,
    ).toBe('SAME_PERSON_TWICE');
  });
});

describe('writing a register off', () => {
  const retired = after(GIVEN.OUT_OF_SERVICE(), a('writeOff'));

  it('retires it for ever: nothing brings it back', () => {
    for (const command of [a('match'), a('writeOff'), a('import'), a('correctClock')]) {
      expect(given(retired).when(command).refusal()).toMatchObject({
        code: 'REGISTER_OUT_OF_SERVICE',
        facts: { retired: true },
      });
    }
  });

  it('takes two people', () => {
    const alone = a('writeOff', { approvedBy: 'MARIE' });
    expect(given(GIVEN.OUT_OF_SERVICE()).when(alone).refusal().code).toBe('SAME_PERSON_TWICE');
  });
});

describe('correcting the clock', () => {
  const early = '2026-03-01T08:00:00.000Z';
  const reopen = a('open', { sessionId: 'session-2', at: '2026-03-01T08:05:00.000Z' });

  it('signs the present time as the new floor, so that the register opens again', () => {
    expect(given(GIVEN.TO_EXPORT()).when(reopen).refusal().code).toBe('CLOCK_BEHIND');
    const { events, register } = given(GIVEN.TO_EXPORT()).when(a('correctClock', { at: early }));
    expect(events()).toMatchObject([{ type: 'clockCorrected', formerFloor: '2026-03-02T08:30:00.000Z' }]);
    expect(register.clockFloor).toBe(early);
    expect(after(register, reopen).state).toBe('OPEN');
  });

  it('is refused when the clock is not behind, and to one person alone', () => {
    expect(given(GIVEN.TO_EXPORT()).when(a('correctClock')).refusal().code).toBe('CLOCK_NOT_BEHIND');
    const alone = a('correctClock', { at: early, approvedBy: 'MARIE' });
    expect(given(GIVEN.TO_EXPORT()).when(alone).refusal().code).toBe('SAME_PERSON_TWICE');
  });

  it('leaves selling alone: a clock put back does not stop a session, nor lower the floor', () => {
    const sold = after(GIVEN.OPEN(), a('sell', { at: early }));
    expect(sold.clockFloor).toBe('2026-03-02T08:30:00.000Z');
    expect(sold.counters.ticketNumber).toBe(1);
  });
});
