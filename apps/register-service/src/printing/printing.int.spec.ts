import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  type PrintJob,
  type PrintReport,
  printingContracts,
  printWakeSubject,
  type TicketView,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { PrintAgent } from '../../test/print-agent.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const FLOAT_CENTS = 10_000;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let cashier: Cashier;

beforeAll(async () => {
  house = await RegisterHouse.open('printing');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  await store.givePassword(till, 'V01');
  await store.open(till, registerId, FLOAT_CENTS);
  cashier = await Cashier.connect(store, till, registerId);
});
afterAll(() => house?.close());

const agentOf = (at: TillAtHand) => new PrintAgent(house, at);
const pull = (at: TillAtHand = till) => agentOf(at).pull();
const report = (
  job: Pick<PrintJob, 'printJobId' | 'epoch'>,
  more: Partial<PrintReport>,
  at: TillAtHand = till,
) => agentOf(at).report(job, more);
const jobView = async (printJobId: string) =>
  value(await house.ask(tillQueries.getPrintJob, { tillCredential: till.credential, printJobId }));
/** Ends what waits, so that the next test finds nothing of it. */
const printAll = () => agentOf(till).printAll();
/** Of a document that may be copied. */
const copyNumberOf = ({ document }: Pick<PrintJob, 'document'>): number => {
  if (document.kind === 'ticket' || document.kind === 'z') return document.duplicateNumber;
  throw new Error(`a ${document.kind} has no copies`);
};
const reprint = (ticketId: string, sellerCode: string = RESPONSABLE.code) =>
  house.ask(tillCommands.reprintTicket, {
    ...asked(till),
    ticketId,
    seller: { code: sellerCode, password: PASSWORD },
  });
const sold = (printReceipt: boolean): Promise<TicketView> => cashier.sell([BAG], [['ESP', 20]], printReceipt);

afterEach(printAll);

describe('a receipt', () => {
  it('is given to the till’s agent, after a doorbell, until its end is reported', async () => {
    let rung = 0;
    const stop = house.bus.onHint(printWakeSubject(till.tillId), () => {
      rung += 1;
    });
    // A first answer proves that the subscription stands at the server.
    await pull();
    const { printJobId, number } = await sold(true);
    const [job] = await pull();
    expect(job).toMatchObject({
      printJobId,
      registerId,
      state: 'QUEUED',
      epoch: 1,
      document: { kind: 'ticket', ticketNumber: number, duplicateNumber: 0 },
    });
    if (!job) throw new Error('nothing to print');
    value(await report(job, { state: 'SENDING', sequence: 2 }));
    expect(await pull()).toMatchObject([{ printJobId, state: 'SENDING' }]);
    value(await report(job, { state: 'CONFIRMED', final: true, sequence: 4 }));
    expect(await pull()).toEqual([]);
    expect(await jobView(job.printJobId)).toMatchObject({ state: 'CONFIRMED', duplicateNumber: 0 });
    expect(rung).toBe(1);
    stop();
  });

  it('is not printed by itself when it was not asked for, and then asked for it is the original', async () => {
    const { ticketId, printJobId } = await sold(false);
    expect(printJobId).toBeNull();
    expect(await pull()).toEqual([]);
    const first = value(await reprint(ticketId));
    expect(first).toMatchObject({ state: 'QUEUED', duplicateNumber: 0 });
    const read = await house.ask(tillQueries.getTicket, { tillCredential: till.credential, ticketId });
    expect(value(read).printJobId).toBe(first.printJobId);
    expect(value(await reprint(ticketId))).toMatchObject({ duplicateNumber: 1 });
  });

  it('comes again as DUPLICATA n, each with its own number and otherwise to the letter', async () => {
    const { ticketId } = await sold(true);
    const copies = await Promise.all(Array.from({ length: 3 }, () => reprint(ticketId)));
    expect(copies.map((copy) => value(copy).duplicateNumber).sort()).toEqual([1, 2, 3]);
    const jobs = await pull();
    expect(jobs.map(copyNumberOf).sort()).toEqual([0, 1, 2, 3]);
    const [original, ...duplicates] = jobs.map(({ document }) => document);
    for (const duplicate of duplicates) expect({ ...duplicate, duplicateNumber: 0 }).toEqual(original);
  });

  it('is copied only for who may reprint', async () => {
    const { ticketId } = await sold(false);
    expect(code(await reprint(ticketId, 'V01'))).toBe('RIGHT_MISSING');
  });

  it('is given with as many others as one message holds', async () => {
    const lines = Array.from({ length: 80 }, () => BAG);
    const ticketId = await cashier.paid(lines, [['CB', 80 * 20]]);
    value(await cashier.finalise(ticketId, true));
    for (let copies = 0; copies < 19; copies += 1) value(await reprint(ticketId));
    const given = await pull();
    expect(given.length).toBeGreaterThan(1);
    expect(JSON.stringify(given).length).toBeLessThan(1_000_000);
  });
});

