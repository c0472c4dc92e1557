import { setTimeout as sleep } from 'node:timers/promises';
import type { PrintJobView, SellerLogin } from '@encaisse/contracts';
import { DayFailure, granted } from '../api.js';
import type { Floor } from '../floor.js';
import { paperOf } from '../paper.js';
import type { PrinterSwitches } from '../printer-at-hand.js';
import { Sale, type Sold } from '../sale.js';
import type { OpenSession } from '../selling.js';
import type { Counter } from '../shopper.js';

const PATIENCE_MS = 90_000;

/** A register whose printer is about to be in trouble, one seller at it, and who may have a copy made. */
export interface AtThePrinter {
  readonly session: OpenSession;
  readonly counter: Counter;
  readonly seller: SellerLogin;
  readonly responsable: SellerLogin;
}

/** Troubles that are over before anything is sent: the receipt waits for as long, says why, and comes out once. */
export async function waitForThePrinter(at: AtThePrinter): Promise<void> {
  await waitsWhile(at, 'PAPER_OUT', { paper: 'out' }, { paper: 'present' });
  await waitsWhile(at, 'COVER_OPEN', { cover: 'open' }, { cover: 'closed' });
  await waitsWhile(at, 'SILENT', { silent: true }, { silent: false });
}

async function waitsWhile(
  at: AtThePrinter,
  trouble: string,
  begin: PrinterSwitches,
  end: PrinterSwitches,
): Promise<void> {
  const { floor } = at.session;
  await floor.printer.turn(begin);
  const sold = await sellWithReceipt(at);
  await untilJob(floor, jobOf(sold), ['WAITING']);
  await floor.printer.turn(end);
  await untilJob(floor, jobOf(sold), ['CONFIRMED']);
  await mustShow(at, sold, 1);
  weathered(floor, trouble, 'WAITING, then CONFIRMED');
}

/** A printer that takes its time is waited for. */
export async function printSlowly(at: AtThePrinter): Promise<void> {
  const { floor } = at.session;
  await floor.printer.turn({ lineMs: 60 });
  const sold = await sellWithReceipt(at);
  await untilJob(floor, jobOf(sold), ['CONFIRMED']);
  await floor.printer.turn({ lineMs: 0 });
  await mustShow(at, sold, 1);
  weathered(floor, 'SLOW', 'CONFIRMED');
}

/** Paper that ends in the middle: nobody knows what came out. The cashier puts a roll in, looks, and it is there. */
export async function endOfPaperWhilePrinting(at: AtThePrinter): Promise<void> {
  const { session, seller } = at;
  const { floor } = session;
  await floor.printer.turn({ paperOutAfterLines: 6 });
  const sold = await sellWithReceipt(at);
  await untilUnknown(floor, sold);
  await floor.printer.turn({ paper: 'present' });
  await mustShow(at, sold, 1);
  const { copy } = granted(
    'say that it was printed',
    await floor.desk.resolvePrintJob(jobOf(sold), { seller, outcome: 'PRINTED' }),
  );
  await mustWaitForAPerson(floor, jobOf(sold), false);
  if (copy !== null) throw new DayFailure('say that it was printed', 'a copy was printed of what came out');
  const again = await floor.desk.resolvePrintJob(jobOf(sold), { seller, outcome: 'NOT_PRINTED' });
  floor.refusals.expect('say it of the same paper again', 'PRINT_JOB_RESOLVED', again);
  weathered(floor, 'PAPER_OUT_WHILE_PRINTING', 'UNKNOWN, then PRINTED');
}

/** A line that is cut: nothing came out, and the cashier has a DUPLICATA. */
export async function cutLine(at: AtThePrinter): Promise<void> {
  const { session, seller } = at;
  const { floor } = session;
  const sold = await sellWithReceipt(at, () => floor.printer.turn({ cutAfterBytes: 200 }));
  await untilUnknown(floor, sold);
  const { copy } = granted(
    'say that it was not printed',
    await floor.desk.resolvePrintJob(jobOf(sold), { seller, outcome: 'NOT_PRINTED', printCopy: true }),
  );
  if (copy?.duplicateNumber !== 1) throw new DayFailure('print a copy', `it is ${JSON.stringify(copy)}`);
  await confirmDuplicate(session, copy);
  await mustShow(at, sold, 1);
  weathered(floor, 'CUT_LINE', 'UNKNOWN, then NOT_PRINTED and DUPLICATA 1');
}

