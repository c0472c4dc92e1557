import { adminCommands, tillCommands } from '@encaisse/contracts';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

const MINUTE_MS = 60_000;

describe('sellers and their passwords', () => {
  let house: RegisterHouse;
  let store: StoreBuilder;
  let till: TillAtHand;
  let registerId: string;

  beforeAll(async () => {
    house = await RegisterHouse.open('sellers', { PIN_HOURS: '24' });
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  /** A store of its own for each test: wrong passwords are counted. */
  beforeEach(async () => {
    ({ store, till } = await StoreBuilder.create(house));
    ({ registerId } = await store.register(1));
    await store.import(till, registerId);
    await store.open(till, registerId);
  }, 30_000);

  const connect = (sellerCode: string, password: string, at: TillAtHand = till) =>
    house.ask(tillCommands.connect, { ...asked(at), registerId, seller: { code: sellerCode, password } });

  it('answers a wrong password, an unknown seller and one without a password alike (edge case 38)', async () => {
    const answers = [
      await connect(RESPONSABLE.code, 'pas le bon'),
      await connect('NOBODY', 'pas le bon'),
      await connect('V01', 'pas le bon'),
    ];
    for (const answer of answers)
      expect(answer).toEqual({ ok: false, refusal: { code: 'CREDENTIALS_INVALID' } });
  });

  it('locks after too many wrong passwords, known seller or not, and says for how long (edge case 38)', async () => {
    for (const sellerCode of [RESPONSABLE.code, 'NOBODY']) {
      for (let wrong = 0; wrong < 3; wrong += 1) {
        expect(code(await connect(sellerCode, 'pas le bon'))).toBe('CREDENTIALS_INVALID');
      }
      expect(await connect(sellerCode, PASSWORD)).toMatchObject({
        refusal: { code: 'SELLER_LOCKED', facts: { retryAfterSeconds: expect.any(Number) } },
      });
    }
  });

  it('hears the right password again once the wait is over, and forgets the wrong ones', async () => {
    for (let wrong = 0; wrong < 3; wrong += 1) await connect(RESPONSABLE.code, 'pas le bon');
    house.clock.move(MINUTE_MS);
    value(await connect(RESPONSABLE.code, PASSWORD));
    expect(code(await connect(RESPONSABLE.code, 'pas le bon'))).toBe('CREDENTIALS_INVALID');
    expect(code(await connect(RESPONSABLE.code, 'pas le bon'))).toBe('CREDENTIALS_INVALID');
    value(await connect(RESPONSABLE.code, PASSWORD));
  });

  it('makes the wait grow with each wrong password', async () => {
    const waits: unknown[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (let wrong = 0; wrong < 3; wrong += 1) await connect(RESPONSABLE.code, 'pas le bon');
      const locked = await connect(RESPONSABLE.code, PASSWORD);
      if (!locked.ok) waits.push(locked.refusal.facts?.['retryAfterSeconds']);
      house.clock.move(15 * MINUTE_MS);
    }
    expect(waits).toEqual([5, 10, 20]);
  });

  it('counts attempts at once too: a burst of guesses does not outrun the count', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, guess) => connect(RESPONSABLE.code, `essai numéro ${guess}`)),
    );
    const heard = answers.filter((answer) => code(answer) === 'CREDENTIALS_INVALID').length;
    expect(heard).toBeGreaterThanOrEqual(3);
    expect(heard).toBeLessThanOrEqual(5);
    expect(answers.filter((answer) => code(answer) === 'SELLER_LOCKED')).toHaveLength(30 - heard);
  });

  it('locks a seller at the till where somebody guesses, and not at another', async () => {
    const other = await store.till('T2');
    for (let wrong = 0; wrong < 3; wrong += 1) await connect(RESPONSABLE.code, 'pas le bon', other);
    expect(code(await connect(RESPONSABLE.code, PASSWORD, other))).toBe('SELLER_LOCKED');
    value(await connect(RESPONSABLE.code, PASSWORD));
  });

  it('opens nothing with a one-time PIN but the choice of a password', async () => {
    const request = { ...asked(till), sellerCode: 'V01', seller: RESPONSABLE };
    const { pin } = value(await house.ask(tillCommands.givePin, request));
    expect(code(await connect('V01', pin))).toBe('PIN_CHANGE_REQUIRED');
    value(await store.choosePassword(till, 'V01', pin));
    value(await connect('V01', PASSWORD));
    expect(code(await connect('V01', pin))).toBe('CREDENTIALS_INVALID');
    expect(code(await store.choosePassword(till, 'V01', pin))).toBe('CREDENTIALS_INVALID');
  });

  it('takes a PIN once when it comes twice at the same moment', async () => {
    const request = { ...asked(till), sellerCode: 'V01', seller: RESPONSABLE };
    const { pin } = value(await house.ask(tillCommands.givePin, request));
    const answers = await Promise.all([
      store.choosePassword(till, 'V01', pin, 'le premier mot de passe'),
      store.choosePassword(till, 'V01', pin, 'le second mot de passe'),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('lets a PIN expire', async () => {
    const request = { ...asked(till), sellerCode: 'V01', seller: RESPONSABLE };
    const { pin } = value(await house.ask(tillCommands.givePin, request));
    house.clock.move(25 * 60 * MINUTE_MS);
    expect(code(await connect('V01', pin))).toBe('CREDENTIALS_INVALID');
    expect(code(await store.choosePassword(till, 'V01', pin))).toBe('CREDENTIALS_INVALID');
  });

  it('stops a forgotten password from working as soon as a PIN is given in its place', async () => {
    await store.givePassword(till, 'V01');
    value(await connect('V01', PASSWORD));
    const fromHeadOffice = { administrator: 'admin', storeId: store.storeId, sellerCode: 'V01' };
    const { idempotencyKey } = asked(till);
    const given = await house.ask(adminCommands.givePinFromHeadOffice, { idempotencyKey, ...fromHeadOffice });
    expect(code(await connect('V01', PASSWORD))).toBe('CREDENTIALS_INVALID');
    expect(code(await connect('V01', value(given).pin))).toBe('PIN_CHANGE_REQUIRED');
  });

  it('tells a PIN again to the same request, although only its hash is kept', async () => {
    const request = { ...asked(till), sellerCode: 'V01', seller: RESPONSABLE };
    const first = value(await house.ask(tillCommands.givePin, request));
    expect(value(await house.ask(tillCommands.givePin, request))).toEqual(first);
    value(await store.choosePassword(till, 'V01', first.pin));
  });

  it('answers a choice of password again although its PIN is used up', async () => {
    const given = { ...asked(till), sellerCode: 'V01', seller: RESPONSABLE };
    const { pin } = value(await house.ask(tillCommands.givePin, given));
    const request = { ...asked(till), sellerCode: 'V01', pin, newPassword: PASSWORD };
    value(await house.ask(tillCommands.setPassword, request));
    value(await house.ask(tillCommands.setPassword, request));
    const impostor = { ...request, newPassword: 'le mot de passe d’un autre' };
    expect(code(await house.ask(tillCommands.setPassword, impostor))).toBe('CREDENTIALS_INVALID');
  });

  it('refuses a weak password and leaves the PIN to be used', async () => {
    const request = { ...asked(till), sellerCode: 'V01', seller: RESPONSABLE };
    const { pin } = value(await house.ask(tillCommands.givePin, request));
    expect(code(await store.choosePassword(till, 'V01', pin, '123456'))).toBe('PASSWORD_TOO_WEAK');
    value(await store.choosePassword(till, 'V01', pin));
  });

  it('lets only whoever may manage sellers give a PIN', async () => {
    await store.givePassword(till, 'V02');
    const seller = { code: 'V02', password: PASSWORD };
    const answer = await house.ask(tillCommands.givePin, { ...asked(till), sellerCode: 'V01', seller });
    expect(answer).toMatchObject({
      refusal: { code: 'RIGHT_MISSING', facts: { right: 'MANAGE_SELLERS' } },
    });
  });

  it('takes a right away with the newest dataset, even one of another register', async () => {
    await store.givePassword(till, 'V01');
    value(await connect('V01', PASSWORD));
    const other = await store.till('T2');
    const { registerId: second } = await store.register(2);
    await store.import(other, second, [{ code: 'V01', name: 'Dominique Petit', rights: [] }]);
    expect(await connect('V01', PASSWORD)).toMatchObject({
      refusal: { code: 'RIGHT_MISSING', facts: { right: 'CONNECT' } },
    });
  });

  it('keeps the local responsable and her rights, whatever an import says of her code', async () => {
    const other = await store.till('T2');
    const { registerId: second } = await store.register(2);
    await store.import(other, second, [{ code: RESPONSABLE.code, name: 'Une autre', rights: [] }]);
    value(await connect(RESPONSABLE.code, PASSWORD));
  });
});
