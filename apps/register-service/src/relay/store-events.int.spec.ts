import { type StoreEvent, tillCommands } from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { PrintAgent } from '../../test/print-agent.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { StoreOutbox } from './relay.row.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const MINUTE_MS = 60_000;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let agent: PrintAgent;

beforeAll(async () => {
  house = await RegisterHouse.open('store_events');
});
afterAll(() => house?.close());
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  agent = new PrintAgent(house, till);
});

const told = async <T extends StoreEvent['type']>(type: T): Promise<StoreEvent[]> => {
  const rows = await house.database.manager.find(StoreOutbox, {
    where: { storeId: store.storeId },
    order: { seq: 'ASC' },
  });
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  return rows.map(({ event }) => event as StoreEvent).filter((event) => event.type === type);
};
const wrongPassword = () =>
  house.ask(tillCommands.connect, {
    ...asked(till),
    registerId,
    seller: { code: RESPONSABLE.code, password: 'pas le bon' },
  });

describe('head office is told', () => {
  it('of wrong passwords at the third, the fifth, the tenth and each from then on, and once however many come at once', async () => {
    for (let wrong = 0; wrong < 12; wrong += 1) {
      await wrongPassword();
      house.clock.move(16 * MINUTE_MS);
    }
    expect(await told('passwordsFailed')).toMatchObject(
      [3, 5, 10, 11, 12].map((failures) => ({ tillId: till.tillId, sellerCode: RESPONSABLE.code, failures })),
    );
  });

  it('of each PIN, and who gave it', async () => {
    const giver = { code: RESPONSABLE.code, password: RESPONSABLE.password };
    value(await house.ask(tillCommands.givePin, { ...asked(till), sellerCode: 'V01', seller: giver }));
    expect((await told('pinGiven')).at(-1)).toMatchObject({ by: RESPONSABLE.code, sellerCode: 'V01' });
  });

  it('of what changes at a printer, once, however many heartbeats say it', async () => {
    await agent.beat('READY', false);
    await agent.beat('READY', false);
    await Promise.all([1, 2, 3].map(() => agent.beat('PAPER_OUT', true)));
    await agent.beat('READY', true);
    expect(await told('printerChanged')).toMatchObject([
      { tillId: till.tillId, state: 'READY', paperLow: false },
      { state: 'PAPER_OUT', paperLow: true },
      { state: 'READY', paperLow: true },
    ]);
  });

  it('of receipts that did not come out, or perhaps not, and of no other', async () => {
    await store.open(till, registerId, 10_000);
    const cashier = await Cashier.connect(store, till, registerId, RESPONSABLE.code);
    const expired = await cashier.sell([BAG], [['CB', 20]], true);
    house.clock.move(11 * MINUTE_MS);
    await agent.pull();
    await cashier.sell([BAG], [['CB', 20]], true);
    const job = await agent.theJob();
    value(await agent.report(job, { state: 'SENDING', sequence: 2 }));
    value(await agent.report(job, { state: 'UNKNOWN', final: true, sequence: 3, detail: 'the line broke' }));
    await cashier.sell([BAG], [['CB', 20]], true);
    await agent.printAll();
    const of = { tillId: till.tillId, registerId, kind: 'ticket' };
    expect(await told('printFailed')).toEqual([
      expect.objectContaining({ ...of, printJobId: expired.printJobId, outcome: 'EXPIRED', reason: null }),
      expect.objectContaining({
        ...of,
        printJobId: job.printJobId,
        outcome: 'UNKNOWN',
        reason: 'the line broke',
      }),
    ]);
  });
});
