import { randomUUID } from 'node:crypto';
import {
  type Outcome,
  type PrintJobView,
  printingCommands,
  printingQueries,
  printWakeSubject,
  type ReplyOf,
  type TicketView,
  ticketCommands,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { PrintAgent } from '../../test/print-agent.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const MINUTE_MS = 60_000;
const SELLER = { code: 'V01', password: PASSWORD } as const;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let cashier: Cashier;
let agent: PrintAgent;

beforeAll(async () => {
  house = await RegisterHouse.open('printing_weather');
});
afterAll(() => house?.close());
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  await store.givePassword(till, SELLER.code);
  await store.open(till, registerId, 10_000);
  cashier = await Cashier.connect(store, till, registerId);
  agent = new PrintAgent(house, till);
});

const sold = (printReceipt = true): Promise<TicketView> => cashier.sell([BAG], [['CB', 20]], printReceipt);
const jobView = async (printJobId: string): Promise<PrintJobView> =>
  value(await house.ask(tillQueries.getPrintJob, { tillCredential: till.credential, printJobId }));
const open = async () =>
  value(await house.ask(printingQueries.openPrintJobs, { tillCredential: till.credential }));
const context = async () =>
  value(await house.ask(tillQueries.tillContext, { tillCredential: till.credential }));
const resolve = (
  printJobId: string,
  outcome: 'PRINTED' | 'NOT_PRINTED',
  printCopy = false,
): Promise<Outcome<ReplyOf<typeof printingCommands.resolvePrintJob>>> =>
  house.ask(printingCommands.resolvePrintJob, {
    ...asked(till),
    printJobId,
    outcome,
    printCopy,
    seller: SELLER,
  });
const testPage = () => house.ask(printingCommands.printTestPage, { ...asked(till), seller: SELLER });
/** A receipt of which nobody knows whether it came out. */
const unknown = async () => {
  const ticket = await sold();
  const job = await agent.theJob();
  value(await agent.report(job, { state: 'SENDING', sequence: 2 }));
  value(await agent.report(job, { state: 'UNKNOWN', final: true, sequence: 3, detail: 'the line broke' }));
  return { ticket, job };
};

describe('a receipt that is not printed in time', () => {
  it('expires, is told, and comes out only when asked for, as a DUPLICATA (edge case 36)', async () => {
    const { ticketId } = await sold();
    const job = await agent.theJob();
    value(await agent.report(job, { state: 'WAITING', reason: 'UNREACHABLE', sequence: 2 }));
    house.clock.move(11 * MINUTE_MS);
    expect(await agent.pull()).toEqual([]);
    expect(await jobView(job.printJobId)).toMatchObject({ state: 'EXPIRED', detail: 'UNREACHABLE' });
    expect(await open()).toMatchObject({ waiting: [], unresolved: [{ printJobId: job.printJobId }] });

    const reprint = { ...asked(till), ticketId, seller: RESPONSABLE };
    const copy = value(await house.ask(tillCommands.reprintTicket, reprint));
    expect(copy).toMatchObject({ state: 'QUEUED', duplicateNumber: 1 });
    expect((await open()).unresolved).toEqual([]);
  });

  it('is refused to an agent that kept it all night and asks whether it may print now', async () => {
    const { printJobId } = await sold();
    const job = await agent.theJob();
    house.clock.move(12 * 60 * MINUTE_MS);
    expect(value(await agent.report(job, { state: 'SENDING', sequence: 3 }))).toEqual({
      disposition: 'EXPIRED',
    });
    expect(value(await agent.report(job, { state: 'CHECKED', sequence: 4 }))).toEqual({
      disposition: 'EXPIRED',
    });
    expect(await jobView(printJobId ?? '')).toMatchObject({ state: 'EXPIRED' });
  });

  it('is told as expired although its agent is off, by the reconciler', async () => {
    const { printJobId } = await sold();
    house.clock.move(11 * MINUTE_MS);
    await house.reconcile();
    expect(await jobView(printJobId ?? '')).toMatchObject({ state: 'EXPIRED' });
    expect((await context()).printJobs).toEqual({ waiting: 0, unresolved: 1 });
  });

  it('is not expired once it may have been at the printer, and an agent that prints it late is believed', async () => {
    const { printJobId } = await sold();
    const job = await agent.theJob();
    value(await agent.report(job, { state: 'SENDING', sequence: 2 }));
    house.clock.move(11 * MINUTE_MS);
    await house.reconcile();
    expect(await jobView(printJobId ?? '')).toMatchObject({ state: 'SENDING' });
    // A late copy of the same question, whose sender has had its answer and does not wait for this one.
    value(await agent.report(job, { state: 'SENDING', sequence: 2 }));
    value(await agent.report(job, { state: 'CONFIRMED', final: true, sequence: 4 }));
    expect(await jobView(printJobId ?? '')).toMatchObject({ state: 'CONFIRMED' });
    expect((await open()).unresolved).toEqual([]);
  });
});

