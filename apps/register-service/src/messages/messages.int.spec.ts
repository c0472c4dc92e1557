import { randomUUID } from 'node:crypto';
import {
  adminCommands,
  MESSAGES_MAX,
  messageCommands,
  messageQueries,
  type RequestOf,
  type StoreEvent,
  tillQueries,
} from '@encaisse/contracts';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { StoreOutbox } from '../relay/relay.row.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SOMEBODY = 'claire@chaine.example';
const { publishMessage, withdrawMessage, acknowledgeMessage } = messageCommands;
type Message = RequestOf<typeof publishMessage>;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let second: TillAtHand;

beforeAll(async () => {
  house = await RegisterHouse.open('messages');
}, 60_000);
afterAll(() => house?.close(), 60_000);
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  second = await store.till('T2');
}, 30_000);

const admin = () => ({ idempotencyKey: randomUUID(), administrator: SOMEBODY });
const inMs = (ms: number) => new Date(house.clock.now().getTime() + ms).toISOString();
const message = (more: Partial<Message> = {}): Message => ({
  ...admin(),
  messageId: randomUUID(),
  storeId: store.storeId,
  text: 'Rappel produit : retirer de la vente le lot 4512.',
  level: 'IMPORTANT',
  from: inMs(-1_000),
  until: inMs(HOUR_MS),
  ...more,
});
const publish = async (more: Partial<Message> = {}) => {
  const request = message(more);
  return { request, outcome: await house.ask(publishMessage, request) };
};
const shown = async ({ credential }: TillAtHand = till) =>
  value(await house.ask(messageQueries.tillMessages, { tillCredential: credential }));
const idsAt = async (at: TillAtHand) => (await shown(at)).messages.map(({ messageId }) => messageId);
const read = (messageId: string, at: TillAtHand = till, password = PASSWORD) =>
  house.ask(acknowledgeMessage, { ...asked(at), messageId, seller: { code: RESPONSABLE.code, password } });
const told = async (type: StoreEvent['type'], storeId = store.storeId) => {
  const rows = await house.database.manager.find(StoreOutbox, { where: { storeId }, order: { seq: 'ASC' } });
  return rows.map(({ event }) => event).filter((event) => event.type === type);
};

