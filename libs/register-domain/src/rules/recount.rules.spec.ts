import { a, after, as, GIVEN, given } from '../../spec/given.js';
import { toCents } from '../index.js';

const reopen = a('open', { sessionId: 'session-2', openingFloatCents: toCents(149_00) });

describe('a recount', () => {
  it('is a record of its own, beside what was sealed', () => {
    const { events, register } = given(GIVEN.TO_EXPORT()).when(a('recount'));
    expect(events()).toMatchObject([
      {
        type: 'sessionRecounted',
        number: 1,
        countedCashCents: 149_00,
        formerCountCents: 150_00,
        differenceCents: -1_00,
      },
    ]);
    const [before] = as('TO_EXPORT', GIVEN.TO_EXPORT()).hold.sessions;
    expect(as('TO_EXPORT', register).hold.sessions).toEqual([
      { ...before, lastRecount: { number: 1, countedCashCents: 149_00 } },
    ]);
  });

  it('follows the one before it', () => {
    const once = after(GIVEN.TO_EXPORT(), a('recount'));
    const again = a('recount', { recountId: 'recount-2', countedCashCents: toCents(151_00) });
    expect(given(once).when(again).events()).toMatchObject([
      { number: 2, formerCountCents: 149_00, differenceCents: 1_00 },
    ]);
  });

  it('is what the next float is compared with', () => {
    const [opened] = given(after(GIVEN.TO_EXPORT(), a('recount')))
      .when(reopen)
      .events();
    expect(opened).toMatchObject({ type: 'sessionOpened', floatDifferenceCents: 0 });
  });

  it('of an earlier session leaves the last count as it is', () => {
    const second = after(
      GIVEN.TO_EXPORT(),
      a('open', { sessionId: 'session-2' }),
      a('startClosing', { closingId: 'closing-2' }),
      a('submitCount', { closingId: 'closing-2' }),
    );
    const recounted = after(second, a('recount', { sessionId: 'session-1' }));
    expect(recounted.lastCountedCashCents).toBe(150_00);
  });

  it('comes too late once head office may have the session', () => {
    const unanswered = after(GIVEN.EXPORTING(), a('exportUnanswered'));
    expect(given(unanswered).when(a('recount')).refusal()).toEqual({
      code: 'RECOUNT_TOO_LATE',
      facts: { sessionId: 'session-1' },
    });
    const unknown = a('recount', { sessionId: 'session-9' });
    expect(given(GIVEN.TO_EXPORT()).when(unknown).refusal().code).toBe('RECOUNT_TOO_LATE');
    const refused = after(GIVEN.EXPORTING(), a('exportRefused'));
    expect(given(refused).when(a('recount')).events()).toHaveLength(1);
  });

  it('is refused below zero', () => {
    const below = a('recount', { countedCashCents: toCents(-1) });
    expect(given(GIVEN.TO_EXPORT()).when(below).refusal().code).toBe('AMOUNT_INVALID');
  });
});
