import { randomUUID } from 'node:crypto';
import { type Outcome, tillCommands } from '@encaisse/contracts';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

/** The whole answers, so that equal ones can be told from merely similar ones. */
const distinct = (answers: readonly Outcome<unknown>[]): Set<string> =>
  new Set(answers.map((answer) => JSON.stringify(answer)));

describe('one command, one transaction', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('transaction');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  const openings = (registerId: string): Promise<unknown[]> =>
    house.admin.query(
      "SELECT seq FROM register_outbox WHERE register_id = ? AND event LIKE '%sessionOpened%'",
      [registerId],
    );
  const opening = (till: TillAtHand, registerId: string) => ({
    ...asked(till),
    registerId,
    seller: RESPONSABLE,
    openingFloatCents: 15_000,
  });
  const ready = async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    await store.import(till, registerId);
    return { store, till, registerId };
  };

  it('opens a register once when fifty ask at the same moment (edge case 1)', async () => {
    const { till, registerId } = await ready();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => house.ask(tillCommands.openRegister, opening(till, registerId))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => code(answer) === 'ALREADY_OPEN')).toHaveLength(49);
    await expect(openings(registerId)).resolves.toHaveLength(1);
  }, 60_000);

  it('answers fifty times the same when one request comes fifty times', async () => {
    const { till, registerId } = await ready();
    const request = opening(till, registerId);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => house.ask(tillCommands.openRegister, request)),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(distinct(answers).size).toBe(1);
    await expect(openings(registerId)).resolves.toHaveLength(1);
  }, 60_000);

  it('gives two tills that want the same register to one of them', async () => {
    const { store, till, registerId } = await ready();
    const other = await store.till('T2');
    await store.import(other, registerId);
    const answers = await Promise.all(
      [till, other].map((asking) => house.ask(tillCommands.openRegister, opening(asking, registerId))),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([false, true]);
    expect((await store.view(registerId)).holderTillId).toBe(other.tillId);
  });

  it('never lets a till hold two registers, however many it opens at once', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const registers = await Promise.all([1, 2, 3, 4].map((number) => store.register(number)));
    for (const { registerId } of registers) await store.import(till, registerId);
    const answers = await Promise.all(
      registers.map(({ registerId }) => house.ask(tillCommands.openRegister, opening(till, registerId))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => code(answer) === 'TILL_HOLDS_ANOTHER_REGISTER')).toHaveLength(3);
    const states = await Promise.all(
      registers.map(async ({ registerId }) => (await store.view(registerId)).state),
    );
    expect(states.sort()).toEqual(['AWAITING_IMPORT', 'AWAITING_IMPORT', 'AWAITING_IMPORT', 'OPEN']);
  }, 30_000);

  it('refuses a key that was used for another request', async () => {
    const { till, registerId } = await ready();
    const request = opening(till, registerId);
    value(await house.ask(tillCommands.openRegister, request));
    const other = { ...request, openingFloatCents: 1 };
    expect(code(await house.ask(tillCommands.openRegister, other))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('knows a request again by everything but its secrets', async () => {
    const { store, till, registerId } = await ready();
    const request = opening(till, registerId);
    const first = await house.ask(tillCommands.openRegister, request);
    const changed = { pin: RESPONSABLE.password, newPassword: 'un tout autre mot de passe' };
    value(await house.ask(tillCommands.setPassword, { ...asked(till), sellerCode: 'RESP', ...changed }));
    const again = { ...request, seller: { code: 'RESP', password: changed.newPassword } };
    expect(await house.ask(tillCommands.openRegister, again)).toEqual(first);
    expect((await store.view(registerId)).state).toBe('OPEN');
  });

  it('lets a refused command be tried again with its key', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    const request = opening(till, registerId);
    expect(code(await house.ask(tillCommands.openRegister, request))).toBe('IMPORT_REQUIRED');
    await store.import(till, registerId);
    expect((await house.ask(tillCommands.openRegister, request)).ok).toBe(true);
  });

  it('keeps the answers of one till from another that guesses the key', async () => {
    const { store, till, registerId } = await ready();
    const other = await store.till('T2');
    const request = opening(till, registerId);
    value(await house.ask(tillCommands.openRegister, request));
    const guessed = { ...request, tillCredential: other.credential };
    expect(code(await house.ask(tillCommands.openRegister, guessed))).toBe('HELD_BY_ANOTHER_TILL');
  });

  it('stores no answer that whoever reads the table could use', async () => {
    const { store, till, registerId } = await ready();
    await store.open(till, registerId);
    const { connectionToken } = await store.connect(till, registerId);
    const rows = (await house.admin.query('SELECT reply FROM register_commands')) as { reply: unknown }[];
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(connectionToken);
  });

  it('asks authentication before right, and right before the stored answer', async () => {
    const { store, till, registerId } = await ready();
    await store.givePassword(till, 'V01');
    const request = opening(till, registerId);
    value(await house.ask(tillCommands.openRegister, request));
    const wrong = { ...request, seller: { code: 'V01', password: 'pas le bon' } };
    expect(code(await house.ask(tillCommands.openRegister, wrong))).toBe('CREDENTIALS_INVALID');
    const entitled = { ...request, seller: { code: 'V01', password: RESPONSABLE.password } };
    expect(await house.ask(tillCommands.openRegister, entitled)).toMatchObject({
      refusal: { code: 'RIGHT_MISSING', facts: { right: 'OPEN' } },
    });
  });

  it('does not know the registers of another store', async () => {
    const { till } = await StoreBuilder.create(house);
    const { registerId } = await ready();
    const foreign = opening(till, registerId);
    expect(code(await house.ask(tillCommands.openRegister, foreign))).toBe('REGISTER_UNKNOWN');
    const unknown = opening(till, randomUUID());
    expect(code(await house.ask(tillCommands.openRegister, unknown))).toBe('REGISTER_UNKNOWN');
  });
});
