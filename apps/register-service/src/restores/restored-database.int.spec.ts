import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tillCommands } from '@encaisse/contracts';
import { databaseType } from '@encaisse/testing';
import { backUp, restore } from '../../test/backup.js';
import { Cashier } from '../../test/cashier.js';
import { ARTICLES } from '../../test/catalogue.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const FLOAT_CENTS = 10_000;
const [{ barcode, priceCents }] = ARTICLES;

let folder: string;
let house: RegisterHouse;
let store: StoreBuilder;

const witness = (): string => join(folder, 'witness.json');

/** The program that an administrator runs. */
async function beginByHand(): Promise<string> {
  const program = join(__dirname, '../../dist/restored.js');
  const env = { ...process.env, DATABASE_URL: house.serviceUrl, DATABASE_TYPE: databaseType() };
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env });
  return stdout;
}

interface Place {
  readonly till: TillAtHand;
  readonly registerId: string;
}
type Used = Readonly<Record<'tickets' | 'zs' | 'duplicates' | 'keys' | 'links', readonly string[]>>;

/** Whatever names something for ever, and may be used once. */
async function used(): Promise<Used> {
  const names = async (expression: string, table: string): Promise<readonly string[]> => {
    const rows = (await house.admin.query(`SELECT CONCAT_WS('/', ${expression}) AS name FROM ${table}`)) as {
      name: string;
    }[];
    return rows.map(({ name }) => name);
  };
  return {
    tickets: await names('register_id, number', 'register_tickets'),
    zs: await names('register_id, z_number', 'register_session_seals'),
    duplicates: await names(
      'record_id, kind, duplicate_number',
      'register_print_jobs WHERE duplicate_number > 0',
    ),
    keys: await names('register_id, incarnation, epoch, number', 'register_sessions'),
    links: await names('store_id, incarnation, register_id, seq', 'register_outbox'),
  };
}

async function place(number: number, till: TillAtHand): Promise<Place> {
  const { registerId } = await store.register(number);
  await store.import(till, registerId);
  return { till, registerId };
}

/** Opens, sells and closes. */
async function day({ till, registerId }: Place, tickets: number): Promise<void> {
  await store.open(till, registerId, FLOAT_CENTS);
  await sell({ till, registerId }, tickets);
  await store.close(till, registerId, FLOAT_CENTS + tickets * priceCents);
}
async function sell({ till, registerId }: Place, tickets: number): Promise<void> {
  const cashier = await Cashier.connect(store, till, registerId);
  for (let sold = 0; sold < tickets; sold += 1) await cashier.sell([barcode], [['ESP', priceCents]]);
}
/** Asks for as many copies of the first Z, and tells their numbers. */
async function copyZ({ till, registerId }: Place, copies: number): Promise<readonly number[]> {
  const [{ session_id: sessionId }] = (await house.admin.query(
    'SELECT session_id FROM register_sessions WHERE register_id = ? ORDER BY number LIMIT 1',
    [registerId],
  )) as [{ session_id: string }];
  const numbers: number[] = [];
  for (let copy = 0; copy < copies; copy += 1) {
    const request = { ...asked(till), sessionId, seller: RESPONSABLE };
    numbers.push(value(await house.ask(tillCommands.reprintZ, request)).duplicateNumber);
  }
  return numbers;
}

