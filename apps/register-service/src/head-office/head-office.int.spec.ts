import { randomUUID } from 'node:crypto';
import {
  adminCommands,
  type Outcome,
  type PrintJobView,
  type RequestOf,
  reachingCommands,
  type StoreEvent,
  ticketCommands,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { PrintAgent } from '../../test/print-agent.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { Outbox } from '../kernel/outbox.row.js';
import { PrintJobs } from '../printing/print-job.row.js';
import { StoreOutbox } from '../relay/relay.row.js';

const BAG = '1990000000038';
const SOMEBODY = 'claire@chaine.example';
const { logOutSeller, reprintTicketFromHeadOffice, reprintZFromHeadOffice, reprintJobFromHeadOffice } =
  reachingCommands;
const admin = () => ({ idempotencyKey: randomUUID(), administrator: SOMEBODY });

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('head_office');
}, 60_000);
afterAll(() => house?.close(), 60_000);
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  await store.open(till, registerId);
  await store.givePassword(till, 'V01');
}, 30_000);

const toldByStore = async (type: StoreEvent['type']) => {
  const rows = await house.database.manager.find(StoreOutbox, {
    where: { storeId: store.storeId },
    order: { seq: 'ASC' },
  });
  return rows.map(({ event }) => event).filter((event) => event.type === type);
};

const start = (cashier: Cashier) => cashier.ask(ticketCommands.startTicket, { ticketId: randomUUID() });

describe('head office logs a seller out', () => {
  const logOut = (more: Partial<RequestOf<typeof logOutSeller>> = {}) =>
    house.ask(logOutSeller, { ...admin(), storeId: store.storeId, sellerCode: 'V01', ...more });

  it('who is told so at her next action, by whom and when; what she was writing is parked', async () => {
    const cashier = await Cashier.connect(store, till, registerId, 'V01');
    const other = await Cashier.connect(store, till, registerId, RESPONSABLE.code);
    const [empty, written, paid] = [
      await cashier.start(),
      await cashier.draft(BAG),
      await cashier.paid([BAG], [['ESP', 5]]),
    ];
    const key = admin();
    const ended = value(await logOut(key));
    expect(ended).toMatchObject({
      ...{ storeId: store.storeId, sellerCode: 'V01', parkedTickets: 1 },
      connections: [{ registerId, tillId: till.tillId }],
    });
    expect(value(await logOut(key))).toEqual(ended);
    expect(await cashier.scan(written, BAG)).toMatchObject({
      refusal: {
        code: 'CONNECTION_ENDED',
        facts: { ended: 'FORCED', by: SOMEBODY, at: expect.any(String) },
      },
    });
    const beat = { tillCredential: till.credential, pendingCount: 0 };
    const tokens = { connectionTokens: [cashier.connectionToken, other.connectionToken] };
    const { connections } = value(await house.ask(tillQueries.heartbeat, { ...beat, ...tokens }));
    expect(connections).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ alive: false, ended: 'FORCED', endedBy: SOMEBODY }),
        expect.objectContaining({ alive: true }),
      ]),
    );
    const asked = { tillCredential: till.credential, registerId };
    const { tickets } = value(await house.ask(tillQueries.ticketsInProgress, asked));
    expect(new Map(tickets.map(({ ticketId, state }) => [ticketId, state]))).toEqual(
      new Map([
        [written, 'PARKED'],
        [paid, 'DRAFT'],
      ]),
    );
    expect(tickets.map(({ ticketId }) => ticketId)).not.toContain(empty);
    const told = await house.database.manager.find(Outbox, {
      where: { registerId },
      order: { seq: 'DESC' },
      take: 1,
    });
    expect(told[0]?.event).toMatchObject({ type: 'sellerDisconnected', by: SOMEBODY, sellerCode: 'V01' });
    // She may come back, and goes on with what was hers.
    const back = await Cashier.connect(store, till, registerId, 'V01');
    value(await back.give(paid, ['ESP', 15]));
    value(await back.finalise(paid));
  });

  it('from one register or till only, where that is named', async () => {
    const second = await store.till('T2');
    const { registerId: other } = await store.register(2);
    await store.import(second, other);
    await store.open(second, other);
    const [here, there] = [
      await Cashier.connect(store, till, registerId, 'V01'),
      await Cashier.connect(store, second, other, 'V01'),
    ];
    expect(value(await logOut({ tillId: second.tillId })).connections).toMatchObject([{ registerId: other }]);
    expect(code(await start(there))).toBe('CONNECTION_ENDED');
    value(await start(here));
    expect(value(await logOut({ registerId })).connections).toMatchObject([{ tillId: till.tillId }]);
    expect(code(await start(here))).toBe('CONNECTION_ENDED');
  });

  it('who is there, in a store that is', async () => {
    expect(code(await logOut())).toBe('SELLER_NOT_CONNECTED');
    expect(code(await logOut({ sellerCode: 'NOBODY' }))).toBe('SELLER_UNKNOWN');
    expect(code(await logOut({ storeId: randomUUID() }))).toBe('STORE_UNKNOWN');
    await store.connect(till, registerId, 'V01');
    const foreign = await StoreBuilder.create(house);
    expect(code(await logOut({ storeId: foreign.store.storeId }))).toBe('SELLER_UNKNOWN');
    expect(value(await logOut()).connections).toHaveLength(1);
  });
});

