import { setTimeout as sleep } from 'node:timers/promises';
import { BackOffice } from './back-office.js';
import { DEMO_CHAIN, tillName } from './chain.js';
import { Desk } from './desk.js';
import type { Floor } from './floor.js';
import { HeadOfficeDay } from './head-office/head-office-day.js';
import { HeadOfficeClient } from './head-office-client.js';
import type { SessionLedger } from './ledger.js';
import type { Options } from './options.js';
import { compareWithPaper, untilPrinted } from './paper.js';
import { readPriceList } from './price-list.js';
import { PrintBook, type PrintsReport, reportPrints } from './print-book.js';
import { PrinterAtHand } from './printer-at-hand.js';
import { Random } from './random.js';
import { finishInterruptedDay } from './recover.js';
import { RefusalBook } from './refusals.js';
import { type DayReport, printTable, type RegisterReport, reportRegister, writeReport } from './report.js';
import { DemoMemory } from './state.js';
import type { StoreFloors, StoreScript } from './store-script.js';
import { playAnnecy } from './stores/annecy.js';
import { playLille } from './stores/lille.js';
import { meetStranger, playLyon } from './stores/lyon.js';
import { playNantes, playNantesInFairWeather } from './stores/nantes.js';
import { checkSupervision, type SeenSessions, seenTotals } from './supervision.js';
import { TillClient } from './till-client.js';
import {
  compareWithHeadOffice,
  compareWithOurApi,
  type Findings,
  findAcceptance,
  findInLog,
  readReceived,
} from './verify.js';
import { Weather } from './weather.js';

/** Who plays which store. The tills of newcomers are left alone. */
const STORES = ['S01', 'S02', 'S03'] as const;
type StoreCode = (typeof STORES)[number];
const LAST_PULSE_MS = 10_000;

const scriptsOf = ({ fairWeather }: Options): Record<StoreCode, StoreScript> => ({
  S01: playLyon,
  S02: fairWeather ? playNantesInFairWeather : playNantes,
  S03: playLille,
});

/** Plays a day and checks it against everything that can tell: our API, head office, the paper, the log. True when all agree. */
export async function playDay(options: Options): Promise<boolean> {
  const startedAt = performance.now();
  const refusals = new RefusalBook();
  const memory = new DemoMemory(options.stateDir);
  const backOffice = new BackOffice({ url: options.headOfficeUrl, apiKey: options.headOfficeApiKey });
  const weather = new Weather(backOffice, options.headOfficePatienceMs);
  const prints = new PrintBook();
  const { gatewayUrl, adminUser, adminPassword } = options;
  const headOffice = await HeadOfficeClient.login(gatewayUrl, adminUser, adminPassword);
  const atHeadOffice = await HeadOfficeDay.begin(options, headOffice, memory);
  const { operator } = atHeadOffice;
  const shared = { headOffice, operator, memory, refusals, weather, prints };
  const chain = new Map<StoreCode, StoreFloors>();
  for (const code of STORES) {
    const floor = (till: string) => floorOf(tillName(code, till), options, shared);
    chain.set(code, { T1: await floor('T1'), T2: await floor('T2') });
  }
  const floors = [...chain.values()].flatMap(({ T1, T2 }) => [T1, T2]);
  try {
    for (const floor of floors) await finishInterruptedDay(floor);
    const beganAt = new Date();
    const [first] = floors;
    if (!first) throw new Error('a day needs a till');
    await meetStranger(first, options.gatewayUrl);
    const scripts = scriptsOf(options);
    const annecy = playAnnecy({
      ...{ gatewayUrl, administrator: headOffice, operator, backOffice },
      floorOf: (name, credential) => floorOf(name, options, shared, credential),
    });
    const [days] = await Promise.all([
      Promise.all([...chain].map(([code, tills]) => scripts[code](tills))),
      annecy,
    ]);
    const ledgers = days.flat();
    const findings: Findings = [];
    for (const floor of floors) findings.push(...(await checkPaper(floor, ledgers)));
    const registers: RegisterReport[] = [];
    const { report: supervision, seen } = await checkSupervision(first.headOffice, ledgers, findings);
    for (const { T1 } of chain.values())
      registers.push(...(await checkStore(T1, ledgers, { options, seen, findings })));
    if (options.gatewayLogFile !== undefined)
      findings.push(...(await findInLog(options.gatewayLogFile, refusals.met)));
    const alerts = await atHeadOffice.finish(findings);
    const printed = await checkPrints(floors, prints, ledgers, { since: beganAt, findings });
    const report: DayReport = {
      ok: findings.length === 0,
      seconds: Math.round(performance.now() - startedAt) / 1000,
      articles: first.prices.articleCount,
      tickets: ledgers.reduce((total, ledger) => total + ledger.tickets.length, 0),
      registers,
      prints: printed,
      alerts,
      supervision,
      refusals: refusals.met,
      weather: weather.storms,
      findings,
    };
    tell(report, ledgers);
    if (options.reportFile !== undefined) writeReport(options.reportFile, report);
    return report.ok;
  } finally {
    atHeadOffice.close();
    for (const { till } of floors) till.close();
  }
}