describe('a Z', () => {
  it('that its printer fails is sealed all the same, and comes out as a DUPLICATA (edge case 12)', async () => {
    const { sessionId, z } = await store.close(till, registerId, 10_000);
    const job = await agent.theJob();
    value(await agent.report(job, { state: 'SENDING', sequence: 2 }));
    value(await agent.report(job, { state: 'UNKNOWN', final: true, sequence: 3, detail: 'paper ran out' }));
    expect(await store.view(registerId)).toMatchObject({ state: 'TO_EXPORT' });
    expect((await open()).unresolved).toMatchObject([{ kind: 'z', number: z?.zNumber, recordId: sessionId }]);
    const { copy } = value(await resolve(job.printJobId, 'NOT_PRINTED', true));
    expect(copy).toMatchObject({ kind: 'z', duplicateNumber: 1 });
    expect(await agent.theJob()).toMatchObject({ document: { zNumber: z?.zNumber, duplicateNumber: 1 } });
  });

  it('does not print by itself the next morning', async () => {
    await store.close(till, registerId, 10_000);
    const job = await agent.theJob();
    house.clock.move(24 * 60 * MINUTE_MS);
    expect(await agent.pull()).toEqual([]);
    expect(await jobView(job.printJobId)).toMatchObject({ state: 'EXPIRED', kind: 'z' });
  });
});

describe('a job that nobody knows the end of', () => {
  it('is put to the seller, never prints by itself again, and is settled when she says it came out (edge case 35)', async () => {
    const { ticket, job } = await unknown();
    expect(await agent.pull()).toEqual([]);
    expect((await open()).unresolved).toMatchObject([
      { printJobId: job.printJobId, state: 'UNKNOWN', number: ticket.number, recordId: ticket.ticketId },
    ]);
    expect(value(await resolve(job.printJobId, 'PRINTED')).copy).toBeNull();
    expect((await open()).unresolved).toEqual([]);
    expect(await agent.pull()).toEqual([]);
    expect(
      await house.admin.query('SELECT verdict, said_by FROM register_print_verdicts WHERE print_job_id = ?', [
        job.printJobId,
      ]),
    ).toEqual([{ verdict: 'PRINTED', said_by: SELLER.code }]);
  });

  it('gives one DUPLICATA to a seller who may not reprint, and no second one (edge case 35)', async () => {
    const { job } = await unknown();
    const request = {
      ...asked(till),
      printJobId: job.printJobId,
      outcome: 'NOT_PRINTED' as const,
      printCopy: true,
      seller: SELLER,
    };
    const { copy } = value(await house.ask(printingCommands.resolvePrintJob, request));
    expect(copy).toMatchObject({ duplicateNumber: 1, state: 'QUEUED' });
    expect(value(await house.ask(printingCommands.resolvePrintJob, request)).copy).toEqual(copy);
    expect(await agent.pull()).toHaveLength(1);
    expect(code(await resolve(job.printJobId, 'NOT_PRINTED', true))).toBe('PRINT_JOB_RESOLVED');
  });

  it('is resolved once when two sellers answer at the same instant', async () => {
    const { job } = await unknown();
    const answers = await Promise.all([
      resolve(job.printJobId, 'PRINTED'),
      resolve(job.printJobId, 'NOT_PRINTED', true),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok).map(code)).toEqual(['PRINT_JOB_RESOLVED']);
  });

  it('takes no answer that makes no sense, and none about what is not in doubt', async () => {
    const { job } = await unknown();
    expect(code(await resolve(job.printJobId, 'PRINTED', true))).toBe('BODY_INVALID');
    expect(code(await resolve(randomUUID(), 'PRINTED'))).toBe('PRINT_JOB_UNKNOWN');
    const { printJobId } = await sold();
    expect(code(await resolve(printJobId ?? '', 'PRINTED'))).toBe('PRINT_JOB_RESOLVED');
    house.clock.move(11 * MINUTE_MS);
    await house.reconcile();
    expect(code(await resolve(printJobId ?? '', 'PRINTED'))).toBe('BODY_INVALID');
    expect((await open()).unresolved).toHaveLength(2);
  });

  it('is put to a person as well when its agent cannot lay it out', async () => {
    const { printJobId } = await sold();
    const job = await agent.theJob();
    value(await agent.report(job, { state: 'UNSUPPORTED', final: true, sequence: 2, detail: 'too old' }));
    expect((await open()).unresolved).toMatchObject([
      { printJobId, state: 'UNSUPPORTED', detail: 'too old' },
    ]);
  });
});

