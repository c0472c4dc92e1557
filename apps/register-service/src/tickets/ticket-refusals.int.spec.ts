import { randomUUID } from 'node:crypto';
import { type Outcome, ticketCommands, tillCommands, tillQueries } from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { DRAFTS_MAX, PAYMENTS_MAX } from './draft.js';

jest.setTimeout(120_000);

const COFFEE = '1990000000014';
const BAG = '1990000000038';
const CHAMPAGNE = '1990000000045';

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
/** Has every right. */
let camille: Cashier;
/** May connect, and no more. */
let dominique: Cashier;

const facts = (outcome: Outcome<unknown>) => (outcome.ok ? outcome : outcome.refusal.facts);

beforeAll(async () => {
  house = await RegisterHouse.open('ticket_refusals');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  for (const seller of ['R01', 'V01']) await store.givePassword(till, seller);
  await store.open(till, registerId);
  camille = await Cashier.connect(store, till, registerId, 'R01');
  dominique = await Cashier.connect(store, till, registerId, 'V01');
});
afterAll(() => house?.close());

describe('a ticket command is refused', () => {
  it('for what is not there', async () => {
    const ticketId = await camille.draft(BAG);
    const nowhere = randomUUID();
    expect(code(await camille.scan(nowhere, BAG))).toBe('TICKET_UNKNOWN');
    expect(code(await camille.finalise(nowhere))).toBe('TICKET_UNKNOWN');
    const asking = { tillCredential: till.credential, ticketId: nowhere };
    expect(code(await house.ask(tillQueries.getTicket, asking))).toBe('TICKET_UNKNOWN');
    expect(code(await camille.scan(ticketId, '1999999999992'))).toBe('ARTICLE_UNKNOWN');
    expect(code(await camille.scan(ticketId, '1999999999999'))).toBe('BARCODE_INVALID');
    expect(code(await camille.give(ticketId, ['BTC', 20]))).toBe('TENDER_UNKNOWN');
    const line = await camille.ask(ticketCommands.removeLine, { ticketId, lineId: nowhere });
    expect(code(line)).toBe('LINE_UNKNOWN');
    const payment = await camille.ask(ticketCommands.removePayment, { ticketId, paymentId: nowhere });
    expect(code(payment)).toBe('PAYMENT_UNKNOWN');
    const inProgress = { tillCredential: till.credential, registerId: nowhere };
    expect(code(await house.ask(tillQueries.ticketsInProgress, inProgress))).toBe('REGISTER_UNKNOWN');
    const reprint = { ...asked(till), ticketId: nowhere, seller: RESPONSABLE };
    expect(code(await house.ask(tillCommands.reprintTicket, reprint))).toBe('TICKET_UNKNOWN');
    value(await camille.ask(ticketCommands.abandonTicket, { ticketId }));
  });

  it('when an id names something else', async () => {
    const ticketId = await camille.draft(BAG);
    const [lineId, paymentId] = [randomUUID(), randomUUID()];
    value(await camille.scan(ticketId, BAG, lineId));
    expect(code(await camille.scan(ticketId, COFFEE, lineId))).toBe('ID_REUSED');
    value(await camille.give(ticketId, ['CB', 20], paymentId));
    expect(code(await camille.give(ticketId, ['CB', 19], paymentId))).toBe('ID_REUSED');
    value(await camille.give(ticketId, ['CB', 20]));
    value(await camille.finalise(ticketId));

    const other = await store.till('T9');
    const register = await store.register(9);
    await store.import(other, register.registerId);
    await store.open(other, register.registerId);
    const elsewhere = await Cashier.connect(store, other, register.registerId);
    expect(code(await elsewhere.ask(ticketCommands.startTicket, { ticketId }))).toBe('ID_REUSED');
    expect(code(await elsewhere.scan(ticketId, BAG))).toBe('TICKET_UNKNOWN');
  });

  it('when it is another’s, parked, or not parked', async () => {
    const ticketId = await camille.draft(BAG);
    expect(code(await dominique.scan(ticketId, BAG))).toBe('TICKET_OF_ANOTHER_SELLER');
    expect(code(await dominique.finalise(ticketId))).toBe('TICKET_OF_ANOTHER_SELLER');
    expect(code(await dominique.ask(ticketCommands.startTicket, { ticketId }))).toBe(
      'TICKET_OF_ANOTHER_SELLER',
    );
    expect(code(await dominique.ask(ticketCommands.abandonTicket, { ticketId }))).toBe(
      'TICKET_OF_ANOTHER_SELLER',
    );
    expect(code(await camille.ask(ticketCommands.resumeTicket, { ticketId }))).toBe('TICKET_NOT_PARKED');
    expect(code(await dominique.ask(ticketCommands.resumeTicket, { ticketId }))).toBe('TICKET_NOT_PARKED');
    value(await camille.ask(ticketCommands.parkTicket, { ticketId }));
    expect(code(await camille.scan(ticketId, BAG))).toBe('TICKET_NOT_DRAFT');
    expect(code(await camille.finalise(ticketId))).toBe('TICKET_NOT_DRAFT');
    value(await camille.ask(ticketCommands.abandonTicket, { ticketId }));
    const again = await camille.scan(ticketId, BAG);
    expect([code(again), facts(again)]).toEqual(['TICKET_NOT_DRAFT', { state: 'ABANDONED' }]);
    expect(code(await camille.finalise(ticketId))).toBe('TICKET_NOT_DRAFT');
  });

  it('when its payments do not fit it', async () => {
    const empty = await camille.start();
    expect(code(await camille.give(empty, ['ESP', 100]))).toBe('TICKET_EMPTY');
    expect(code(await camille.finalise(empty))).toBe('TICKET_EMPTY');
    expect(code(await camille.ask(ticketCommands.parkTicket, { ticketId: empty }))).toBe('TICKET_EMPTY');

    const ticketId = await camille.draft(BAG, COFFEE);
    const tooMuch = await camille.give(ticketId, ['CB', 416]);
    expect([code(tooMuch), facts(tooMuch)]).toEqual([
      'PAYMENT_EXCEEDS_DUE',
      { tenderCode: 'CB', amountCents: 416, dueCents: 415 },
    ]);
    const lineId = value(await camille.scan(ticketId, BAG)).lines[2]?.lineId ?? '';
    value(await camille.ask(ticketCommands.removeLine, { ticketId, lineId }));
    value(await camille.give(ticketId, ['TR', 400]));
    const missing = await camille.finalise(ticketId);
    expect([code(missing), facts(missing)]).toEqual([
      'PAYMENT_MISSING',
      { dueCents: 415, remainingCents: 15 },
    ]);
    expect(code(await camille.scan(ticketId, BAG))).toBe('TICKET_HAS_PAYMENTS');
    const [line] = value(await camille.give(ticketId, ['ESP', 20])).lines;
    const removing = { ticketId, lineId: line?.lineId ?? '' };
    expect(code(await camille.ask(ticketCommands.removeLine, removing))).toBe('TICKET_HAS_PAYMENTS');
    expect(code(await camille.ask(ticketCommands.parkTicket, { ticketId }))).toBe('TICKET_HAS_PAYMENTS');
    expect(code(await camille.ask(ticketCommands.abandonTicket, { ticketId }))).toBe('TICKET_HAS_PAYMENTS');
    expect(code(await camille.give(ticketId, ['ESP', 100]))).toBe('PAYMENT_EXCEEDS_DUE');
  });

  it('lets later payments settle more when an earlier one is taken back', async () => {
    const ticketId = await camille.draft(COFFEE);
    const paymentId = randomUUID();
    value(await camille.give(ticketId, ['TR', 100], paymentId));
    expect(value(await camille.give(ticketId, ['ESP', 500]))).toMatchObject({
      changeCents: 205,
      dueCents: 0,
    });
    const after = value(await camille.ask(ticketCommands.removePayment, { ticketId, paymentId }));
    expect(after).toMatchObject({ paidCents: 395, changeCents: 105, dueCents: 0 });
    expect(value(await camille.finalise(ticketId)).payments).toMatchObject([
      { kind: 'CASH', tenderedCents: 500, amountCents: 395, changeCents: 105 },
    ]);
  });

  it('beyond what a ticket may hold', async () => {
    const palace = await camille.start();
    const much = [CHAMPAGNE, 9_999_000] as const;
    for (let lines = 0; lines < 33; lines += 1) value(await camille.scan(palace, much));
    expect(code(await camille.scan(palace, much))).toBe('AMOUNT_INVALID');

    const ticketId = await camille.draft(CHAMPAGNE);
    expect(code(await camille.give(ticketId, ['ESP', 99_999_999_999]))).toBe('AMOUNT_INVALID');
    for (let payments = 0; payments < PAYMENTS_MAX; payments += 1) {
      value(await camille.give(ticketId, ['ESP', 1]));
    }
    const full = await camille.give(ticketId, ['ESP', 1]);
    expect([code(full), facts(full)]).toEqual(['TICKET_TOO_LONG', { paymentsMax: PAYMENTS_MAX }]);
  });

  it('when too many tickets are in progress, while empty drafts make room', async () => {
    const first = await camille.start();
    for (let drafts = 0; drafts < DRAFTS_MAX; drafts += 1) await camille.start();
    expect(code(await camille.scan(first, BAG))).toBe('TICKET_UNKNOWN');
    const waiting = value(
      await house.ask(tillQueries.ticketsInProgress, { tillCredential: till.credential, registerId }),
    ).tickets;
    const written: string[] = [];
    for (let tickets = waiting.length; tickets < DRAFTS_MAX; tickets += 1)
      written.push(await camille.draft(BAG));
    const more = await camille.ask(ticketCommands.startTicket, { ticketId: randomUUID() });
    expect([code(more), facts(more)]).toEqual(['TOO_MANY_TICKETS', { ticketsMax: DRAFTS_MAX }]);
    for (const ticketId of written) value(await camille.ask(ticketCommands.abandonTicket, { ticketId }));
    await camille.start();
  });

  it('when its key was used for something else', async () => {
    const idempotencyKey = randomUUID();
    const ticketId = randomUUID();
    value(await camille.ask(ticketCommands.startTicket, { ticketId }, { idempotencyKey }));
    const other = await camille.ask(
      ticketCommands.startTicket,
      { ticketId: randomUUID() },
      { idempotencyKey },
    );
    expect(code(other)).toBe('IDEMPOTENCY_KEY_REUSED');
    const finalise = { ticketId, printReceipt: false };
    expect(code(await camille.ask(ticketCommands.finaliseTicket, finalise, { idempotencyKey }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('with no connection of this register', async () => {
    const ticketId = randomUUID();
    const stranger = { connectionToken: 'x'.repeat(43) };
    expect(code(await camille.ask(ticketCommands.startTicket, { ticketId }, stranger))).toBe(
      'CONNECTION_INVALID',
    );
    const body = { ticketId, printReceipt: false };
    expect(code(await camille.ask(ticketCommands.finaliseTicket, body, stranger))).toBe('CONNECTION_INVALID');
    const elsewhere = { registerId: randomUUID() };
    expect(code(await camille.ask(ticketCommands.finaliseTicket, body, elsewhere))).toBe(
      'CONNECTION_INVALID',
    );
    const nobody = { tillCredential: 'x'.repeat(43) };
    expect(code(await camille.ask(ticketCommands.finaliseTicket, body, nobody))).toBe('TILL_NOT_ENROLLED');
  });
});

describe('a connection that is silent for too long', () => {
  it('has to be made anew', async () => {
    const ticketId = await dominique.paid([BAG], [['CB', 20]]);
    house.clock.move(16 * 60_000);
    expect(code(await dominique.finalise(ticketId))).toBe('CONNECTION_EXPIRED');
    expect(code(await dominique.scan(ticketId, BAG))).toBe('CONNECTION_EXPIRED');
    const former = dominique;
    dominique = await Cashier.connect(store, till, registerId, 'V01');
    camille = await Cashier.connect(store, till, registerId, 'R01');
    expect(code(await former.finalise(ticketId))).toBe('CONNECTION_ENDED');
    value(await dominique.finalise(ticketId));
  });
});

describe('who may close', () => {
  it('takes over or gives up a ticket that another is writing, and it is journaled', async () => {
    const [taken, given] = [await dominique.draft(BAG), await dominique.draft(COFFEE)];
    expect(value(await camille.ask(ticketCommands.resumeTicket, { ticketId: taken }))).toMatchObject({
      sellerCode: 'R01',
    });
    expect(code(await dominique.scan(taken, BAG))).toBe('TICKET_OF_ANOTHER_SELLER');
    value(await camille.ask(ticketCommands.abandonTicket, { ticketId: given }));
    const handovers = await house.admin.query(
      'SELECT taken_from, taken_by, former_state FROM register_ticket_handovers WHERE ticket_id = ?',
      [taken],
    );
    expect(handovers).toEqual([{ taken_from: 'V01', taken_by: 'R01', former_state: 'DRAFT' }]);
    const abandoned = await house.admin.query(
      'SELECT seller_code, abandoned_by, line_count, ttc_cents FROM register_abandoned_tickets WHERE ticket_id = ?',
      [given],
    );
    expect(abandoned).toMatchObject([{ seller_code: 'V01', abandoned_by: 'R01', line_count: 1 }]);
    value(await camille.ask(ticketCommands.abandonTicket, { ticketId: taken }));
  });
});

describe('a ticket of a session that is over', () => {
  it('is refused for what has become of the register', async () => {
    const { tickets } = value(
      await house.ask(tillQueries.ticketsInProgress, { tillCredential: till.credential, registerId }),
    );
    for (const { ticketId, payments } of tickets) {
      for (const { paymentId } of payments) {
        value(await camille.ask(ticketCommands.removePayment, { ticketId, paymentId }));
      }
      value(await camille.ask(ticketCommands.abandonTicket, { ticketId }));
    }
    const late = await camille.start();
    const closing = { registerId, closingId: randomUUID(), seller: RESPONSABLE, forcePending: false };
    value(await house.ask(tillCommands.startClosing, { ...asked(till), ...closing }));
    expect(code(await camille.scan(late, BAG))).toBe('CLOSING_IN_PROGRESS');
    expect(code(await camille.finalise(late))).toBe('CLOSING_IN_PROGRESS');
    const count = { ...closing, countedCashCents: 0, forceUsers: true, acceptDifference: true };
    value(
      await house.ask(tillCommands.submitCount, { ...asked(till), ...count, reason: 'un comptage d’essai' }),
    );
    // She was forced out, which her page is told first.
    expect(code(await camille.scan(late, BAG))).toBe('CONNECTION_ENDED');
    await store.open(till, registerId);
    expect(code(await camille.finalise(late))).toBe('CONNECTION_ENDED');
    const again = await Cashier.connect(store, till, registerId, 'R01');
    const refused = await again.finalise(late);
    expect([code(refused), Object.keys(facts(refused) ?? {})]).toEqual([
      'SESSION_CLOSED',
      ['sessionId', 'runningSessionId'],
    ]);
    expect(code(await again.scan(late, BAG))).toBe('SESSION_CLOSED');

    // Her page has fallen silent, so that nobody forces her out.
    house.clock.move(31_000);
    await store.close(till, registerId, 15_000);
    expect(code(await again.finalise(late))).toBe('REGISTER_NOT_OPEN');
    const { sessionId: first } = (facts(refused) ?? {}) as { sessionId: string };
    const exportId = await store.startExport(till, registerId);
    const sessions = await house.admin.query(
      'SELECT session_id AS sessionId, ticket_count AS ticketCount, ttc_cents AS ttcCents FROM register_session_seals WHERE register_id = ?',
      [registerId],
    );
    expect(sessions.map((row: { sessionId: string }) => row.sessionId)).toContain(first);
    for (const { sessionId, ticketCount, ttcCents } of sessions) {
      const totals = { ticketCount: Number(ticketCount), ttcCents: Number(ttcCents) };
      value(await house.sync.acknowledge({ exportId, registerId }, sessionId, totals));
    }
    await store.import(till, registerId);
    await store.open(till, registerId);
    // Another hold by now: the connection of the former one is fenced off by its epoch.
    expect(code(await again.finalise(late))).toBe('HOLD_MOVED');
  });
});
