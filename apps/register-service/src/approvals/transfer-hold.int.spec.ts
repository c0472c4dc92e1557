import { randomUUID } from 'node:crypto';
import {
  type ApprovalAct,
  type PrintReport,
  printingContracts,
  printingQueries,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { TwoPeople } from '../../test/two-people.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';

let house: RegisterHouse;
let store: StoreBuilder;
let dead: TillAtHand;
let spare: TillAtHand;
let registerId: string;
let people: TwoPeople;

/** A register open on one till, and another till beside it, where two people stand. */
beforeEach(async () => {
  house ??= await RegisterHouse.open('transfer_hold');
  ({ store, till: dead } = await StoreBuilder.create(house));
  spare = await store.till('T2');
  ({ registerId } = await store.register(1));
  people = new TwoPeople(store, spare, registerId);
  await store.import(dead, registerId);
  await people.choosePasswords();
  await store.open(dead, registerId);
});
afterAll(() => house?.close());

const transfer = (): ApprovalAct => ({ action: 'TRANSFER_HOLD', toTillId: spare.tillId });
const pull = async (at: TillAtHand) =>
  value(
    await house.bus.requestAsTill(printingContracts.pull, at.tillId, {
      tillCredential: at.agentCredential,
      maxJobs: 20,
    }),
  ).jobs;
const report = (at: TillAtHand, job: { printJobId: string; epoch: number }, more: Partial<PrintReport>) =>
  house.bus.requestAsTill(printingContracts.report, at.tillId, {
    tillCredential: at.agentCredential,
    printJobId: job.printJobId,
    epoch: job.epoch,
    state: 'CHECKED',
    reason: null,
    final: false,
    sequence: 1,
    attempt: 1,
    at: new Date().toISOString(),
    detail: '',
    ...more,
  });

describe('a hold', () => {
  it('goes on at another till, with its session and its drafts, under the next epoch', async () => {
    const before = await Cashier.connect(store, dead, registerId);
    await before.sell([BAG], [['ESP', 20]]);
    const draft = await before.draft(BAG);
    await people.together(transfer());
    expect(await store.view(registerId)).toMatchObject({
      state: 'OPEN',
      holderTillId: spare.tillId,
      epoch: 2,
      session: { number: 1, epoch: 1, ticketCount: 1 },
    });
    const after = await Cashier.connect(store, spare, registerId);
    value(await after.give(draft, ['ESP', 20]));
    expect(value(await after.finalise(draft))).toMatchObject({ number: 2, state: 'FINALISED' });
    await store.close(spare, registerId, 15_000 + 2 * 20);
    expect((await store.view(registerId)).state).toBe('TO_EXPORT');
  });

  it('has moved for the old till, which sells no more', async () => {
    const cashier = await Cashier.connect(store, dead, registerId);
    const draft = await cashier.draft(BAG);
    await people.together(transfer());
    expect(await cashier.scan(draft, BAG)).toMatchObject({
      refusal: { code: 'HOLD_MOVED', facts: { tillId: spare.tillId, epoch: 2 } },
    });
    expect(code(await cashier.finalise(draft))).toBe('HOLD_MOVED');
    const closing = { registerId, closingId: randomUUID(), seller: RESPONSABLE, forcePending: false };
    expect(code(await house.ask(tillCommands.startClosing, { ...asked(dead), ...closing }))).toBe(
      'HELD_BY_ANOTHER_TILL',
    );
    const heartbeat = await house.ask(tillQueries.heartbeat, {
      tillCredential: dead.credential,
      pendingCount: 0,
      connectionTokens: [cashier.connectionToken],
    });
    expect(value(heartbeat).connections).toMatchObject([{ alive: false }]);
  });

  it('takes along what was not begun to print; what was is put to a person', async () => {
    const cashier = await Cashier.connect(store, dead, registerId);
    const { printJobId: begun } = await cashier.sell([BAG], [['ESP', 20]], true);
    const [first] = await pull(dead);
    if (!first) throw new Error('nothing to print');
    value(await report(dead, first, { state: 'SENDING' }));
    const { printJobId: waiting } = await cashier.sell([BAG], [['ESP', 20]], true);
    await people.together(transfer());
    expect(await pull(dead)).toEqual([]);
    expect(await pull(spare)).toMatchObject([{ printJobId: waiting, epoch: 2, state: 'QUEUED' }]);
    expect(value(await report(dead, first, { state: 'CONFIRMED', final: true, sequence: 5 }))).toEqual({
      disposition: 'WITHDRAWN',
    });
    const read = { tillCredential: spare.credential, printJobId: begun ?? '' };
    expect(value(await house.ask(tillQueries.getPrintJob, read))).toMatchObject({ state: 'UNKNOWN' });
    const asking = { tillCredential: spare.credential };
    expect(value(await house.ask(printingQueries.openPrintJobs, asking)).unresolved).toMatchObject([
      { printJobId: begun, state: 'UNKNOWN' },
    ]);
  });

  it('goes to no till that holds another register, or imports one', async () => {
    const { registerId: other } = await store.register(2);
    const importing = await store.startImport(spare, other);
    expect(code(await people.ask(transfer()))).toBe('JOB_RUNNING');
    value(await house.sync.succeedImport(importing, []));
    await store.open(spare, other);
    expect(code(await people.ask(transfer()))).toBe('TILL_HOLDS_ANOTHER_REGISTER');
  });

  it('makes its new till give up the data of other registers', async () => {
    const { registerId: other } = await store.register(2);
    await store.import(spare, other);
    await people.together(transfer());
    expect((await store.view(other)).state).toBe('AWAITING_IMPORT');
  });

  it('goes to a till of the store, and to another one', async () => {
    const act = (toTillId: string): ApprovalAct => ({ action: 'TRANSFER_HOLD', toTillId });
    expect(code(await people.ask(act(randomUUID())))).toBe('TILL_UNKNOWN');
    expect(code(await people.ask(act(dead.tillId)))).toBe('ALREADY_HOLDER');
    await store.close(dead, registerId, 15_000);
    const { registerId: unused } = await store.register(2);
    expect(code(await people.ask(transfer(), { registerId: unused }))).toBe('REGISTER_NOT_HELD');
  });

  it('that has moved since it was asked for does not move twice', async () => {
    const first = value(await people.ask(transfer()));
    const second = value(await people.ask(transfer()));
    value(await people.approve(first.approvalId));
    expect(code(await people.approve(second.approvalId))).toBe('ALREADY_HOLDER');
    expect((await store.view(registerId)).epoch).toBe(2);
  });
});
