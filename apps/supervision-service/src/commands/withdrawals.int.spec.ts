import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  adminCommands,
  approvalCommands,
  approvalQueries,
  commandQueries,
  done,
  type HeadOfficeCommand,
  headOfficeAnswers,
  importCommands,
  messageCommands,
  type Outcome,
  reachingCommands,
  refused,
  streamCommands,
  supervisionCommands,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { pino } from 'pino';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { RegisterStory } from '../../spec/register-story.js';
import { ToldStream } from '../../spec/told-stream.js';
import { CommandRounds } from './command-rounds.js';

const { revokeTill } = adminCommands;
const SOMEBODY = 'claire@chaine.example';
const TILL = () => ({
  ...{ tillId: randomUUID(), storeId: randomUUID(), code: 'T1', name: 'Poste 1', devices: [] },
  revokedAt: '2026-03-02T08:00:00.000Z',
});

jest.setTimeout(120_000);

/** supervision-service, MariaDB and NATS are real; the store's service is a stand-in that keeps its answers by key, as the real one does. */
let house: HeadOfficeHouse;
let store: Bus | undefined;
const asked: string[] = [];
const answers = new Map<string, unknown>();
const voided = new Set<string>();
let answering: () => Promise<Outcome<unknown>>;

const startStore = async () => {
  store = await Bus.connect({ servers: [house.natsUrl], name: 'store', log: pino({ level: 'silent' }) });
  const answer = async ({ idempotencyKey: key }: { idempotencyKey: string }) => {
    asked.push(key);
    if (voided.has(key)) return refused('IDEMPOTENCY_KEY_REUSED');
    const outcome = answers.has(key) ? done(answers.get(key)) : await answering();
    if (outcome.ok) answers.set(key, outcome.value);
    return outcome as Outcome<never>;
  };
  const told = (key: string) => done({ took: answers.has(key), answer: answers.get(key) ?? null });
  const { retryJobFromHeadOffice } = importCommands;
  const { approveFromHeadOffice } = approvalCommands;
  const { renameTill, renameRegister } = reachingCommands;
  const { withdrawMessage } = messageCommands;
  const commands = {
    ...{ revokeTill, retryJobFromHeadOffice, approveFromHeadOffice, renameTill, renameRegister },
    withdrawMessage,
  };
  store.serve('register', commands, {
    revokeTill: answer,
    retryJobFromHeadOffice: answer,
    approveFromHeadOffice: answer,
    renameTill: answer,
    renameRegister: answer,
    withdrawMessage: answer,
  });
  store.serve('register', headOfficeAnswers, {
    readAnswer: async ({ commandId }) => told(commandId),
    voidCommand: async ({ commandId }) => {
      if (!answers.has(commandId)) voided.add(commandId);
      return told(commandId);
    },
  });
  const { getApprovalAtHeadOffice } = approvalQueries;
  store.serve(
    'register',
    { getApprovalAtHeadOffice },
    { getApprovalAtHeadOffice: async ({ approvalId }) => refused('APPROVAL_UNKNOWN', { approvalId }) },
  );
  await store.isReady();
};
const stopStore = async () => {
  await store?.drain();
  store = undefined;
};

beforeAll(async () => {
  house = await HeadOfficeHouse.open('withdrawals');
});
beforeEach(async () => {
  asked.length = 0;
  answering = async () => done(TILL());
  if (!store) await startStore();
});
afterAll(async () => {
  await stopStore();
  await house?.close();
});

const act = (
  body: Record<string, unknown>,
  { key = randomUUID() as string, operation = 'revokeTill', stores = null as string[] | null } = {},
) =>
  house.ask(supervisionCommands.act, {
    ...{ idempotencyKey: key, administrator: 'siege', stores, operation, body },
  });
const withdraw = (commandId: string, stores: string[] | null = null) =>
  house.ask(supervisionCommands.withdrawCommand, {
    ...{ idempotencyKey: randomUUID(), administrator: SOMEBODY, stores, commandId },
  });
