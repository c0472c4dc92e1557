import { randomUUID } from 'node:crypto';
import { approvalQueries } from '@encaisse/contracts';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { SECOND, TwoPeople } from '../../test/two-people.js';

jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;
const CORRECT_CLOCK = { action: 'CORRECT_CLOCK' } as const;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let people: TwoPeople;

/** A register that was closed while the clock was an hour ahead. */
beforeEach(async () => {
  house ??= await RegisterHouse.open('approvals');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  people = new TwoPeople(store, till, registerId);
  await store.import(till, registerId);
  await people.choosePasswords();
  await store.givePassword(till, 'V02');
  house.clock.move(HOUR_MS);
  await store.day(till, registerId);
  house.clock.move(-HOUR_MS);
});
afterAll(() => house?.close());

const pending = async () =>
  value(await house.ask(approvalQueries.listApprovals, { tillCredential: till.credential })).approvals;
const opens = () => store.open(till, registerId);

describe('a clock that was ahead', () => {
  it('is corrected by two people, and the register opens again (edge case 4)', async () => {
    await expect(opens()).rejects.toThrow('CLOCK_BEHIND');
    const asking = value(await people.ask(CORRECT_CLOCK));
    expect(asking).toMatchObject({
      state: 'PENDING',
      requestedBy: { kind: 'SELLER', code: RESPONSABLE.code },
      approvedBy: null,
      reason: 'Écran cassé',
    });
    await expect(opens()).rejects.toThrow('CLOCK_BEHIND');
    expect(value(await people.approve(asking.approvalId))).toMatchObject({
      state: 'DONE',
      approvedBy: { kind: 'SELLER', code: SECOND.code },
    });
    expect((await opens()).number).toBe(2);
    const [event] = await house.admin.query<{ event: Record<string, unknown> }[]>(
      `SELECT event FROM register_outbox WHERE register_id = ? AND JSON_VALUE(event, '$.type') = 'clockCorrected'`,
      [registerId],
    );
    const stored = typeof event?.event === 'string' ? JSON.parse(event.event) : event?.event;
    expect(stored).toMatchObject({ by: RESPONSABLE.code, approvedBy: SECOND.code, reason: 'Écran cassé' });
  });

  it('that is right needs no correction', async () => {
    house.clock.move(2 * HOUR_MS);
    const asking = await people.ask(CORRECT_CLOCK);
    house.clock.move(-2 * HOUR_MS);
    expect(code(asking)).toBe('CLOCK_NOT_BEHIND');
    expect(await pending()).toEqual([]);
  });
});

describe('an approval', () => {
  it('is not given by the one who asked for it', async () => {
    const { approvalId } = value(await people.ask(CORRECT_CLOCK));
    expect(code(await people.approve(approvalId, RESPONSABLE))).toBe('SAME_PERSON_TWICE');
    expect(await pending()).toMatchObject([{ approvalId, state: 'PENDING' }]);
  });

  it('is neither asked for nor given without the right', async () => {
    const seller = { code: 'V02', password: PASSWORD };
    expect(await people.ask(CORRECT_CLOCK, { seller })).toMatchObject({
      refusal: { code: 'RIGHT_MISSING', facts: { right: 'CORRECT_CLOCK' } },
    });
    const { approvalId } = value(await people.ask(CORRECT_CLOCK));
    expect(code(await people.approve(approvalId, seller))).toBe('RIGHT_MISSING');
    expect(code(await people.approve(approvalId, { code: 'R01', password: 'pas le bon' }))).toBe(
      'CREDENTIALS_INVALID',
    );
  });

  it('has ten minutes', async () => {
    const { approvalId, expiresAt, requestedAt } = value(await people.ask(CORRECT_CLOCK));
    expect(Date.parse(expiresAt) - Date.parse(requestedAt)).toBe(600_000);
    house.clock.move(600_000);
    const late = await people.approve(approvalId);
    const then = await pending();
    const { state } = value(
      await house.ask(approvalQueries.getApproval, { tillCredential: till.credential, approvalId }),
    );
    house.clock.move(-600_000);
    expect(code(late)).toBe('APPROVAL_EXPIRED');
    expect(then).toEqual([]);
    expect(state).toBe('EXPIRED');
  });

  it('is given once, and asked again with its key is answered alike', async () => {
    const { approvalId } = value(await people.ask(CORRECT_CLOCK));
    const request = asked(till);
    const [first, again] = await Promise.all([
      people.approve(approvalId, SECOND, request),
      people.approve(approvalId, SECOND, request),
    ]);
    expect(value(again)).toEqual(value(first));
    expect(code(await people.approve(approvalId))).toBe('APPROVAL_DONE');
  });

  it('is of its store and its register, under an id of its own', async () => {
    expect(code(await people.approve(randomUUID()))).toBe('APPROVAL_UNKNOWN');
    expect(code(await people.ask(CORRECT_CLOCK, { registerId: randomUUID() }))).toBe('REGISTER_UNKNOWN');
    const { approvalId } = value(await people.ask(CORRECT_CLOCK));
    expect(code(await people.ask(CORRECT_CLOCK, { approvalId }))).toBe('ID_REUSED');
    const other = await StoreBuilder.create(house);
    const stranger = new TwoPeople(other.store, other.till, registerId);
    expect(code(await stranger.approve(approvalId, RESPONSABLE))).toBe('APPROVAL_UNKNOWN');
    expect(code(await stranger.ask(CORRECT_CLOCK))).toBe('REGISTER_UNKNOWN');
  });

  it('may be given at head office, and is listed there (edge case 39)', async () => {
    const { approvalId } = value(await people.ask(CORRECT_CLOCK));
    expect(value(await people.approveFromHeadOffice(approvalId))).toMatchObject({
      approvedBy: { kind: 'ADMINISTRATOR', code: 'admin' },
    });
    const { approvals } = value(
      await house.ask(approvalQueries.listApprovalsAtHeadOffice, { stores: null, storeId: store.storeId }),
    );
    expect(approvals).toMatchObject([{ approvalId, state: 'DONE' }]);
    const list = async (stores: string[], more = {}) =>
      value(await house.ask(approvalQueries.listApprovalsAtHeadOffice, { stores, ...more })).approvals;
    expect(await list([store.storeId])).toEqual(approvals);
    expect(await list([randomUUID()], { storeId: store.storeId })).toEqual([]);
    expect(await list([])).toEqual([]);
    const { getApprovalAtHeadOffice } = approvalQueries;
    expect(value(await house.ask(getApprovalAtHeadOffice, { approvalId }))).toEqual(approvals[0]);
    const unknown = { approvalId: randomUUID() };
    expect(code(await house.ask(getApprovalAtHeadOffice, unknown))).toBe('APPROVAL_UNKNOWN');
  });

  it('takes two at head office, too (edge case 39)', async () => {
    const { approvalId } = value(await people.askFromHeadOffice(CORRECT_CLOCK));
    expect(code(await people.approveFromHeadOffice(approvalId))).toBe('SAME_PERSON_TWICE');
    expect(value(await people.approveFromHeadOffice(approvalId, 'chef'))).toMatchObject({ state: 'DONE' });
    expect(code(await people.approveFromHeadOffice(randomUUID()))).toBe('APPROVAL_UNKNOWN');
  });
});
