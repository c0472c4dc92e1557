import fc from 'fast-check';
import { a, after, as, GIVEN, given } from '../spec/given.js';
import { CASH_MOVEMENT_KINDS, type RegisterCommand, type TicketToFinalise, toCents } from './index.js';

const DAYS = 10_000;

/** One thing that happens at a drawer: the command, and what it does to the notes and coins in it. */
interface Happening {
  readonly command: RegisterCommand;
  readonly drawerCents: number;
}

const amount = fc.integer({ min: 1, max: 50_000 });
const ticketOf = (ticket: Omit<TicketToFinalise, 'ticketId'>) =>
  a('sell', { tickets: [{ ticketId: 'ticket', ...ticket }] });

const sale = fc
  .record({
    ttc: amount,
    inCash: fc.integer({ min: 0, max: 100 }),
    tooMuch: fc.integer({ min: 0, max: 20_000 }),
  })
  .map(({ ttc, inCash, tooMuch }): Happening => {
    const cash = Math.floor((ttc * inCash) / 100);
    const change = cash === 0 ? 0 : tooMuch;
    return {
      command: ticketOf({
        kind: 'SALE',
        ttcCents: toCents(ttc),
        cashTakenCents: toCents(cash + change),
        changeGivenCents: toCents(change),
        cashRefundedCents: toCents(0),
      }),
      drawerCents: cash,
    };
  });
const refund = fc.record({ ttc: amount, inCash: fc.boolean() }).map(
  ({ ttc, inCash }): Happening => ({
    command: ticketOf({
      kind: 'REFUND',
      ttcCents: toCents(-ttc),
      cashTakenCents: toCents(0),
      changeGivenCents: toCents(0),
      cashRefundedCents: toCents(inCash ? ttc : 0),
    }),
    drawerCents: inCash ? -ttc : 0,
  }),
);
const movement = fc.record({ kind: fc.constantFrom(...CASH_MOVEMENT_KINDS), cents: amount }).map(
  ({ kind, cents }): Happening => ({
    command: a('moveCash', { kind, amountCents: toCents(cents) }),
    drawerCents: kind === 'IN' ? cents : -cents,
  }),
);
const nothing = fc
  .constantFrom(a('openDrawer'), a('readX'))
  .map((command): Happening => ({ command, drawerCents: 0 }));

const day = fc.record({
  floatCents: fc.integer({ min: 0, max: 100_000 }),
  happenings: fc.array(fc.oneof(sale, refund, movement, nothing), { maxLength: 25 }),
  /** How far the count is from what is in the drawer. */
  offCents: fc.integer({ min: -2_000, max: 2_000 }),
});

describe('the expected cash of a day', () => {
  it('is what a cashier finds who has counted every note, whatever came and went (edge case 15)', () => {
    fc.assert(
      fc.property(day, ({ floatCents, happenings, offCents }) => {
        const opened = after(GIVEN.READY(), a('open', { openingFloatCents: toCents(floatCents) }));
        const closing = after(opened, ...happenings.map(({ command }) => command), a('startClosing'));
        const inDrawer = happenings.reduce((sum, { drawerCents }) => sum + drawerCents, floatCents);
        // A drawer cannot hold less than nothing, but a day's records may say so: then nobody can count it.
        const counted = Math.max(0, inDrawer + offCents);
        const { events } = given(closing).when(
          a('submitCount', {
            countedCashCents: toCents(counted),
            acceptDifference: true,
            mayAcceptDifference: true,
            reason: 'compté deux fois',
          }),
        );
        expect(events()).toMatchObject([
          {
            type: 'sessionSealed',
            expectedCashCents: inDrawer,
            countedCashCents: counted,
            differenceCents: counted - inDrawer + 0,
          },
        ]);
        const moved = happenings.filter(({ command }) => command.type === 'moveCash').length;
        expect(as('CLOSING', closing).session.cashMovementCount).toBe(moved);
      }),
      { numRuns: DAYS },
    );
  }, 120_000);
});
