import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  approvalCommands,
  printingContracts,
  syncReports,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { TwoPeople } from '../../test/two-people.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const RELEASE = { action: 'FORCE_RELEASE' } as const;
const WRITE_OFF = { action: 'WRITE_OFF' } as const;

let house: RegisterHouse;
let store: StoreBuilder;
let lost: TillAtHand;
let other: TillAtHand;
let registerId: string;
let people: TwoPeople;

beforeEach(async () => {
  house ??= await RegisterHouse.open('force_release');
  ({ store, till: lost } = await StoreBuilder.create(house));
  other = await store.till('T2');
  ({ registerId } = await store.register(1));
  people = new TwoPeople(store, other, registerId);
  await store.import(lost, registerId);
  await people.choosePasswords();
  await store.open(lost, registerId);
});
afterAll(() => house?.close());

const exportOf = async (exportId: string) =>
  value(await house.ask(tillQueries.getExport, { tillCredential: other.credential, exportId }));

describe('a register whose till is lost', () => {
  it('goes out of service by head office and one person of the store (edge cases 32 and 39)', async () => {
    const cashier = await Cashier.connect(store, lost, registerId);
    const draft = await cashier.draft(BAG);
    const { approvalId } = value(await people.askFromHeadOffice(RELEASE));
    expect((await store.view(registerId)).state).toBe('OPEN');
    value(await people.approve(approvalId));
    expect(await store.view(registerId)).toMatchObject({ state: 'OUT_OF_SERVICE', holderTillId: null });
    expect(code(await cashier.scan(draft, BAG))).toBe('REGISTER_OUT_OF_SERVICE');
    expect(code(await people.ask(RELEASE))).toBe('REGISTER_OUT_OF_SERVICE');
  });

  it('leaves its till to another register', async () => {
    await people.together(RELEASE);
    const { registerId: second } = await store.register(2);
    await store.import(lost, second);
    await store.open(lost, second);
    expect(await store.view(second)).toMatchObject({ state: 'OPEN', holderTillId: lost.tillId });
  });

  it('counts no more', async () => {
    const closingId = '0f2b6d2e-6d0c-4f6c-9d5e-0d6b5b1f7c11';
    const closing = { ...asked(lost), registerId, closingId, seller: RESPONSABLE, forcePending: false };
    value(await house.ask(tillCommands.startClosing, closing));
    await people.together(RELEASE);
    const [row] = await house.admin.query('SELECT state FROM register_closings WHERE closing_id = ?', [
      closingId,
    ]);
    expect(row).toEqual({ state: 'CANCELLED' });
  });

  it('that is written off never comes back', async () => {
    expect(code(await people.ask(WRITE_OFF))).toBe('REGISTER_IN_SERVICE');
    await people.together(RELEASE);
    await people.together(WRITE_OFF);
    expect(code(await people.ask(WRITE_OFF))).toBe('REGISTER_OUT_OF_SERVICE');
    const start = { ...asked(other), registerId, seller: RESPONSABLE };
    expect(await house.ask(tillCommands.startImport, start)).toMatchObject({
      refusal: { code: 'REGISTER_OUT_OF_SERVICE', facts: { retired: true } },
    });
  });

  it('sends what it held after all, and comes back past every number it ever gave (edge case 32)', async () => {
    await store.close(lost, registerId, 15_000);
    const first = (await store.view(registerId)).sessionsToExport;
    expect(first).toBe(1);
    await store.open(lost, registerId);
    const cashier = await Cashier.connect(store, lost, registerId);
    await cashier.sell([BAG], [['ESP', 20]]);
    await cashier.draft(BAG);
    await people.together(RELEASE);
    expect(code(await people.ask({ action: 'MATCH', lateNumbers: null }))).toBe('LATE_EXPORT_MISSING');

    const exportId = randomUUID();
    await people.together({ action: 'LATE_EXPORT', exportId, countedCashCents: 15_000 });
    const { sessions } = await exportOf(exportId);
    expect(sessions).toMatchObject([{ number: 1 }, { number: 2, ttcCents: 20 }]);
    const [, second] = sessions;
    const z = value(await house.ask(adminQueries.getZ, { sessionId: second?.sessionId ?? '' }));
    expect(z).toMatchObject({
      zNumber: 2,
      closedBy: RESPONSABLE.code,
      ticketCount: 1,
      abandonedCount: 1,
      cash: { expectedCents: 15_020, countedCents: 15_000, differenceCents: -20 },
      differenceReason: 'Écran cassé',
    });
    for (const { sessionId, ttcCents } of sessions) {
      const totals = { ticketCount: ttcCents === 0 ? 0 : 1, ttcCents };
      value(await house.sync.acknowledge({ exportId, registerId }, sessionId, totals));
    }
    expect((await exportOf(exportId)).state).toBe('ACKNOWLEDGED');

    const lateNumbers = { epoch: 3, ticketNumber: 41, zNumber: 2 };
    await people.together({ action: 'MATCH', lateNumbers });
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
    await store.import(other, registerId);
    expect(await store.open(other, registerId)).toMatchObject({ epoch: 4, number: 1 });
    const again = await Cashier.connect(store, other, registerId);
    expect((await again.sell([BAG], [['ESP', 20]])).number).toBe(42);
    await store.close(other, registerId, 15_020);
    const [last] = value(await house.ask(adminQueries.listSessions, { registerId, limit: 1 })).items;
    expect(last?.zNumber).toBe(3);
  });

  it('prints the late Z where it was counted', async () => {
    await people.together(RELEASE);
    await people.together({ action: 'LATE_EXPORT', exportId: randomUUID(), countedCashCents: 15_000 });
    const pulled = await house.bus.requestAsTill(printingContracts.pull, other.tillId, {
      tillCredential: other.agentCredential,
      maxJobs: 20,
    });
    expect(value(pulled).jobs).toMatchObject([{ registerId, document: { kind: 'z', zNumber: 1 } }]);
  });

  it('sends late what head office refuses, until it is accepted apart', async () => {
    await people.together(RELEASE);
    const exportId = randomUUID();
    await people.together({ action: 'LATE_EXPORT', exportId, countedCashCents: 15_000 });
    const [{ sessionId } = { sessionId: '' }] = (await exportOf(exportId)).sessions;
    const refusal = { code: 'EXPORT_REFUSED', facts: {}, differences: [] };
    value(
      await house.sync.report(syncReports.exportRefused, { exportId, registerId, sessionId, ...refusal }),
    );
    expect(await store.view(registerId)).toMatchObject({
      state: 'OUT_OF_SERVICE',
      exportRefusals: [{ sessionId, exportId }],
    });
    const { approvalId } = await people.together({ action: 'ACCEPT_APART', sessionId });
    value(await house.sync.acceptApart(approvalId));
    await people.together({ action: 'MATCH', lateNumbers: null });
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
  });

  it('is counted by somebody of the store, and its export has an id of its own', async () => {
    await people.together(RELEASE);
    const late = { action: 'LATE_EXPORT', exportId: randomUUID(), countedCashCents: 0 } as const;
    const { approvalId } = value(await people.askFromHeadOffice(late));
    expect(code(await people.approveFromHeadOffice(approvalId, 'chef'))).toBe('STORE_PERSON_REQUIRED');
    value(await people.approve(approvalId));
    expect(code(await people.ask(late))).toBe('ID_REUSED');
    const [{ sessionId } = { sessionId: '' }] = (await exportOf(late.exportId)).sessions;
    const nothing = { ticketCount: 0, ttcCents: 0 };
    value(await house.sync.acknowledge({ exportId: late.exportId, registerId }, sessionId, nothing));
    expect(code(await people.ask({ ...late, exportId: randomUUID() }))).toBe('NOTHING_TO_EXPORT');
  });

  it('that no till holds is not released', async () => {
    const { registerId: unused } = await store.register(2);
    const refused = await house.ask(approvalCommands.requestApprovalFromHeadOffice, {
      idempotencyKey: '5a1d2a8b-6e1c-4d8f-8b52-4b9f0f6a8e23',
      administrator: 'admin',
      registerId: unused,
      approvalId: '9c7f3f5e-2f0d-4a0b-9a9f-6f9c4c1c3b11',
      act: RELEASE,
      reason: 'Poste volé',
    });
    expect(code(refused)).toBe('REGISTER_NOT_HELD');
  });
});