const read = async (commandId: string): Promise<HeadOfficeCommand> =>
  value(await house.ask(commandQueries.getCommand, { stores: null, commandId }));
const until = async (commandId: string, is: (command: HeadOfficeCommand) => boolean) => {
  for (;;) {
    const command = await read(commandId);
    if (is(command)) return command;
    await pause(50);
  }
};
const pending = async (): Promise<string> => {
  const key: string = randomUUID();
  await stopStore();
  expect(await act({ tillId: randomUUID() }, { key })).toMatchObject({
    refusal: { code: 'COMMAND_PENDING' },
  });
  return key;
};
/** As if the pause before the next attempt were over. */
const hurry = (commandId: string) =>
  house.admin.query(
    `UPDATE supervision_commands SET next_attempt_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND
     WHERE command_id = ? AND next_attempt_at IS NOT NULL`,
    [commandId],
  );

describe('a command whose store does not answer', () => {
  it('is withdrawn by whom and when, is asked no more, and had no effect', async () => {
    const key = await pending();
    const withdrawn = value(await withdraw(key));
    expect(withdrawn).toMatchObject({
      state: 'WITHDRAWN',
      withdrawn: { by: SOMEBODY, at: expect.any(String) },
    });
    expect(value(await withdraw(key))).toMatchObject({ state: 'WITHDRAWN' });
    expect(await act({ tillId: (await read(key)).body['tillId'] }, { key })).toMatchObject({
      refusal: { code: 'COMMAND_WITHDRAWN', facts: { by: SOMEBODY } },
    });
    await startStore();
    await hurry(key);
    const end = await until(key, ({ nextAttemptAt }) => nextAttemptAt === null);
    expect(end).toMatchObject({ state: 'WITHDRAWN', answer: null, settledAt: expect.any(String) });
    expect([asked, voided.has(key)]).toEqual([[], true]);
  });

  it('that had its effect all the same is told to have, when its store is back', async () => {
    const key = await pending();
    value(await withdraw(key));
    const till = TILL();
    answers.set(key, till);
    await startStore();
    await hurry(key);
    expect(await until(key, ({ state }) => state === 'DONE')).toMatchObject({
      withdrawn: { by: SOMEBODY },
      ...{ answer: till, nextAttemptAt: null, tillId: expect.any(String) },
    });
    expect(asked).toEqual([]);
  });

  it('is withdrawn while it waits, by whoever may see its store', async () => {
    const key = randomUUID();
    value(await act({ tillId: randomUUID() }, { key }));
    expect(await withdraw(key)).toEqual(refused('COMMAND_SETTLED', { commandId: key, state: 'DONE' }));
    const unknown = randomUUID();
    expect(await withdraw(unknown)).toMatchObject({ refusal: { code: 'COMMAND_UNKNOWN' } });
    const other = await pending();
    expect(await withdraw(other, [randomUUID()])).toMatchObject({ refusal: { code: 'COMMAND_UNKNOWN' } });
    expect((await read(other)).state).toBe('SENT');
  });

  it('and is refused at last, is looked after once more: an attempt of before may have taken effect', async () => {
    const key = await pending();
    answering = async () => refused('TILL_UNKNOWN');
    await startStore();
    await hurry(key);
    const refusal = await until(key, ({ state }) => state === 'REFUSED');
    expect(refusal.nextAttemptAt).not.toBeNull();
    answers.set(key, TILL());
    await hurry(key);
    expect(await until(key, ({ state }) => state === 'DONE')).toMatchObject({ refusal: null });
    expect(asked.filter((one) => one === key)).toEqual([key]);
    const other = await pending();
    await startStore();
    await hurry(other);
    await until(other, ({ state }) => state === 'REFUSED');
    await hurry(other);
    expect(await until(other, ({ nextAttemptAt }) => nextAttemptAt === null)).toMatchObject({
      state: 'REFUSED',
      refusal: { code: 'TILL_UNKNOWN' },
    });
  });

  it('does not stay refused because an attempt that was given up is answered late', async () => {
    const key = await pending();
    // The first attempt, whose answer comes while the third is under way.
    const [row] = await house.admin.query('SELECT * FROM supervision_commands WHERE command_id = ?', [key]);
    await house.admin.query('UPDATE supervision_commands SET attempts = 3 WHERE command_id = ?', [key]);
    const first = {
      ...{ commandId: key, operation: 'revokeTill', administrator: 'siege', body: {} },
      ...({ correlationId: row.correlation_id, state: 'SENT', attempts: 1 } as const),
    };
    await house.app.get(CommandRounds).end(first, refused('TILL_UNKNOWN'));
    expect((await read(key)).state).toBe('SENT');
  });
});