describe('a test page', () => {
  it('is printed for any seller, whatever the register does, with the printer’s report', async () => {
    await agent.beat('READY', true);
    await unknown();
    const page = value(await testPage());
    expect(page).toMatchObject({ kind: 'testPage', registerId: null, number: null, duplicateNumber: 0 });
    const job = await agent.theJob();
    expect(job).toMatchObject({
      registerId: null,
      epoch: 0,
      document: {
        kind: 'testPage',
        till: { code: 'T1' },
        printer: { state: 'READY', paperLow: true, agentVersion: '1.2.3' },
        jobs: { printed: 0, waiting: 0, unknown: 1, expired: 0, duplicates: 0 },
      },
    });
    expect(value(await agent.report(job, { state: 'SENDING', sequence: 2 }))).toEqual({
      disposition: 'PROCEED',
    });
    value(await agent.report(job, { state: 'UNKNOWN', final: true, sequence: 3 }));
    expect((await open()).unresolved.map(({ kind }) => kind)).toEqual(['ticket']);
  });

  it('of a till whose agent never spoke says so', async () => {
    value(await testPage());
    expect((await agent.theJob()).document).toMatchObject({ printer: null });
  });
});

describe('the opening screen', () => {
  it('shows the printer, and how many jobs wait for it and for a person', async () => {
    expect(await context()).toMatchObject({ printer: null, printJobs: { waiting: 0, unresolved: 0 } });
    await agent.beat('PAPER_OUT', false);
    await unknown();
    await sold();
    expect(await context()).toMatchObject({
      printer: { state: 'PAPER_OUT', paperLow: false, silent: false, agentVersion: '1.2.3' },
      printJobs: { waiting: 1, unresolved: 1 },
    });
    house.clock.move(MINUTE_MS);
    expect(await context()).toMatchObject({ printer: { state: 'PAPER_OUT', silent: true } });
  });
});

describe('one till whose printer is dead', () => {
  it('keeps nothing from another till’s agent (edge case 37)', async () => {
    const other = await store.till('T2');
    const second = await store.register(2);
    await store.import(other, second.registerId);
    await store.open(other, second.registerId, 10_000);
    const colleague = await Cashier.connect(store, other, second.registerId);
    for (let tickets = 0; tickets < 25; tickets += 1) await sold();
    const [dead] = await agent.pull();
    value(
      await agent.report(dead ?? { printJobId: '', epoch: 1 }, {
        state: 'WAITING',
        reason: 'PAPER_OUT',
        sequence: 2,
      }),
    );
    const { printJobId } = await colleague.sell([BAG], [['CB', 20]], true);
    expect(await new PrintAgent(house, other).theJob()).toMatchObject({ printJobId });
  });
});

describe('the drawer', () => {
  const pulses = async () =>
    (await agent.pull())
      .filter(({ document }) => document.kind === 'drawerPulse')
      .map(({ printJobId }) => printJobId);

  beforeEach(async () => {
    ({ store, till } = await StoreBuilder.create(house, { drawerOnCashSale: true }));
    ({ registerId } = await store.register(1));
    await store.import(till, registerId);
    await store.open(till, registerId, 10_000);
    cashier = await Cashier.connect(store, till, registerId);
    agent = new PrintAgent(house, till);
  });

  it('opens once for a ticket in which cash changes hands, before the receipt prints, and never again', async () => {
    let rung = 0;
    const stop = house.bus.onHint(printWakeSubject(till.tillId), () => {
      rung += 1;
    });
    await agent.pull();
    const ticketId = await cashier.paid([BAG], [['ESP', 100]]);
    const request = { ticketId, printReceipt: true };
    const envelope = { idempotencyKey: randomUUID() };
    value(await cashier.ask(ticketCommands.finaliseTicket, request, envelope));
    value(await cashier.ask(ticketCommands.finaliseTicket, request, envelope));
    value(await cashier.finalise(ticketId, true));
    const jobs = await agent.pull();
    expect(jobs.map(({ document }) => document.kind)).toEqual(['drawerPulse', 'ticket']);
    expect(rung).toBeGreaterThan(0);
    stop();
    const reprint = { ...asked(till), ticketId, seller: RESPONSABLE };
    value(await house.ask(tillCommands.reprintTicket, reprint));
    expect(await pulses()).toHaveLength(1);
  });

  it('stays closed for a card, and where the store does not want it to open', async () => {
    await sold(false);
    expect(await pulses()).toEqual([]);
    const { store: other, till: at } = await StoreBuilder.create(house, { drawerOnCashSale: false });
    const { registerId: there } = await other.register(1);
    await other.import(at, there);
    await other.open(at, there, 10_000);
    await (await Cashier.connect(other, at, there)).sell([BAG], [['ESP', 100]]);
    expect(await new PrintAgent(house, at).pull()).toEqual([]);
  });

  it('does not open half a minute later, nor again when nobody knows whether it did', async () => {
    await cashier.sell([BAG], [['ESP', 100]]);
    const [late] = await pulses();
    house.clock.move(31_000);
    expect(await pulses()).toEqual([]);
    expect(await jobView(late ?? '')).toMatchObject({ state: 'EXPIRED' });
    await cashier.sell([BAG], [['ESP', 100]]);
    const job = await agent.theJob();
    value(await agent.report(job, { state: 'SENDING', sequence: 2 }));
    value(await agent.report(job, { state: 'UNKNOWN', final: true, sequence: 3 }));
    expect(await agent.pull()).toEqual([]);
    expect((await open()).unresolved).toEqual([]);
  });
});
