import { randomUUID } from 'node:crypto';
import {
  adminCommands,
  reachingCommands,
  type StoreEvent,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { RegisterHouse, value } from '../../test/register-house.js';
import { RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { StoreOutbox } from '../relay/relay.row.js';

const SOMEBODY = 'claire@chaine.example';
const admin = () => ({ idempotencyKey: randomUUID(), administrator: SOMEBODY });

describe('a store describes itself to head office', () => {
  let house: RegisterHouse;
  let store: StoreBuilder;
  let till: TillAtHand;

  beforeAll(async () => {
    house = await RegisterHouse.open('described');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);
  beforeEach(async () => {
    ({ store, till } = await StoreBuilder.create(house));
  }, 30_000);

  const told = async () =>
    (
      await house.database.manager.find(StoreOutbox, {
        where: { storeId: store.storeId },
        order: { seq: 'ASC' },
      })
    ).map(({ event }) => event as StoreEvent);
  const described = async () => {
    const last = (await told()).findLast(({ type }) => type === 'storeDescribed');
    if (last?.type !== 'storeDescribed') throw new Error('the store was never described');
    return last.store;
  };
  const context = async () =>
    value(await house.ask(tillQueries.tillContext, { tillCredential: till.credential }));
  const { renameTill, renameRegister } = reachingCommands;

  it('in the transaction of whatever changes it: nobody waits for the next presence', async () => {
    expect(await described()).toMatchObject({ tills: [{ code: 'T1', revoked: false }], registers: [] });
    const { registerId } = await store.register(1);
    expect((await described()).registers).toEqual([{ registerId, number: 1, name: 'CAISSE 01' }]);
    const { storeId } = store;
    value(await house.ask(adminCommands.changeStoreSettings, { ...admin(), storeId, toleranceCents: 500 }));
    expect(await described()).toMatchObject({ toleranceCents: 500 });
    const { tillId } = till;
    value(await house.ask(adminCommands.revokeTill, { ...admin(), tillId }));
    expect((await described()).tills).toMatchObject([{ tillId, revoked: true }]);
    const device = 'PAGE';
    const { code } = value(await house.ask(adminCommands.issueEnrolmentCode, { ...admin(), tillId, device }));
    value(await house.ask(tillCommands.enrolTill, { code, natsPublicKey: null }));
    expect((await described()).tills).toMatchObject([{ tillId, revoked: false }]);
    await Promise.all(['T2', 'T3', 'T4'].map((name) => store.till(name)));
    expect((await described()).tills.map((one) => one.code)).toEqual(['T1', 'T2', 'T3', 'T4']);
  });

  it('with the new name of a till, once for one key, and of whom', async () => {
    const { tillId } = till;
    const asked = { ...admin(), tillId, name: 'Poste accueil' };
    const renamed = value(await house.ask(renameTill, asked));
    expect(renamed).toMatchObject({ tillId, code: 'T1', name: 'Poste accueil' });
    expect(value(await house.ask(renameTill, asked))).toEqual(renamed);
    expect((await told()).filter(({ type }) => type === 'tillRenamed')).toEqual([
      expect.objectContaining({
        by: SOMEBODY,
        tillId,
        code: 'T1',
        former: 'Poste T1',
        name: 'Poste accueil',
      }),
    ]);
    expect((await described()).tills).toMatchObject([{ name: 'Poste accueil' }]);
    expect((await context()).till.name).toBe('Poste accueil');
    value(await house.ask(renameTill, { ...admin(), tillId, name: 'Poste accueil' }));
    expect((await told()).filter(({ type }) => type === 'tillRenamed')).toHaveLength(1);
    const unknown = await house.ask(renameTill, { ...admin(), tillId: randomUUID(), name: 'Rien' });
    expect(unknown).toMatchObject({ refusal: { code: 'TILL_UNKNOWN' } });
  });

  it('with the new name of a register that is being sold in; what was sealed before keeps the former one', async () => {
    const { registerId } = await store.register(1);
    await store.import(till, registerId);
    await store.day(till, registerId);
    const { sessionId } = await store.open(till, registerId);
    const asked = { ...admin(), registerId, name: 'CAISSE ACCUEIL' };
    expect(value(await house.ask(renameRegister, asked))).toMatchObject({ state: 'OPEN', name: asked.name });
    expect((await described()).registers).toEqual([{ registerId, number: 1, name: asked.name }]);
    expect((await told()).at(-2)).toMatchObject({
      ...{ type: 'registerRenamed', by: SOMEBODY, registerId, number: 1 },
      ...{ former: 'CAISSE 01', name: asked.name },
    });
    expect((await context()).registers).toMatchObject([{ name: asked.name }]);
    await store.connect(till, registerId, RESPONSABLE.code);
    await store.close(till, registerId, 15_000);
    const rows = (await house.admin.query(
      "SELECT document FROM register_print_jobs WHERE register_id = ? AND kind = 'z' ORDER BY created_at",
      [registerId],
    )) as { document: unknown }[];
    const names = rows.map(({ document }) => {
      const printed = typeof document === 'string' ? JSON.parse(document) : document;
      return printed.register.name;
    });
    expect(names).toEqual(['CAISSE 01', 'CAISSE ACCUEIL']);
    expect(sessionId).toBeDefined();
    const unknown = await house.ask(renameRegister, { ...admin(), registerId: randomUUID(), name: 'Rien' });
    expect(unknown).toMatchObject({ refusal: { code: 'REGISTER_UNKNOWN' } });
  });
});