/** It says that it has printed and has not: only a person can see that, and asks for a duplicate. */
export async function lyingPrinter(at: AtThePrinter): Promise<void> {
  const { session, responsable } = at;
  const { floor } = session;
  await floor.printer.turn({ lying: true });
  const sold = await sellWithReceipt(at);
  await untilJob(floor, jobOf(sold), ['CONFIRMED']);
  await floor.printer.turn({ lying: false });
  await mustShow(at, sold, 0);
  const reprinting = await floor.desk.reprintTicket(sold.ledger.ticketId, responsable);
  await confirmDuplicate(session, granted('print a duplicate', reprinting));
  await mustShow(at, sold, 1);
  weathered(floor, 'LYING', 'CONFIRMED, then DUPLICATA 1');
}

/** A test page, asked for by anybody of the store. */
export async function printTestPage(floor: Floor, seller: SellerLogin): Promise<void> {
  const { printJobId } = granted('ask for a test page', await floor.desk.printTestPage(seller));
  await untilJob(floor, printJobId, ['CONFIRMED']);
}

/** Waits for a state of a print job, as the page of the till does. */
export async function untilJob(
  floor: Floor,
  printJobId: string,
  states: readonly PrintJobView['state'][],
): Promise<PrintJobView> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(150)) {
    const job = granted('read a print job', await floor.till.printJob(printJobId));
    if (states.includes(job.state)) return job;
    if (Date.now() > deadline)
      throw new DayFailure(
        'print',
        `${job.kind} is ${job.state} (${job.detail}), not ${states.join(' or ')}`,
      );
  }
}

export function weathered(floor: Floor, trouble: string, outcome: string): void {
  floor.weather.weathered(`PRINTER_${trouble}`, floor.name, outcome);
}

async function untilUnknown(floor: Floor, sold: Sold): Promise<void> {
  floor.prints.expect(jobOf(sold), 'UNKNOWN');
  await untilJob(floor, jobOf(sold), ['UNKNOWN']);
  await mustWaitForAPerson(floor, jobOf(sold), true);
}

/** Whether the till puts this paper to its cashier. */
async function mustWaitForAPerson({ desk }: Floor, printJobId: string, waits: boolean): Promise<void> {
  const { unresolved } = granted('list what a person must look at', await desk.openPrintJobs());
  if (unresolved.some((job) => job.printJobId === printJobId) !== waits)
    throw new DayFailure(
      'list what a person must look at',
      `${waits ? 'not' : 'still'} there: ${printJobId}`,
    );
}

async function confirmDuplicate({ floor, ledger }: OpenSession, { printJobId }: PrintJobView): Promise<void> {
  floor.prints.duplicated();
  ledger.duplicates += 1;
  await untilJob(floor, printJobId, ['CONFIRMED']);
}

/** An article paid by card, so that no drawer opens beside the receipt that the customer asks for. */
export async function sellWithReceipt(
  { session, counter }: AtThePrinter,
  beforeItIsFinalised: () => Promise<void> = () => Promise.resolve(),
): Promise<Sold> {
  const { prices, random } = session.floor;
  const sale = await Sale.start(session, counter);
  const article = random.pick(prices.articles);
  await sale.scan(article.barcode, article);
  await beforeItIsFinalised();
  return sale.settle('CARD', true);
}

export const jobOf = ({ ledger: { printJobId, number } }: Sold): string => {
  if (printJobId === null) throw new DayFailure('print', `no receipt is printed of ticket ${number}`);
  return printJobId;
};

/** How many papers of this ticket there are, DUPLICATAs with it. */
export async function mustShow({ session }: AtThePrinter, { ledger }: Sold, howOften: number): Promise<void> {
  const isIt = paperOf(`TICKET n° ${ledger.number}`, session.ledger.registerNumber);
  if (!(await session.floor.printer.shows(isIt, howOften)))
    throw new DayFailure('print', `ticket ${ledger.number} is not ${howOften} times on paper`);
}
