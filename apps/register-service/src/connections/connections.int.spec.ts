import { adminCommands, peopleQueries, tillCommands, tillQueries } from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { ConnectionReader } from './connection-reader.js';

const MINUTE_MS = 60_000;

describe('connections', () => {
  let house: RegisterHouse;
  let store: StoreBuilder;
  let till: TillAtHand;
  let registerId: string;

  beforeAll(async () => {
    house = await RegisterHouse.open('connections');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);
  beforeEach(async () => {
    ({ store, till } = await StoreBuilder.create(house));
    ({ registerId } = await store.register(1));
    await store.import(till, registerId);
  }, 30_000);

  const beat = async (tokens: readonly string[], pendingCount = 0) =>
    value(
      await house.ask(tillQueries.heartbeat, {
        tillCredential: till.credential,
        pendingCount,
        connectionTokens: [...tokens],
      }),
    );
  const disconnect = (connectionToken: string) =>
    house.ask(tillCommands.disconnect, { ...asked(till), registerId, connectionToken });
  const sessionNow = async () => {
    const { session } = await store.view(registerId);
    if (!session) throw new Error('the register is not open');
    const { sessionId, openedAt } = session;
    return { registerId, sessionId, openedAt, at: house.clock.now().toISOString() };
  };
  const reader = () => house.app.get(ConnectionReader);

  it('tells who connected, until when, and to which session', async () => {
    const session = await store.open(till, registerId);
    const connected = await store.connect(till, registerId);
    expect(connected).toMatchObject({ seller: { code: 'RESP' }, session: { sessionId: session.sessionId } });
    expect(Date.parse(connected.expiresAt) - Date.now()).toBeGreaterThan(14 * MINUTE_MS);
  });

  it('is ended by its seller, and the same goodbye twice is one', async () => {
    await store.open(till, registerId);
    const { connectionId, connectionToken } = await store.connect(till, registerId);
    const goodbye = { ...asked(till), registerId, connectionToken };
    value(await house.ask(tillCommands.disconnect, goodbye));
    value(await house.ask(tillCommands.disconnect, goodbye));
    expect(await disconnect(connectionToken)).toMatchObject({
      refusal: { code: 'CONNECTION_ENDED', facts: { ended: 'DISCONNECTED', by: 'RESP' } },
    });
    expect((await beat([connectionToken])).connections).toMatchObject([
      { connectionId, alive: false, ended: 'DISCONNECTED', endedBy: 'RESP' },
    ]);
  });

  it('ends when its seller connects again from the same till', async () => {
    await store.open(till, registerId);
    const first = await store.connect(till, registerId);
    const second = await store.connect(till, registerId);
    expect(await disconnect(first.connectionToken)).toMatchObject({
      refusal: { code: 'CONNECTION_ENDED', facts: { ended: 'REPLACED' } },
    });
    value(await disconnect(second.connectionToken));
  });

  it('dies a quarter of an hour after its last sign of life, and lives on with heartbeats', async () => {
    await store.open(till, registerId);
    const { connectionToken } = await store.connect(till, registerId);
    house.clock.move(14 * MINUTE_MS);
    expect((await beat([connectionToken])).connections).toMatchObject([{ alive: true }]);
    house.clock.move(14 * MINUTE_MS);
    expect((await beat([connectionToken])).connections).toMatchObject([{ alive: true }]);
    house.clock.move(16 * MINUTE_MS);
    expect((await beat([connectionToken])).connections).toMatchObject([{ alive: false }]);
    expect(code(await disconnect(connectionToken))).toBe('CONNECTION_EXPIRED');
  });

  it('is stale after half a minute of silence, and not after a heartbeat', async () => {
    await store.open(till, registerId);
    const { connectionToken } = await store.connect(till, registerId);
    const stale = async () => {
      const [connected] = await reader().connected(house.database.manager, await sessionNow());
      return connected?.stale;
    };
    await expect(stale()).resolves.toBe(false);
    house.clock.move(31_000);
    await expect(stale()).resolves.toBe(true);
    await beat([connectionToken]);
    await expect(stale()).resolves.toBe(false);
  });

  it('is listed with since when, and as stale once its page has died (edge case 11)', async () => {
    await store.open(till, registerId);
    await store.givePassword(till, 'V01');
    const { connectionId } = await store.connect(till, registerId, 'V01');
    const users = async () =>
      value(await house.ask(peopleQueries.connectedUsers, { tillCredential: till.credential, registerId }))
        .users;
    const [user] = await users();
    expect(user).toMatchObject({ connectionId, sellerCode: 'V01', name: 'Dominique Petit', stale: false });
    expect(Date.parse(user?.connectedAt ?? '')).toBeLessThanOrEqual(house.clock.now().getTime());
    house.clock.move(31_000);
    expect(await users()).toMatchObject([{ connectionId, stale: true }]);
    const context = value(await house.ask(tillQueries.tillContext, { tillCredential: till.credential }));
    expect(context.registers.find((register) => register.registerId === registerId)).toMatchObject({
      connectedUsers: [{ connectionId, stale: true }],
    });
    const foreign = await StoreBuilder.create(house);
    const asking = { tillCredential: foreign.till.credential, registerId };
    expect(code(await house.ask(peopleQueries.connectedUsers, asking))).toBe('REGISTER_UNKNOWN');
  });

  it('that is forced out is told so at its next action, by whom and when (edge case 18)', async () => {
    await store.open(till, registerId);
    await store.givePassword(till, 'V01');
    const cashier = await Cashier.connect(store, till, registerId, 'V01');
    const ticketId = await cashier.start();
    await store.close(till, registerId, 15_000);
    const told = await cashier.scan(ticketId, '1990000000038');
    expect(told).toMatchObject({
      refusal: { code: 'CONNECTION_ENDED', facts: { ended: 'FORCED', by: 'RESP' } },
    });
    expect((await beat([cashier.connectionToken])).connections).toMatchObject([
      { alive: false, ended: 'FORCED', endedBy: 'RESP' },
    ]);
    await store.open(till, registerId);
    expect(code(await cashier.finalise(ticketId))).toBe('CONNECTION_ENDED');
  });

  it('ends with its session, whoever it is', async () => {
    await store.open(till, registerId);
    await store.givePassword(till, 'V01');
    const { connectionToken } = await store.connect(till, registerId, 'V01');
    await store.close(till, registerId, 15_000);
    expect((await beat([connectionToken])).connections).toMatchObject([{ alive: false, endedBy: 'RESP' }]);
    expect(code(await disconnect(connectionToken))).toBe('CONNECTION_ENDED');
  });

  it('opens nothing on another till or register than its own', async () => {
    await store.open(till, registerId);
    const { connectionToken } = await store.connect(till, registerId);
    const other = await store.till('T2');
    const fromThere = { ...asked(other), registerId, connectionToken };
    expect(code(await house.ask(tillCommands.disconnect, fromThere))).toBe('CONNECTION_INVALID');
    const elsewhere = { ...asked(till), registerId: (await store.register(2)).registerId, connectionToken };
    expect(code(await house.ask(tillCommands.disconnect, elsewhere))).toBe('CONNECTION_INVALID');
  });

  it('says which page holds unsent tickets, and whether it has fallen silent', async () => {
    await store.open(till, registerId);
    const { connectionId, connectionToken } = await store.connect(till, registerId);
    const pages = async () => reader().pendingPages(house.database.manager, await sessionNow());
    await beat([connectionToken], 3);
    await expect(pages()).resolves.toEqual([{ connectionId, sellerCode: 'RESP', tickets: 3, stale: false }]);
    house.clock.move(31_000);
    await expect(pages()).resolves.toMatchObject([{ tickets: 3, stale: true }]);
    await beat([connectionToken], 0);
    await expect(pages()).resolves.toEqual([]);
  });

  it('is refused to a till that was revoked', async () => {
    await store.open(till, registerId);
    const { connectionToken } = await store.connect(till, registerId);
    const { idempotencyKey } = asked(till);
    value(
      await house.ask(adminCommands.revokeTill, {
        idempotencyKey,
        administrator: 'admin',
        tillId: till.tillId,
      }),
    );
    expect(code(await disconnect(connectionToken))).toBe('TILL_REVOKED');
  });

  it('is given to whoever may connect, once her password is right', async () => {
    await store.open(till, registerId);
    await store.givePassword(till, 'V01');
    const seller = { code: 'V01', password: PASSWORD };
    const request = { ...asked(till), registerId, seller };
    const first = value(await house.ask(tillCommands.connect, request));
    expect(value(await house.ask(tillCommands.connect, request))).toEqual(first);
    const other = { ...asked(till), registerId, seller: RESPONSABLE };
    expect(value(await house.ask(tillCommands.connect, other)).connectionId).not.toBe(first.connectionId);
  });
});