const eventsOf = async (registerId: string, type: string): Promise<readonly Record<string, unknown>[]> => {
  const rows = (await house.admin.query(
    'SELECT event FROM register_outbox WHERE register_id = ? ORDER BY seq',
    [registerId],
  )) as { event: unknown }[];
  return rows
    .map(({ event }) => (typeof event === 'string' ? JSON.parse(event) : event) as Record<string, unknown>)
    .filter((event) => event['type'] === type);
};
const lives = async (): Promise<readonly string[]> =>
  (
    (await house.admin.query('SELECT incarnation FROM register_incarnations ORDER BY started_at')) as {
      incarnation: string;
    }[]
  ).map(({ incarnation }) => incarnation);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'encaisse-witness-'));
  house = await RegisterHouse.open('restored', { WITNESS_FILE: witness() });
});
afterEach(async () => {
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a database that was restored from an older copy', () => {
  it('is noticed at the start, and no identity, number or session key is used twice (edge case 27)', async () => {
    const made = await StoreBuilder.create(house);
    store = made.store;
    const waiting = await place(1, made.till);
    const selling = await place(2, await store.till('T2'));
    await day(waiting, 2);
    await store.open(selling.till, selling.registerId, FLOAT_CENTS);
    await sell(selling, 1);
    expect(await copyZ(waiting, 2)).toEqual([1, 2]);
    const [firstLife] = await lives();
    await backUp(house.admin);
    const copied = await used();

    await day(waiting, 3);
    expect(await copyZ(waiting, 2)).toEqual([3, 4]);
    await sell(selling, 2);
    await store.close(selling.till, selling.registerId, FLOAT_CENTS + 3 * priceCents);
    const lost = await used();
    await house.restart(() => restore(house.admin));

    const [, secondLife, ...more] = await lives();
    expect([secondLife === firstLife, more]).toEqual([false, []]);
    // What was sealed waits as before; what was running is out of service, and its till free for another register.
    expect(await store.view(waiting.registerId)).toMatchObject({ state: 'TO_EXPORT' });
    expect(await store.view(selling.registerId)).toMatchObject({ state: 'OUT_OF_SERVICE' });
    for (const { registerId } of [waiting, selling]) {
      const [began, ...others] = await eventsOf(registerId, 'lifeBegan');
      expect([began, others]).toMatchObject([{ former: firstLife, incarnation: secondLife }, []]);
    }
    expect(await eventsOf(selling.registerId, 'holdForceReleased')).toMatchObject([
      { by: 'SYSTEM', reason: 'DATABASE_RESTORED' },
    ]);

    await day(waiting, 3);
    const again = await place(3, selling.till);
    await day(again, 1);
    // Past the four that the witness saw, and the margin.
    expect(await copyZ(waiting, 2)).toEqual([1_005, 1_006]);
    const now = await used();
    for (const what of ['tickets', 'zs', 'duplicates', 'keys', 'links'] as const) {
      const isNew = now[what].filter((name) => !copied[what].includes(name));
      expect(isNew.length).toBeGreaterThan(0);
      expect(isNew.filter((name) => lost[what].includes(name))).toEqual([]);
    }
  });

  it('is noticed though nothing but a duplicate was printed since, also when the same copy is restored twice', async () => {
    const made = await StoreBuilder.create(house);
    store = made.store;
    const one = await place(1, made.till);
    await day(one, 1);
    const printed = [...(await copyZ(one, 1))];
    await backUp(house.admin);
    for (const keep of [true, false]) {
      printed.push(...(await copyZ(one, 2)));
      await house.restart(() => restore(house.admin, { keep }));
      printed.push(...(await copyZ(one, 1)));
      expect(await lives()).toHaveLength(2);
    }
    expect(printed).toEqual([1, 2, 3, 1_004, 1_005, 1_006, 2_007]);
  });

  it('is noticed while the service runs, and after that a start is like any other', async () => {
    const made = await StoreBuilder.create(house);
    store = made.store;
    const one = await place(1, made.till);
    await day(one, 1);
    await backUp(house.admin);
    await day(one, 2);
    await house.restart();
    expect(await lives()).toHaveLength(1);
    await restore(house.admin);
    await expectSoon(async () => (await eventsOf(one.registerId, 'lifeBegan')).length > 0);
    // It may have been looked at while it was half restored; a start settles that.
    await house.restart();
    const [begun, events] = [await lives(), await eventsOf(one.registerId, 'lifeBegan')];
    expect(begun.length).toBeGreaterThan(1);
    await house.restart();
    expect(await lives()).toEqual(begun);
    expect(await eventsOf(one.registerId, 'lifeBegan')).toEqual(events);
    await day(one, 1);
  });

  it('that went on before anybody looked is noticed by the hashes of its events', async () => {
    const made = await StoreBuilder.create(house);
    store = made.store;
    const one = await place(1, made.till);
    await backUp(house.admin);
    await day(one, 1);
    let seen = '';
    await house.restart(async () => {
      seen = readFileSync(witness(), 'utf8');
      await restore(house.admin);
      rmSync(witness());
    });
    // Without the witness it sells on, past what the witness has seen.
    await day(one, 1);
    await day(one, 1);
    await house.restart(async () => writeFileSync(witness(), seen));
    expect(await lives()).toHaveLength(2);
    expect(await eventsOf(one.registerId, 'lifeBegan')).toHaveLength(1);
  });

  it('without a witness begins its new life by hand, past more numbers than were ever used', async () => {
    const made = await StoreBuilder.create(house);
    store = made.store;
    const one = await place(1, made.till);
    await day(one, 1);
    await copyZ(one, 1);
    let said = '';
    await house.restart(async () => {
      rmSync(witness());
      said = await beginByHand();
    });
    const incarnation = /incarnation (\S+) begins/u.exec(said)?.[1];
    expect(await eventsOf(one.registerId, 'lifeBegan')).toMatchObject([
      { incarnation, counters: { ticketNumber: 100_001, zNumber: 1_001 } },
    ]);
    expect(await copyZ(one, 1)).toEqual([100_002]);
  });
});

async function expectSoon(check: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 15_000;
  while (!(await check())) {
    if (Date.now() > until) throw new Error('not in time');
    await new Promise((done) => setTimeout(done, 200));
  }
}
