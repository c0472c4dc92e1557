import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  adminCommands,
  commandQueries,
  done,
  HEAD_OFFICE_OPERATIONS,
  type HeadOfficeCommand,
  importCommands,
  type Outcome,
  type RequestOf,
  refused,
  supervisionCommands,
  type TillView,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { pino } from 'pino';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';

const { revokeTill, givePinFromHeadOffice } = adminCommands;
const { retryJobFromHeadOffice } = importCommands;

const PIN = '482913';

/** supervision-service, MariaDB and NATS are real; the store's service is a stand-in that stores its answers by key, as the real one does. */
describe('what head office has done in a store', () => {
  let house: HeadOfficeHouse;
  let store: Bus;
  const asked: string[] = [];
  const answers = new Map<string, unknown>();
  /** What the stand-in does with a command that it has not answered before. */
  let answering: (key: string) => Promise<Outcome<unknown>> = async () => done(till());

  const till = (tillId: string = randomUUID(), storeId: string = randomUUID()): TillView => ({
    ...{ tillId, storeId, code: 'T1', name: 'Poste 1', devices: [] },
    revokedAt: '2026-03-02T08:00:00.000Z',
  });

  const startStore = async () => {
    store = await Bus.connect({ servers: [house.natsUrl], name: 'store', log: pino({ level: 'silent' }) });
    const answer = async ({ idempotencyKey: key }: { idempotencyKey: string }) => {
      asked.push(key);
      if (answers.has(key)) return done(answers.get(key) as never);
      const outcome = await answering(key);
      if (outcome.ok) answers.set(key, outcome.value);
      return outcome as Outcome<never>;
    };
    store.serve(
      'register',
      { revokeTill, givePinFromHeadOffice, retryJobFromHeadOffice },
      { revokeTill: answer, givePinFromHeadOffice: answer, retryJobFromHeadOffice: answer },
    );
    await store.isReady();
  };

  beforeAll(async () => {
    house = await HeadOfficeHouse.open('commands');
    await startStore();
  }, 60_000);
  beforeEach(() => {
    asked.length = 0;
    answering = async () => done(till());
  });
  afterAll(async () => {
    await store.drain();
    await house.close();
  });

  const act = (
    operation: string,
    body: Record<string, unknown>,
    idempotencyKey: string = randomUUID(),
    administrator = 'siege',
  ) => house.ask(supervisionCommands.act, { idempotencyKey, administrator, stores: null, operation, body });
  const read = async (commandId: string): Promise<HeadOfficeCommand> =>
    value(await house.ask(commandQueries.getCommand, { stores: null, commandId }));
  const settled = async (commandId: string): Promise<HeadOfficeCommand> => {
    for (;;) {
      const command = await read(commandId);
      if (command.state !== 'SENT') return command;
      await pause(50);
    }
  };

  it('is journaled with who, what and where, and answered by the store', async () => {
    const [tillId, storeId, key] = [randomUUID(), randomUUID(), randomUUID()];
    answering = async () => {
      // Before the store hears of it, the journal has it.
      expect(await read(key)).toMatchObject({ state: 'SENT', attempts: 1, tillId });
      return done(till(tillId, storeId));
    };
    expect(await act('revokeTill', { tillId }, key)).toEqual(done(till(tillId, storeId)));
    expect(await read(key)).toMatchObject({
      ...{ commandId: key, operation: 'revokeTill', administrator: 'siege', storeId, tillId },
      ...{ body: { tillId }, state: 'DONE', attempts: 1, nextAttemptAt: null, refusal: null },
      answer: till(tillId, storeId),
    });
  });

  it('is done once for one key, even asked twice at once, and answered alike', async () => {
    const [tillId, key] = [randomUUID(), randomUUID()];
    const both = await Promise.all([act('revokeTill', { tillId }, key), act('revokeTill', { tillId }, key)]);
    expect(both.every(({ ok }) => ok)).toBe(true);
    expect(await act('revokeTill', { tillId }, key)).toEqual(done(answers.get(key)));
    expect((await read(key)).state).toBe('DONE');
    const outcomes = await house.admin.query(
      'SELECT state FROM supervision_command_outcomes WHERE command_id = ?',
      [key],
    );
    expect(outcomes).toEqual([{ state: 'DONE' }]);
  });

  it('is another command with another body, or of somebody else: its key was used', async () => {
    const [tillId, key] = [randomUUID(), randomUUID()];
    value(await act('revokeTill', { tillId }, key));
    for (const other of [
      act('revokeTill', { tillId: randomUUID() }, key),
      act('revokeTill', { tillId }, key, 'autre'),
      act('issueEnrolmentCode', { tillId, device: 'PAGE' }, key),
    ]) {
      expect(await other).toEqual(refused('IDEMPOTENCY_KEY_REUSED'));
    }
  });

  it('that is refused is journaled with the code, and may be tried again with its key', async () => {
    const [tillId, storeId, key] = [randomUUID(), randomUUID(), randomUUID()];
    answering = async () => refused('TILL_UNKNOWN', { tillId });
    expect(await act('revokeTill', { tillId }, key)).toEqual(refused('TILL_UNKNOWN', { tillId }));
    const refusal = { code: 'TILL_UNKNOWN', facts: { tillId } };
    expect(await read(key)).toMatchObject({ state: 'REFUSED', refusal, answer: null });
    answering = async () => done(till(tillId, storeId));
    expect(await act('revokeTill', { tillId }, key)).toEqual(done(till(tillId, storeId)));
    expect(await read(key)).toMatchObject({ state: 'DONE', refusal: null, attempts: 2 });
  });

  it('never writes a PIN down, and has the store tell it again', async () => {
    const [storeId, key] = [randomUUID(), randomUUID()];
    const given = { sellerCode: 'RESP', pin: PIN, expiresAt: new Date().toISOString() };
    answering = async () => done(given);
    const body = { storeId, sellerCode: 'RESP' };
    expect(await act('givePin', body, key)).toEqual(done(given));
    expect(await act('givePin', body, key)).toEqual(done(given));
    const { answer } = await read(key);
    expect(answer).toEqual({ sellerCode: 'RESP', expiresAt: given.expiresAt });
    const all = await house.dump(['supervision_commands', 'supervision_command_outcomes']);
    expect(all).not.toContain(PIN);
  });

  it('waits for a store that is away, and is done once when it is back, whatever was restarted meanwhile', async () => {
    const [jobId, key] = [randomUUID(), randomUUID()];
    await store.drain();
    const pending = await act('retryJob', { jobId }, key);
    expect(pending).toEqual(refused('COMMAND_PENDING', { commandId: key, retryAfterSeconds: 5 }));
    expect(await read(key)).toMatchObject({ state: 'SENT', nextAttemptAt: expect.any(String) });
    await house.restart();
    answering = async () => done({ jobId: randomUUID(), registerId: randomUUID() });
    await startStore();
    expect(await settled(key)).toMatchObject({ state: 'DONE', answer: answers.get(key) });
    expect(await act('retryJob', { jobId }, key)).toEqual(done(answers.get(key)));
    expect(asked).toEqual([key]);
  }, 60_000);

  it('waits, too, for a store that fails at it', async () => {
    const [tillId, key] = [randomUUID(), randomUUID()];
    answering = async () => {
      throw new Error('a bug over there');
    };
    expect(await act('revokeTill', { tillId }, key)).toMatchObject({ refusal: { code: 'COMMAND_PENDING' } });
    answering = async () => refused('TILL_UNKNOWN');
    expect(await settled(key)).toMatchObject({ state: 'REFUSED', refusal: { code: 'TILL_UNKNOWN' } });
  }, 60_000);

  it('is asked again though the process that journaled it died before it asked', async () => {
    const [tillId, key] = [randomUUID(), randomUUID()];
    answering = async () => refused('TILL_UNKNOWN');
    await act('revokeTill', { tillId }, key);
    await house.admin.query(
      `UPDATE supervision_commands SET state = 'SENT', next_attempt_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND
       WHERE command_id = ?`,
      [key],
    );
    answering = async () => done(till(tillId));
    expect(await settled(key)).toMatchObject({ state: 'DONE', tillId });
  }, 60_000);

  it('is none unless an administrator may have it done, in its own shape', async () => {
    for (const [operation, body] of [
      ['finalise', {}],
      ['revokeTill', { tillId: 'T1' }],
      ['revokeTill', { tillId: randomUUID(), administrator: 'somebody else', more: 1 }],
    ] as const) {
      const key = randomUUID();
      expect(await act(operation, body, key)).toMatchObject({ refusal: { code: 'BODY_INVALID' } });
      const missing = await house.ask(commandQueries.getCommand, { stores: null, commandId: key });
      expect(missing).toEqual(refused('COMMAND_UNKNOWN', { commandId: key }));
    }
    expect(asked).toEqual([]);
  });

  it('is listed newest first, page by page, to whoever may see its store', async () => {
    const [storeId, other] = [randomUUID(), randomUUID()];
    answering = async () => done(till(randomUUID(), storeId));
    const keys: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      const key = randomUUID();
      keys.unshift(key);
      value(await act('revokeTill', { tillId: randomUUID() }, key));
    }
    const list = async (more: Partial<RequestOf<typeof commandQueries.listCommands>>) =>
      value(await house.ask(commandQueries.listCommands, { stores: null, limit: 50, ...more }));
    const first = await list({ storeId, limit: 2 });
    const second = await list({ storeId, limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.commands, ...second.commands].map(({ commandId }) => commandId)).toEqual(keys);
    expect(second.nextCursor).toBeNull();
    expect((await list({ storeId, state: 'REFUSED' })).commands).toEqual([]);
    expect((await list({ storeId, operation: 'revokeTill', administrator: 'siege' })).commands).toHaveLength(
      3,
    );
    expect((await list({ stores: [storeId] })).commands).toHaveLength(3);
    expect((await list({ stores: [other] })).commands).toEqual([]);
    expect((await list({ stores: [] })).commands).toEqual([]);
    const hidden = await house.ask(commandQueries.getCommand, { stores: [other], commandId: keys[0] ?? '' });
    expect(hidden).toMatchObject({ refusal: { code: 'COMMAND_UNKNOWN' } });
    const cursor = await house.ask(commandQueries.listCommands, { stores: null, limit: 1, cursor: 'x' });
    expect(cursor).toMatchObject({ refusal: { code: 'BODY_INVALID' } });
  });

  it('brings no secret in its body', () => {
    const names = [...HEAD_OFFICE_OPERATIONS.values()].flatMap(({ request }) => Object.keys(request.shape));
    expect(names).not.toHaveLength(0);
    expect(names.filter((name) => /password|pin|secret|token|credential/iu.test(name))).toEqual([]);
  });
});