describe('a message of head office', () => {
  it('is shown at the tills of a store, once for one key, and told in the store’s stream', async () => {
    const { request, outcome } = await publish();
    const { messageId, text, level, from, until } = request;
    const published = { messageId, text, level, from, until, publishedBy: SOMEBODY };
    expect(value(outcome)).toMatchObject({ ...published, storeIds: [store.storeId], withdrawn: null });
    expect(await house.ask(publishMessage, request)).toEqual(outcome);
    for (const at of [till, second])
      expect(await shown(at)).toMatchObject({
        messages: [{ ...published, acknowledged: null }],
        unread: 1,
      });
    expect(await told('messagePublished')).toEqual([
      expect.objectContaining({ by: SOMEBODY, messageId, tillId: null, text, level, from, until }),
    ]);
    expect(code(await house.ask(publishMessage, { ...request, ...admin() }))).toBe('ID_REUSED');
  });

  it('is for one till, for one store or for all that there are', async () => {
    const foreign = await StoreBuilder.create(house);
    const { tillId } = second;
    const one = value((await publish({ storeId: undefined, tillId })).outcome);
    expect(one).toMatchObject({ tillId, storeIds: [store.storeId] });
    const all = value((await publish({ storeId: undefined })).outcome);
    expect(all.storeIds).toEqual(expect.arrayContaining([store.storeId, foreign.store.storeId]));
    expect(await idsAt(till)).toEqual([all.messageId]);
    expect(await idsAt(second)).toEqual(expect.arrayContaining([all.messageId, one.messageId]));
    expect(await idsAt(foreign.till)).toContain(all.messageId);
    expect(await told('messagePublished', foreign.store.storeId)).toHaveLength(1);
    value(await house.ask(withdrawMessage, { ...admin(), messageId: all.messageId }));
    expect(await idsAt(foreign.till)).not.toContain(all.messageId);
    expect(await told('messageWithdrawn', foreign.store.storeId)).toMatchObject([{ by: SOMEBODY }]);
  });

  it('is shown from and until when it says, and counted as unread with each sign of life', async () => {
    const { messageId } = value((await publish({ from: inMs(HOUR_MS), until: inMs(2 * HOUR_MS) })).outcome);
    const unread = async () => {
      const beat = { tillCredential: till.credential, pendingCount: 0, connectionTokens: [] };
      const { unreadMessages } = value(await house.ask(tillQueries.heartbeat, beat));
      const asking = { tillCredential: till.credential };
      expect(value(await house.ask(tillQueries.tillContext, asking)).unreadMessages).toBe(unreadMessages);
      return unreadMessages;
    };
    expect([await unread(), (await shown()).messages]).toEqual([0, []]);
    expect(code(await read(messageId))).toBe('MESSAGE_UNKNOWN');
    house.clock.move(HOUR_MS + 1_000);
    expect([await unread(), await idsAt(till)]).toEqual([1, [messageId]]);
    house.clock.move(HOUR_MS);
    expect([await unread(), (await shown()).messages]).toEqual([0, []]);
  });

  it('is acknowledged by the first seller at each till, who is told to head office', async () => {
    const { messageId } = value((await publish()).outcome);
    const acknowledged = { by: RESPONSABLE.code, at: expect.any(String) };
    const key = asked(till);
    const request = { ...key, messageId, seller: RESPONSABLE };
    const first = value(await house.ask(acknowledgeMessage, request));
    expect(first).toMatchObject({ messageId, acknowledged });
    expect(value(await house.ask(acknowledgeMessage, request))).toEqual(first);
    expect(value(await read(messageId))).toEqual(first);
    expect(await shown(till)).toMatchObject({ messages: [{ messageId, acknowledged }], unread: 0 });
    expect(await shown(second)).toMatchObject({ messages: [{ acknowledged: null }], unread: 1 });
    expect(await told('messageAcknowledged')).toMatchObject([
      { by: RESPONSABLE.code, messageId, tillId: till.tillId },
    ]);
    expect(code(await read(messageId, second, 'pas le bon'))).toBe('CREDENTIALS_INVALID');
  });

  it('is shown no more once it was withdrawn, by whom and when', async () => {
    const { messageId } = value((await publish()).outcome);
    const request = { ...admin(), messageId };
    const withdrawn = value(await house.ask(withdrawMessage, request));
    expect(withdrawn).toMatchObject({ withdrawn: { by: SOMEBODY, at: expect.any(String) } });
    expect(value(await house.ask(withdrawMessage, request))).toEqual(withdrawn);
    expect(await shown()).toEqual({ messages: [], unread: 0 });
    expect(await read(messageId)).toMatchObject({
      refusal: { code: 'MESSAGE_WITHDRAWN', facts: { by: SOMEBODY } },
    });
    expect(code(await house.ask(withdrawMessage, { ...admin(), messageId }))).toBe('MESSAGE_WITHDRAWN');
    expect(await told('messageWithdrawn')).toHaveLength(1);
  });

  it('lasts for a time that makes sense', async () => {
    for (const period of [
      { from: inMs(HOUR_MS), until: inMs(HOUR_MS) },
      { from: inMs(-2 * HOUR_MS), until: inMs(-HOUR_MS) },
      { from: inMs(0), until: inMs(367 * DAY_MS) },
      { from: inMs(367 * DAY_MS), until: inMs(368 * DAY_MS) },
    ])
      expect(code((await publish(period)).outcome)).toBe('MESSAGE_PERIOD_INVALID');
    expect(await told('messagePublished')).toEqual([]);
  });

  it('is for a store and a till that are', async () => {
    expect(code((await publish({ storeId: randomUUID() })).outcome)).toBe('STORE_UNKNOWN');
    const foreign = await StoreBuilder.create(house);
    expect(code((await publish({ tillId: foreign.till.tillId })).outcome)).toBe('TILL_UNKNOWN');
    const { tillId } = second;
    value(await house.ask(adminCommands.revokeTill, { ...admin(), tillId }));
    expect(code((await publish({ tillId })).outcome)).toBe('TILL_OUT_OF_USE');
    const messageId = randomUUID();
    expect(code(await house.ask(withdrawMessage, { ...admin(), messageId }))).toBe('MESSAGE_UNKNOWN');
    expect(code(await read(messageId))).toBe('MESSAGE_UNKNOWN');
    const other = value((await publish({ storeId: foreign.store.storeId })).outcome);
    expect(code(await read(other.messageId))).toBe('MESSAGE_UNKNOWN');
  });

  it('is one of few: nobody reads fifty', async () => {
    const made = [];
    for (let number = 0; number < MESSAGES_MAX; number += 1) made.push(value((await publish()).outcome));
    const { outcome } = await publish();
    expect(outcome).toMatchObject({
      refusal: { code: 'TOO_MANY_MESSAGES', facts: { storeId: store.storeId, most: MESSAGES_MAX } },
    });
    const [first] = made;
    value(await house.ask(withdrawMessage, { ...admin(), messageId: first?.messageId ?? '' }));
    value((await publish()).outcome);
  }, 60_000);
});
