import {
  adminQueries,
  exportQueries,
  exportRecord,
  type PrintDocument,
  printDocument,
  printingContracts,
  tillCommands,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const FLOAT_CENTS = 15_000;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('duplicates');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
});
afterAll(() => house?.close());

const copyOf = async (ticketId: string) =>
  value(await house.ask(tillCommands.reprintTicket, { ...asked(till), ticketId, seller: RESPONSABLE }));
const copyOfZ = async (sessionId: string) =>
  value(await house.ask(tillCommands.reprintZ, { ...asked(till), sessionId, seller: RESPONSABLE }));
const zOf = async (sessionId: string) => value(await house.ask(adminQueries.getZ, { sessionId }));
const exportedZ = async (sessionId: string) => {
  const asking = { sessionId, cursor: null, limit: 500 };
  const { records } = value(await house.ask(exportQueries.readExportRecords, asking));
  return exportRecord.parse(records.at(-1));
};
const printedZs = async (): Promise<readonly PrintDocument[]> => {
  const request = { tillCredential: till.agentCredential, maxJobs: 20 };
  const { jobs } = value(await house.bus.requestAsTill(printingContracts.pull, till.tillId, request));
  return jobs.map(({ document }) => printDocument.parse(document)).filter(({ kind }) => kind === 'z');
};

it('counts each DUPLICATA on one Z: that of the session in which it was asked for, or the next', async () => {
  const first = await store.open(till, registerId, FLOAT_CENTS);
  const seller = await Cashier.connect(store, till, registerId);
  const { ticketId } = await seller.sell([BAG], [['CB', 20]]);
  // The first is no duplicate: nothing of the ticket was ever printed.
  for (const duplicateNumber of [0, 1, 2]) expect(await copyOf(ticketId)).toMatchObject({ duplicateNumber });
  await store.close(till, registerId, FLOAT_CENTS);
  expect(await zOf(first.sessionId)).toMatchObject({ duplicateCount: 2 });
  expect(await exportedZ(first.sessionId)).toMatchObject({ type: 'z', duplicateCount: 2 });
  expect(await printedZs()).toMatchObject([{ duplicateCount: 2 }]);

  // Asked for while the register is closed: the next Z tells it.
  await copyOfZ(first.sessionId);
  const second = await store.open(till, registerId, FLOAT_CENTS);
  await store.close(till, registerId, FLOAT_CENTS);
  expect(await zOf(second.sessionId)).toMatchObject({ duplicateCount: 1 });
  const third = await store.day(till, registerId, FLOAT_CENTS);
  expect(await zOf(third.sessionId)).toMatchObject({ duplicateCount: 0 });
});

it('counts each once, whoever asks for some while the register is sealed', async () => {
  const { sessionId } = await store.open(till, registerId, FLOAT_CENTS);
  const seller = await Cashier.connect(store, till, registerId);
  const { ticketId } = await seller.sell([BAG], [['CB', 20]], true);
  const asking = Array.from({ length: 4 }, () => copyOf(ticketId));
  await Promise.all([...asking, store.close(till, registerId, FLOAT_CENTS)]);
  const next = await store.day(till, registerId, FLOAT_CENTS);
  const [{ duplicateCount: now }, { duplicateCount: later }] = [
    await zOf(sessionId),
    await zOf(next.sessionId),
  ];
  expect(now + later).toBe(4);
});