describe('a Z', () => {
  it('prints once by itself, and its copies say DUPLICATA', async () => {
    const { session } = await store.view(registerId);
    const sessionId = session?.sessionId ?? '';
    const [{ cash }] = await house.admin.query(
      "SELECT COALESCE(SUM(amount_cents), 0) AS cash FROM register_ticket_payments WHERE kind = 'CASH' AND session_id = ?",
      [sessionId],
    );
    const closed = await store.close(till, registerId, FLOAT_CENTS + Number(cash));
    const [original] = await pull();
    expect(original).toMatchObject({
      printJobId: closed.z?.printJobId,
      document: { kind: 'z', duplicateNumber: 0 },
    });
    const request = { ...asked(till), sessionId, seller: RESPONSABLE };
    expect(value(await house.ask(tillCommands.reprintZ, request))).toMatchObject({
      kind: 'z',
      duplicateNumber: 1,
    });
    const again = { ...request, ...asked(till) };
    expect(value(await house.ask(tillCommands.reprintZ, again))).toMatchObject({ duplicateNumber: 2 });
    expect((await pull()).map(copyNumberOf)).toEqual([0, 1, 2]);
    await store.open(till, registerId, FLOAT_CENTS);
    cashier = await Cashier.connect(store, till, registerId);
  });
});

describe('a report', () => {
  const queued = async (): Promise<PrintJob> => {
    await sold(true);
    const [job] = await pull();
    if (!job) throw new Error('nothing to print');
    return job;
  };
  const history = (printJobId: string): Promise<{ state: string; sequence: number }[]> =>
    house.admin.query(
      'SELECT state, sequence FROM register_print_reports WHERE print_job_id = ? ORDER BY report_number',
      [printJobId],
    );

  it('is recorded once, and changes nothing when it comes late', async () => {
    const job = await queued();
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
    const waiting = { state: 'WAITING', reason: 'PAPER_OUT', sequence: 3, at: at(3) } as const;
    expect(value(await report(job, waiting))).toEqual({ disposition: 'PROCEED' });
    expect(value(await report(job, waiting))).toEqual({ disposition: 'PROCEED' });
    expect(value(await report(job, { state: 'CHECKED', sequence: 2, at: at(2) }))).toEqual({
      disposition: 'PROCEED',
    });
    expect(await jobView(job.printJobId)).toMatchObject({ state: 'WAITING', detail: 'PAPER_OUT' });
    expect(await history(job.printJobId)).toMatchObject([{ state: 'WAITING', sequence: 3 }]);
  });

  it('is believed from an agent that has lost its disk and counts from 1 again', async () => {
    const job = await queued();
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
    value(await report(job, { state: 'SENDING', sequence: 5, at: at(5) }));
    value(await report(job, { state: 'UNKNOWN', final: true, sequence: 1, at: at(4) }));
    expect(await pull()).toEqual([]);
    value(await report(job, { state: 'CHECKED', sequence: 9, at: at(9) }));
    expect(await jobView(job.printJobId)).toMatchObject({ state: 'UNKNOWN' });
    expect(await history(job.printJobId)).toMatchObject([{ sequence: 5 }, { sequence: 1 }]);
  });

  it('is answered WITHDRAWN for a job of another epoch, of another till, or of none', async () => {
    const job = await queued();
    const other = await store.till('T2');
    const withdrawn = { disposition: 'WITHDRAWN' };
    expect(value(await report({ ...job, epoch: job.epoch + 1 }, {}))).toEqual(withdrawn);
    expect(value(await report(job, {}, other))).toEqual(withdrawn);
    expect(value(await report({ ...job, printJobId: randomUUID() }, {}))).toEqual(withdrawn);
    expect(await jobView(job.printJobId)).toMatchObject({ state: 'QUEUED' });
    expect(await pull(other)).toEqual([]);
  });
});

describe('an agent', () => {
  it('is heard on its own till’s subject alone, with its own credential', async () => {
    const other = await store.till('T3');
    const asAnother = { tillCredential: other.agentCredential, maxJobs: 1 };
    const wrong = await house.bus.requestAsTill(printingContracts.pull, till.tillId, asAnother);
    expect(code(wrong)).toBe('TILL_NOT_ENROLLED');
    const asPage = { tillCredential: till.credential, maxJobs: 1 };
    expect(code(await house.bus.requestAsTill(printingContracts.pull, till.tillId, asPage))).toBe(
      'TILL_NOT_ENROLLED',
    );
  });

  it('tells of its printer, and only the last of it is kept', async () => {
    await agentOf(till).beat('PAPER_OUT', false);
    await agentOf(till).beat('READY', true);
    const printers = await house.admin.query(
      'SELECT agent_version, state, paper_low, jobs_waiting FROM register_printers WHERE till_id = ?',
      [till.tillId],
    );
    expect(printers).toEqual([{ agent_version: '1.2.3', state: 'READY', paper_low: 1, jobs_waiting: 2 }]);
  });
});

describe('head office', () => {
  it('reads the jobs of a register in pages, newest first', async () => {
    const { ticketId } = await sold(true);
    for (let copies = 0; copies < 4; copies += 1) value(await reprint(ticketId));
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = { registerId, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const { items, nextCursor } = value(await house.ask(adminQueries.listPrintJobs, page));
      ids.push(...items.map(({ printJobId }) => printJobId));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    const whole = value(await house.ask(adminQueries.listPrintJobs, { registerId, limit: 200 })).items;
    expect(ids).toEqual(whole.map(({ printJobId }) => printJobId));
    expect(whole.slice(0, 5).map(({ duplicateNumber }) => duplicateNumber)).toEqual([4, 3, 2, 1, 0]);
  });

  it('is refused what is not there', async () => {
    const unknown = { registerId: randomUUID(), limit: 10 };
    expect(code(await house.ask(adminQueries.listPrintJobs, unknown))).toBe('REGISTER_UNKNOWN');
    const job = { tillCredential: till.credential, printJobId: randomUUID() };
    expect(code(await house.ask(tillQueries.getPrintJob, job))).toBe('PRINT_JOB_UNKNOWN');
  });
});