describe('whoever may act in some stores only', () => {
  const [own, foreign] = [randomUUID(), randomUUID()];
  const ids = { tillId: randomUUID(), registerId: randomUUID(), messageId: randomUUID() };
  let jobId: string;

  beforeAll(async () => {
    const registerStream = new RegisterStory(new ToldStream(own, ids.registerId)).imports();
    const imported = registerStream.stream.events.find(({ event }) => event['type'] === 'importStarted');
    jobId = String(imported?.event['jobId']);
    const at = '2026-03-02T07:00:00.000Z';
    const told = new ToldStream(own, own, 'STORE')
      .append({
        ...{ type: 'storeDescribed', at },
        ...{
          store: {
            ...{ code: 'S01', name: 'Magasin', timeZone: 'Europe/Paris', toleranceCents: 0 },
            tills: [{ tillId: ids.tillId, code: 'T1', name: 'Poste 1', revoked: false }],
            registers: [{ registerId: ids.registerId, number: 1, name: 'CAISSE 01' }],
          },
        },
      })
      .append({
        ...{ type: 'messagePublished', at, by: SOMEBODY, messageId: ids.messageId, tillId: null },
        ...{ text: 'Bonjour.', level: 'INFO', from: at, until: '2026-03-03T07:00:00.000Z' },
      });
    const pieces = [told.piece(null), registerStream.stream.piece(null)];
    value(await house.ask(streamCommands.takeEvents, { pieces }));
  });

  const COMMANDS: readonly (readonly [string, () => Record<string, unknown>])[] = [
    ['renameTill', () => ({ tillId: ids.tillId, name: 'Accueil' })],
    ['renameRegister', () => ({ registerId: ids.registerId, name: 'ACCUEIL' })],
    ['retryJob', () => ({ jobId })],
    ['withdrawMessage', () => ({ messageId: ids.messageId })],
  ];
  it.each(COMMANDS)('does so there, and nowhere else: %s', async (operation, body) => {
    answering = async () => refused('INTERNAL');
    const there = await act(body(), { operation, stores: [own] });
    expect(there).toMatchObject({ refusal: { code: 'INTERNAL' } });
    const key = randomUUID();
    const elsewhere = { key, operation, stores: [foreign] };
    expect(await act(body(), elsewhere)).toEqual(refused('STORE_FORBIDDEN'));
    const journaled = await house.ask(commandQueries.getCommand, { stores: null, commandId: key });
    expect(journaled).toMatchObject({ refusal: { code: 'COMMAND_UNKNOWN' } });
  });

  it('names something that head office knows to be of such a store', async () => {
    const messageId = randomUUID();
    const period = { from: '2026-03-02T07:00:00.000Z', until: '2026-03-03T07:00:00.000Z' };
    const toAll = { messageId, text: 'Bonjour.', level: 'INFO', ...period };
    for (const [operation, body] of [
      ['publishMessage', toAll],
      ['publishMessage', { ...toAll, storeId: own, tillId: randomUUID() }],
      ['renameTill', { tillId: randomUUID(), name: 'Accueil' }],
      ['approve', { approvalId: randomUUID() }],
      ['createStore', { code: 'S09', name: 'Nouveau' }],
    ] as const)
      expect(await act(body, { operation, stores: [own] })).toEqual(refused('STORE_FORBIDDEN'));
    expect(asked).toEqual([]);
  });
});
