import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { databaseType } from '@encaisse/testing';
import { backUp, restore } from '../../test/backup.js';
import { Cashier } from '../../test/cashier.js';
import { ARTICLES } from '../../test/catalogue.js';
import { FakeHeadOffice } from '../../test/fake-head-office.js';
import { RegisterHouse } from '../../test/register-house.js';
import { StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const FLOAT_CENTS = 10_000;
const [{ barcode, priceCents }] = ARTICLES;

let house: RegisterHouse;
let office: FakeHeadOffice;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('relay', { RELAY_MS: '10', PRESENCE_MS: '100' });
  office = await FakeHeadOffice.start(house.natsUrl);
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
});
afterAll(async () => {
  await office?.stop();
  await house?.close();
});

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const stored = async (): Promise<{ seq: number; hash: string }[]> => {
  const rows = (await house.admin.query(
    'SELECT seq, hash FROM register_outbox WHERE register_id = ? ORDER BY seq',
    [registerId],
  )) as { seq: number; hash: string }[];
  return rows.map(({ seq, hash }) => ({ seq: Number(seq), hash }));
};
const told = () => (office.streams.get(registerId) ?? []).map(({ seq, hash }) => ({ seq, hash }));
const isTold = async () => JSON.stringify(told()) === JSON.stringify(await stored());

async function sell(tickets: number): Promise<void> {
  const cashier = await Cashier.connect(store, till, registerId);
  for (let ticket = 0; ticket < tickets; ticket += 1) await cashier.sell([barcode], [['ESP', priceCents]]);
}

describe('what happens in a store', () => {
  it('is told to head office, each event once, with the tickets and the Z that it names', async () => {
    await store.open(till, registerId, FLOAT_CENTS);
    await sell(3);
    await store.close(till, registerId, FLOAT_CENTS + 3 * priceCents);
    await eventually(isTold);
    const held = office.streams.get(registerId) ?? [];
    const records = held.flatMap(({ event, record }) => (record ? [[event['type'], record]] : []));
    expect(records.map(([type]) => type)).toEqual([
      'ticketFinalised',
      'ticketFinalised',
      'ticketFinalised',
      'sessionSealed',
    ]);
    expect(records[0]?.[1]).toMatchObject({ type: 'ticket', number: 1, ttcCents: priceCents });
    expect(records[3]?.[1]).toMatchObject({ type: 'z', zNumber: 1, totals: { ticketCount: 3 } });
    expect(office.faults).toEqual([]);
  });

  it('is told of the store itself as well, anew when it has changed', async () => {
    const described = () =>
      (office.streams.get(store.storeId) ?? []).flatMap(({ event }) =>
        event['type'] === 'storeDescribed' ? [event['store'] as { registers: object[] }] : [],
      );
    await eventually(() => described().at(-1)?.registers.length === 1);
    await store.register(2);
    await eventually(() => described().at(-1)?.registers.length === 2);
  });

  it('is told again when the answer got lost, and taken once', async () => {
    await store.open(till, registerId, FLOAT_CENTS);
    office.answersToLose = 3;
    await sell(2);
    await eventually(async () => office.answersToLose === 0 && (await isTold()));
    await store.close(till, registerId, FLOAT_CENTS + 2 * priceCents);
    await eventually(isTold);
    expect(office.faults).toEqual([]);
  });

  it('is told from the first event on to a head office that has lost everything, even while nothing happens', async () => {
    await eventually(isTold);
    office.forget();
    await eventually(isTold);
    expect(office.faults).toEqual([]);
  });

  it.each([
    ['refuses', 'refusedStream', 3],
    ['stumbles over', 'brokenStream', 4],
  ] as const)('is not held up by a stream that head office %s', async (_what, how, number) => {
    office[how] = store.storeId;
    await store.register(number);
    await store.open(till, registerId, FLOAT_CENTS);
    await eventually(isTold);
    office[how] = undefined;
    await store.close(till, registerId, FLOAT_CENTS);
    await eventually(isTold);
  });

  it('goes on after a restart, and after a restore from where the copy ended (edge case 27)', async () => {
    await backUp(house.admin);
    await store.open(till, registerId, FLOAT_CENTS);
    await sell(2);
    await store.close(till, registerId, FLOAT_CENTS + 2 * priceCents);
    await eventually(isTold);
    const beyond = told().length;
    await house.restart(async () => {
      await restore(house.admin);
      const program = join(__dirname, '../../dist/restored.js');
      const env = { ...process.env, DATABASE_URL: house.serviceUrl, DATABASE_TYPE: databaseType() };
      await promisify(execFile)(process.execPath, [program], { env });
    });
    const own = await stored();
    await eventually(() => office.headOf(registerId)?.seq === own.at(-1)?.seq);
    await eventually(() => told().at(-1)?.hash === own.at(-1)?.hash);
    // What was told of the lost life stays; the new one is told from its first event on, behind the copy's last.
    const lifeBegan = (office.streams.get(registerId) ?? []).filter(
      ({ event }) => event['type'] === 'lifeBegan',
    );
    expect(lifeBegan).toHaveLength(1);
    expect(told().length).toBeGreaterThan(beyond);
    expect(office.faults).toEqual([]);
  });
});
