import { DEMO_CHAIN, tillName } from './chain.js';
import { meetStranger, playBusyTill, playQuietTill } from './day.js';
import type { Floor } from './floor.js';
import { HeadOfficeClient } from './head-office-client.js';
import type { SessionLedger } from './ledger.js';
import type { Options } from './options.js';
import { compareWithPaper, readPaper, untilPrinted } from './paper.js';
import { readPriceList } from './price-list.js';
import { Random } from './random.js';
import { finishInterruptedDay } from './recover.js';
import { RefusalBook } from './refusals.js';
import { type DayReport, printTable, type RegisterReport, reportRegister, writeReport } from './report.js';
import { DemoMemory } from './state.js';
import { TillClient } from './till-client.js';
import {
  compareWithHeadOffice,
  compareWithOurApi,
  type Findings,
  findInLog,
  readReceived,
} from './verify.js';

const BUSY = tillName('S01', 'T1');
const QUIET = tillName('S02', 'T1');

/** Plays a day and checks it against everything that can tell: our API, head office, the paper, the log. True when all agree. */
export async function playDay(options: Options): Promise<boolean> {
  const startedAt = performance.now();
  const refusals = new RefusalBook();
  const memory = new DemoMemory(options.stateDir);
  const busy = await floorOf(BUSY, options, memory, refusals);
  const quiet = await floorOf(QUIET, options, memory, refusals);
  try {
    await finishInterruptedDay(busy);
    await finishInterruptedDay(quiet);
    await meetStranger(busy, options.gatewayUrl);
    const [busyDay, quietDay] = await Promise.all([playBusyTill(busy), playQuietTill(quiet)]);

    const findings: Findings = [];
    const registers = [
      ...(await checkTill(busy, busyDay, options, findings)),
      ...(await checkTill(quiet, quietDay, options, findings)),
    ];
    if (options.gatewayLogFile !== undefined)
      findings.push(...(await findInLog(options.gatewayLogFile, refusals.met)));
    const ledgers = [...busyDay, ...quietDay];
    const report: DayReport = {
      ok: findings.length === 0,
      seconds: Math.round(performance.now() - startedAt) / 1000,
      articles: busy.prices.articleCount,
      tickets: ledgers.reduce((total, ledger) => total + ledger.tickets.length, 0),
      registers,
      refusals: refusals.met,
      findings,
    };
    tell(report, ledgers);
    if (options.reportFile !== undefined) writeReport(options.reportFile, report);
    return report.ok;
  } finally {
    busy.till.close();
    quiet.till.close();
  }
}

async function floorOf(
  name: string,
  options: Options,
  memory: DemoMemory,
  refusals: RefusalBook,
): Promise<Floor> {
  const credential = memory.credentialOf(name);
  if (credential === undefined) throw new Error(`till ${name} is not enrolled: run demo-day prepare first`);
  const [storeCode = ''] = name.split('-');
  const headOffice = await HeadOfficeClient.login(
    options.gatewayUrl,
    options.adminUser,
    options.adminPassword,
  );
  const store = (await headOffice.stores()).find(({ code }) => code === storeCode);
  if (!store) throw new Error(`store ${storeCode} is not there: run demo-day prepare first`);
  const gespx = { url: options.headOfficeUrl, apiKey: options.headOfficeApiKey };
  return {
    till: new TillClient(options.gatewayUrl, credential),
    name,
    storeId: store.storeId,
    storeCode,
    headOffice,
    memory,
    prices: await readPriceList(gespx, storeCode, 1),
    random: new Random(options.seed + DEMO_CHAIN.findIndex(({ code }) => code === storeCode)),
    refusals,
  };
}

async function checkTill(
  floor: Floor,
  ledgers: readonly SessionLedger[],
  options: Options,
  findings: Findings,
): Promise<readonly RegisterReport[]> {
  const jobs = ledgers.flatMap(({ tickets, zPrintJobId }) => [
    ...tickets.map((ticket) => ticket.printJobId),
    zPrintJobId,
  ]);
  findings.push(
    ...(await untilPrinted(
      floor.till,
      jobs.filter((job) => job !== null),
    )),
  );
  const paper = await readPaper(options.printers.get(floor.name) ?? '');
  const registers: RegisterReport[] = [];
  for (const number of new Set(ledgers.map((ledger) => ledger.registerNumber))) {
    const sessions = ledgers.filter((ledger) => ledger.registerNumber === number);
    const received = await readReceived(options, sessions);
    findings.push(...compareWithHeadOffice(sessions, received));
    let zPrinted = 0;
    for (const session of sessions) {
      findings.push(...(await compareWithOurApi(floor.headOffice, session)));
      const onPaper = compareWithPaper(session, paper);
      if (onPaper.length === 0) zPrinted += 1;
      findings.push(...onPaper);
    }
    registers.push(reportRegister(sessions, received, zPrinted));
  }
  return registers;
}

function tell(report: DayReport, ledgers: readonly SessionLedger[]): void {
  console.log('');
  printTable(report.registers, ledgers);
  console.log(`${report.tickets} tickets, ${report.refusals.length} refusals met, ${report.seconds} s`);
  for (const finding of report.findings) console.error(`  ! ${finding}`);
  console.log(report.ok ? 'ok: true – everything agrees to the cent' : 'ok: false – see above what differs');
}
