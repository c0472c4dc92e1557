import { approvalCommands, tillCommands } from '@encaisse/contracts';
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