describe('head office has printed on a till', () => {
  const expectCopy = async (printed: Outcome<PrintJobView>, duplicateNumber: number, tillId: string) => {
    const job = value(printed);
    expect(job).toMatchObject({ tillId, duplicateNumber, requestedBy: SOMEBODY, authorisedBy: null });
    const row = await house.database.manager.findOneBy(PrintJobs, { printJobId: job.printJobId });
    expect(row).toMatchObject({ requestedBy: SOMEBODY, state: 'QUEUED', awaitsZ: duplicateNumber > 0 });
    expect((await toldByStore('copyAsked')).at(-1)).toMatchObject({
      ...{ by: SOMEBODY, registerId, tillId, printJobId: job.printJobId },
      ...{ kind: job.kind, recordId: job.recordId, duplicateNumber },
    });
  };

  it('a ticket as DUPLICATA, on any till of the store, once for one key', async () => {
    const cashier = await Cashier.connect(store, till, registerId, 'V01');
    const { ticketId } = await cashier.sell([BAG], [['ESP', 20]], true);
    const second = await store.till('T2');
    const asked = { ...admin(), ticketId, tillId: second.tillId };
    const printed = await house.ask(reprintTicketFromHeadOffice, asked);
    await expectCopy(printed, 1, second.tillId);
    expect(await house.ask(reprintTicketFromHeadOffice, asked)).toEqual(printed);
    const [paper] = await new PrintAgent(house, second).pull();
    expect(paper?.document).toMatchObject({ kind: 'ticket', duplicateNumber: 1 });
    const again = { ...admin(), ticketId, tillId: till.tillId };
    await expectCopy(await house.ask(reprintTicketFromHeadOffice, again), 2, till.tillId);
    expect(await toldByStore('copyAsked')).toHaveLength(2);
  });

  it('a ticket that nobody wanted on paper, as its original', async () => {
    const cashier = await Cashier.connect(store, till, registerId, 'V01');
    const { ticketId } = await cashier.sell([BAG], [['ESP', 20]]);
    const { tillId } = till;
    await expectCopy(
      await house.ask(reprintTicketFromHeadOffice, { ...admin(), ticketId, tillId }),
      0,
      tillId,
    );
  });

  it('a Z, and what a job printed', async () => {
    const { tillId } = till;
    const { sessionId } = await store.view(registerId).then(({ session }) => session ?? { sessionId: '' });
    await store.close(till, registerId, 15_000);
    const z = await house.ask(reprintZFromHeadOffice, { ...admin(), sessionId, tillId });
    await expectCopy(z, 1, tillId);
    const { printJobId } = value(z);
    await expectCopy(
      await house.ask(reprintJobFromHeadOffice, { ...admin(), printJobId, tillId }),
      2,
      tillId,
    );
  });

  it('nothing of another store, of nothing, and on no till that was revoked', async () => {
    const foreign = await StoreBuilder.create(house);
    const cashier = await Cashier.connect(store, till, registerId, 'V01');
    const { ticketId } = await cashier.sell([BAG], [['ESP', 20]], true);
    const at = (tillId: string) => ({ ...admin(), tillId });
    const there = at(foreign.till.tillId);
    expect(code(await house.ask(reprintTicketFromHeadOffice, { ...there, ticketId }))).toBe('TICKET_UNKNOWN');
    const [sessionId, printJobId] = [randomUUID(), randomUUID()];
    const here = () => at(till.tillId);
    expect(code(await house.ask(reprintZFromHeadOffice, { ...here(), sessionId }))).toBe('SESSION_UNKNOWN');
    expect(code(await house.ask(reprintJobFromHeadOffice, { ...here(), printJobId }))).toBe(
      'PRINT_JOB_UNKNOWN',
    );
    const nowhere = at(randomUUID());
    expect(code(await house.ask(reprintTicketFromHeadOffice, { ...nowhere, ticketId }))).toBe('TILL_UNKNOWN');
    value(await house.ask(adminCommands.revokeTill, { ...admin(), tillId: till.tillId }));
    expect(code(await house.ask(reprintTicketFromHeadOffice, { ...here(), ticketId }))).toBe(
      'TILL_OUT_OF_USE',
    );
    expect(await toldByStore('copyAsked')).toEqual([]);
  });
});
