import { a, after, GIVEN, given, idleTill, OTHER_TILL } from '../spec/given.js';
import {
  discountOf,
  NOTHING_GIVEN_BACK,
  payTicket,
  REGISTER_REFUSALS,
  type Register,
  type RegisterCommand,
  type RegisterRefusalCode,
  refundOf,
  toCents,
} from './index.js';

const refused = (register: Register, command: RegisterCommand) => () =>
  given(register).when(command).refusal();
const reopened = after(GIVEN.TO_EXPORT(), a('open', { sessionId: 'session-2' }));
const busy = { register: { id: 'register-2', name: 'CAISSE 02' }, waitsFor: 'CLOSING' as const };
const luc = { connectionId: 'connection-1', sellerCode: 'LUC', stale: false };
const parked = { ticketId: 'ticket-1', status: 'PARKED' as const, sellerCode: 'LUC', ttcCents: toCents(1) };
const doubted = {
  sessionId: 'session-0',
  soldAt: '2026-03-01T17:59:00.000Z',
  soldBy: 'LUC',
  doubts: ['CLOCK' as const],
  reason: null,
};
const line = { ttcCents: toCents(100), vatBasisPoints: 2000 };
const paid = (...amounts: readonly number[]) => {
  const payments = amounts.map((amount) => ({
    tenderCode: 'CB',
    kind: 'CARD' as const,
    amountCents: toCents(amount),
  }));
  const result = payTicket(amounts.length === 0 ? [] : [line], payments);
  if (result.ok) throw new Error('the ticket was paid');
  return result.refusal;
};
const tooMuchBack = () => {
  const [cents, none] = [toCents(100), toCents(0)];
  const amounts = { grossCents: cents, discountCents: none, ticketDiscountCents: none, ttcCents: cents };
  const sold = { lineId: 'line-1', quantityThousandths: 1000, ...amounts };
  const result = refundOf(sold, NOTHING_GIVEN_BACK, 1001);
  if (result.ok) throw new Error('more than was sold was given back');
  return result.refusal;
};

function tooMuchOff() {
  const result = discountOf(toCents(100), { amountCents: toCents(101) });
  if (result.ok) throw new Error('the discount was taken');
  return result.refusal;
}

/** One way to each refusal: a new code needs its line here, or this does not compile. */
const PRODUCED: { readonly [C in RegisterRefusalCode]: () => { code: RegisterRefusalCode } } = {
  IMPORT_REQUIRED: refused(GIVEN.AWAITING_IMPORT(), a('open')),
  JOB_RUNNING: refused(GIVEN.IMPORTING(), a('open')),
  IMPORT_NOT_RUNNING: refused(GIVEN.READY(), a('cancelImport')),
  REGISTER_NOT_OPEN: refused(GIVEN.READY(), a('sell')),
  REGISTER_OPEN: refused(GIVEN.OPEN(), a('import')),
  ALREADY_OPEN: refused(GIVEN.OPEN(), a('open', { sessionId: 'session-2' })),
  CLOSING_IN_PROGRESS: refused(GIVEN.CLOSING(), a('sell')),
  CLOSE_NOT_STARTED: refused(GIVEN.OPEN(), a('submitCount')),
  RECOUNT_TOO_LATE: refused(GIVEN.READY(), a('recount')),
  EXPORT_REQUIRED: refused(GIVEN.TO_EXPORT(), a('import')),
  NOTHING_TO_EXPORT: refused(GIVEN.READY(), a('export')),
  EXPORT_NOT_RUNNING: refused(GIVEN.TO_EXPORT(), a('exportUnanswered')),
  NO_REFUSED_EXPORT: refused(GIVEN.EXPORTING(), a('acceptApart')),
  REGISTER_NOT_HELD: refused(GIVEN.READY(), a('transferHold')),
  REGISTER_IN_SERVICE: refused(GIVEN.OPEN(), a('match')),
  LATE_EXPORT_MISSING: refused(GIVEN.OUT_OF_SERVICE(), a('match')),
  REGISTER_OUT_OF_SERVICE: refused(GIVEN.OUT_OF_SERVICE(), a('import')),
  HELD_BY_ANOTHER_TILL: refused(GIVEN.OPEN(), a('connect', { till: idleTill(OTHER_TILL) })),
  HOLD_MOVED: refused(GIVEN.OPEN(), a('sell', { epoch: 0 })),
  TILL_HOLDS_ANOTHER_REGISTER: refused(GIVEN.READY(), a('open', { till: { ...idleTill(), holds: busy } })),
  SESSION_CLOSED: refused(reopened, a('sell')),
  TICKET_NOT_LATE: refused(GIVEN.OPEN(), a('keepLateTicket', { sessionId: 'session-1' })),
  LATE_TICKET_DOUBTFUL: refused(
    GIVEN.OPEN(),
    a('sell', { tickets: a('sell').tickets.map((ticket) => ({ ...ticket, late: doubted })) }),
  ),
  TICKETS_IN_PROGRESS: refused(GIVEN.OPEN(), a('startClosing', { ticketsInProgress: [parked] })),
  CLIENT_PENDING: refused(GIVEN.OPEN(), a('startClosing', { pendingPages: [{ ...luc, tickets: 1 }] })),
  USERS_CONNECTED: refused(GIVEN.CLOSING(), a('submitCount', { connections: [luc] })),
  AMOUNT_MISMATCH: refused(GIVEN.CLOSING(), a('submitCount', { countedCashCents: toCents(1) })),
  AMOUNT_INVALID: refused(GIVEN.READY(), a('open', { openingFloatCents: toCents(-1) })),
  CLOCK_BEHIND: refused(GIVEN.TO_EXPORT(), a('open', { at: '2026-03-01T00:00:00.000Z' })),
  CLOCK_NOT_BEHIND: refused(GIVEN.READY(), a('correctClock')),
  SAME_PERSON_TWICE: refused(GIVEN.OPEN(), a('forceRelease', { approvedBy: 'MARIE' })),
  ALREADY_HOLDER: refused(GIVEN.OPEN(), a('transferHold', { till: idleTill() })),
  SESSION_UNKNOWN: refused(GIVEN.READY(), a('exportAcknowledged')),
  ACKNOWLEDGEMENT_DIFFERS: refused(
    GIVEN.EXPORTING(),
    a('exportAcknowledged', { headOffice: { ticketCount: 1, ttcCents: toCents(1) } }),
  ),
  TICKET_EMPTY: () => paid(),
  PAYMENT_MISSING: () => paid(99),
  PAYMENT_EXCEEDS_DUE: () => paid(101),
  DISCOUNT_TOO_LARGE: () => tooMuchOff(),
  REFUND_EXCEEDS_SALE: () => tooMuchBack(),
};

describe('each refusal', () => {
  it.each(Object.entries(PRODUCED))('%s is produced by a command', (code, produce) => {
    expect(produce().code).toBe(code);
  });

  it.each(Object.entries(REGISTER_REFUSALS))(
    '%s has a sentence in both languages',
    (_, { title, titleFr }) => {
      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(titleFr).toMatch(/^[A-ZÀ-Ý].*\.$/);
      expect(titleFr).not.toMatch(/ [:;!?]/);
    },
  );
});