async function floorOf(
  name: string,
  options: Options,
  shared: Pick<Floor, 'headOffice' | 'operator' | 'memory' | 'refusals' | 'weather' | 'prints'>,
  credential: string | undefined = shared.memory.credentialOf(name),
): Promise<Floor> {
  if (credential === undefined) throw new Error(`till ${name} is not enrolled: run demo-day prepare first`);
  const [storeCode = ''] = name.split('-');
  const store = (await shared.headOffice.stores()).find(({ code }) => code === storeCode);
  if (!store) throw new Error(`store ${storeCode} is not there: run demo-day prepare first`);
  const gespx = { url: options.headOfficeUrl, apiKey: options.headOfficeApiKey };
  return {
    ...shared,
    till: new TillClient(options.gatewayUrl, credential),
    desk: new Desk(options.gatewayUrl, credential),
    name,
    storeId: store.storeId,
    storeCode,
    prices: await readPriceList(gespx, storeCode, 1),
    random: new Random(options.seed + DEMO_CHAIN.findIndex(({ code }) => code === storeCode)),
    printer: new PrinterAtHand(options.printers.get(name) ?? ''),
  };
}

/** Every print job of the till has ended well, and each Z that it printed shows the driver's figures. */
async function checkPaper(floor: Floor, ledgers: readonly SessionLedger[]): Promise<Findings> {
  const closedHere = ledgers.filter((ledger) => ledger.tillName === floor.name);
  const findings = await untilPrinted(
    floor,
    closedHere.flatMap(({ printJobIds }) => printJobIds),
  );
  const paper = await floor.printer.paper();
  for (const session of closedHere) {
    const wrong = compareWithPaper(session, paper);
    session.zPrinted = wrong.length === 0;
    findings.push(...wrong);
  }
  return findings;
}

/** All that the registers printed today, as our own API tells it; the driver has its own count of what went wrong. */
async function checkPrints(
  floors: readonly Floor[],
  prints: PrintBook,
  ledgers: readonly SessionLedger[],
  { since, findings }: { readonly since: Date; readonly findings: Findings },
): Promise<PrintsReport> {
  const [first] = floors;
  const registers = (await first?.headOffice.registers()) ?? [];
  const { unknown, duplicates } = prints;
  const expected = { confirmed: prints.confirmedOf(ledgers), unknown, duplicates };
  for (const deadline = Date.now() + LAST_PULSE_MS; ; await sleep(250)) {
    const jobs = await Promise.all(
      registers.map(({ registerId }) => first?.headOffice.printJobs(registerId) ?? []),
    );
    const report = reportPrints(jobs.flat(), since);
    const wrong = (['confirmed', 'unknown', 'duplicates'] as const).filter(
      (what) => report[what] !== expected[what],
    );
    // Papers have been waited for; a drawer may be on its way still.
    if (wrong.length > 0 && Date.now() < deadline) continue;
    for (const what of wrong)
      findings.push(`prints: ${what} is ${report[what]}, the driver's book says ${expected[what]}`);
    return report;
  }
}

/** A store's registers against head office's sums and our own API. */
async function checkStore(
  { storeCode, headOffice }: Floor,
  ledgers: readonly SessionLedger[],
  {
    options,
    seen,
    findings,
  }: { readonly options: Options; readonly seen: SeenSessions; readonly findings: Findings },
): Promise<readonly RegisterReport[]> {
  const ofStore = ledgers.filter((ledger) => ledger.storeCode === storeCode);
  const registers: RegisterReport[] = [];
  for (const [, sessions] of Map.groupBy(ofStore, ({ registerNumber }) => registerNumber)) {
    const inTheBooks = sessions.filter(({ acceptedApart }) => !acceptedApart);
    // Of a day that was accepted apart head office may hold another content, which is not the driver's.
    const received = await readReceived(options, inTheBooks);
    findings.push(...compareWithHeadOffice(inTheBooks, received));
    for (const session of sessions.filter(({ acceptedApart }) => acceptedApart))
      findings.push(...(await findAcceptance(options, session)));
    for (const session of sessions) findings.push(...(await compareWithOurApi(headOffice, session)));
    registers.push(reportRegister(sessions, received, seenTotals(seen, sessions)));
  }
  return registers;
}

function tell(report: DayReport, ledgers: readonly SessionLedger[]): void {
  console.log('');
  printTable(report.registers, ledgers);
  const { confirmed, unknown, duplicates } = report.prints;
  const { registers, events, equalsEvents } = report.supervision;
  console.log(
    `Head office ${registers} registers, ${events} events; what it shows ${equalsEvents ? 'is' : 'is not'} what they say`,
  );
  const closed = report.alerts.filter(({ closedAt }) => closedAt !== null).length;
  console.log(
    `Alerts      ${report.alerts.length}, of them ${closed} closed: ${[...new Set(report.alerts.map(({ rule }) => rule))].sort().join(' · ')}`,
  );
  console.log(`Prints      ${confirmed} confirmed · ${unknown} unknown · ${duplicates} duplicates`);
  console.log(`Refusals    ${[...new Set(report.refusals.map(({ code }) => code))].sort().join(' · ')}`);
  console.log(`${report.tickets} tickets, ${report.refusals.length} refusals met, ${report.seconds} s`);
  for (const finding of report.findings) console.error(`  ! ${finding}`);
  console.log(report.ok ? 'ok: true – everything agrees to the cent' : 'ok: false – see above what differs');
}
