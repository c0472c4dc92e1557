import { createHash } from 'node:crypto';
import {
  adminQueries,
  canonicalJson,
  exportQueries,
  exportRecord,
  printDocument,
  printingContracts,
  sumRecords,
  tillCommands,
} from '@encaisse/contracts';
import { z } from 'zod';
import { Cashier } from '../../test/cashier.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const FLOAT_CENTS = 15_000;
/** What Zs and their documents did not tell at first. */
const NEWER: ReadonlySet<string> = new Set([
  'turnover',
  'lateTicketCount',
  'dismissedLateCount',
  'duplicateCount',
]);
const stored = z.tuple([z.object({ content: z.union([z.string(), z.record(z.string(), z.unknown())]) })]);
const facts = z.record(z.string(), z.unknown());

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let sessionId: string;

/** A row's JSON as an older build wrote it. */
async function asOlder(query: string): Promise<string> {
  const [{ content }] = stored.parse(await house.admin.query(query, [sessionId]));
  const told = facts.parse(typeof content === 'string' ? JSON.parse(content) : content);
  const older = canonicalJson(Object.fromEntries(Object.entries(told).filter(([name]) => !NEWER.has(name))));
  expect(older.length).toBeLessThan(canonicalJson(told).length);
  return older;
}

beforeAll(async () => {
  house = await RegisterHouse.open('older_z');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  ({ sessionId } = await store.open(till, registerId, FLOAT_CENTS));
  const seller = await Cashier.connect(store, till, registerId);
  await seller.sell([BAG], [['CB', 20]]);
  await store.close(till, registerId, FLOAT_CENTS);
  const content = await asOlder('SELECT content FROM register_zs WHERE session_id = ?');
  const sha256 = createHash('sha256').update(content).digest('hex');
  await house.admin.query('UPDATE register_zs SET content = ?, sha256 = ? WHERE session_id = ?', [
    content,
    sha256,
    sessionId,
  ]);
  const document = await asOlder(
    "SELECT document AS content FROM register_print_jobs WHERE record_id = ? AND kind = 'z'",
  );
  await house.admin.query("UPDATE register_print_jobs SET document = ? WHERE record_id = ? AND kind = 'z'", [
    document,
    sessionId,
  ]);
});
afterAll(() => house?.close());

it('a Z that an older build sealed is read, with its turnover from its tickets', async () => {
  expect(value(await house.ask(adminQueries.getZ, { sessionId }))).toMatchObject({
    ticketCount: 1,
    turnover: { saleCount: 1, salesCents: 20, refundCount: 0, refundsCents: 0 },
    lateTicketCount: 0,
    dismissedLateCount: 0,
    duplicateCount: 0,
  });
});

it('a Z that an older build sealed is exported with totals that its records come to', async () => {
  const asking = { sessionId, cursor: null, limit: 500 };
  const { records } = value(await house.ask(exportQueries.readExportRecords, asking));
  const parsed = records.map((record) => exportRecord.parse(record));
  const last = parsed.at(-1);
  expect(last?.type === 'z' && last.totals).toEqual(sumRecords(parsed));
});

it('a Z that an older build sealed is printed and copied, to the letter', async () => {
  value(await house.ask(tillCommands.reprintZ, { ...asked(till), sessionId, seller: RESPONSABLE }));
  const request = { tillCredential: till.agentCredential, maxJobs: 20 };
  const { jobs } = value(await house.bus.requestAsTill(printingContracts.pull, till.tillId, request));
  const zs = jobs.map(({ document }) => printDocument.parse(document)).filter(({ kind }) => kind === 'z');
  expect(zs).toMatchObject(
    [0, 1].map((duplicateNumber) => ({
      duplicateNumber,
      turnover: null,
      lateTicketCount: 0,
      duplicateCount: null,
    })),
  );
});
