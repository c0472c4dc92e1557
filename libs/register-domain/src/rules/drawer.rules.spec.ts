import { a, after, as, GIVEN, given } from '../../spec/given.js';
import { type CashMovementKind, expectedCash, type RegisterIn, toCents } from '../index.js';

describe('moving cash', () => {
  const moved = (...kinds: readonly CashMovementKind[]): RegisterIn<'OPEN'> =>
    as('OPEN', after(GIVEN.OPEN(), ...kinds.map((kind) => a('moveCash', { kind }))));

  it('raises or lowers what the drawer should hold', () => {
    expect(expectedCash(moved('IN').session)).toBe(180_00);
    expect(expectedCash(moved('OUT').session)).toBe(120_00);
    expect(expectedCash(moved('SAFE_DROP').session)).toBe(120_00);
  });

  it('numbers the movements of a session', () => {
    const { session } = moved('IN', 'OUT', 'SAFE_DROP');
    expect(session).toMatchObject({ cashMovementCount: 3, cashInCents: 30_00, cashOutCents: 60_00 });
    const [event] = given(moved('IN')).when(a('moveCash')).events();
    expect(event).toMatchObject({ type: 'cashMoved', number: 2, note: 'timbres' });
  });

  it('wants an amount above zero', () => {
    const command = a('moveCash', { amountCents: toCents(0) });
    expect(given(GIVEN.OPEN()).when(command).refusal().code).toBe('AMOUNT_INVALID');
  });
});

describe('the drawer', () => {
  it('opens without a sale while the register sells and while it is counted, and each time counts', () => {
    const opened = after(GIVEN.OPEN(), a('openDrawer'), a('openDrawer'), a('startClosing'), a('openDrawer'));
    expect(as('CLOSING', opened).session.drawerOpeningCount).toBe(3);
  });

  it('does not open for a session that is closed by now', () => {
    const reopened = after(GIVEN.TO_EXPORT(), a('open', { sessionId: 'session-2' }));
    for (const command of [a('openDrawer'), a('moveCash'), a('readX')]) {
      expect(given(reopened).when(command).refusal().code).toBe('SESSION_CLOSED');
    }
  });
});

describe('an X reading', () => {
  it('is numbered and resets nothing', () => {
    const sold = as('OPEN', after(GIVEN.OPEN(), a('sell'), a('moveCash')));
    const read = as('OPEN', after(sold, a('readX'), a('readX')));
    expect(read.session).toEqual({ ...sold.session, xReadingCount: 2 });
  });
});
