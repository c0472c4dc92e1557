import { adminQueries } from '@encaisse/contracts';
import { RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder } from '../../test/store-builder.js';

const STORES = 4;
const REGISTERS_EACH = 500;

describe('a chain that does not fit into one message', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('list_registers');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  it('is listed page by page: each of 2,000 registers once, by store and number', async () => {
    const expected: string[] = [];
    for (let made = 0; made < STORES; made += 1) {
      const { store } = await StoreBuilder.create(house);
      await copyTo((await store.register(1)).registerId, REGISTERS_EACH);
      for (let number = 1; number <= REGISTERS_EACH; number += 1)
        expected.push(`${store.storeCode}/${number}`);
    }
    const seen: string[] = [];
    let pages = 0;
    for (let cursor: string | null | undefined; cursor !== null; pages += 1) {
      const asked = { limit: 1_000, ...(cursor === undefined ? {} : { cursor }) };
      const page = value(await house.ask(adminQueries.listRegisters, asked));
      seen.push(...page.registers.map(({ storeCode, number }) => `${storeCode}/${number}`));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(expected);
    expect(pages).toBeGreaterThan(1);
  }, 300_000);

  it('tells its stores by their codes, in pages', async () => {
    const first = value(await house.ask(adminQueries.listStores, { limit: STORES - 1 }));
    expect(first.stores.map(({ code, tills }) => [code, tills.length])).toEqual([
      ['S001', 1],
      ['S002', 1],
      ['S003', 1],
    ]);
    expect(first.nextCursor).toBe('S003');
    const rest = value(await house.ask(adminQueries.listStores, { limit: 10, cursor: 'S003' }));
    expect(rest).toMatchObject({ stores: [{ code: 'S004' }], nextCursor: null });
  });

  /** Behind the service's back: so many commands would take a minute. */
  async function copyTo(registerId: string, last: number): Promise<void> {
    const columns = (await house.admin.query(
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = DATABASE() AND table_name = 'register_registers'`,
    )) as { name: string }[];
    const names = columns.map(({ name }) => name);
    const other: Readonly<Record<string, string>> = {
      ...{ register_id: 'UUID()', incarnation: 'UUID()', number: 'n.number', name: "REPEAT('É', 40)" },
    };
    await house.admin.query(
      `INSERT INTO register_registers (${names.join(', ')})
       WITH RECURSIVE n AS (SELECT 2 AS number UNION ALL SELECT number + 1 FROM n WHERE number < ?)
       SELECT ${names.map((name) => other[name] ?? `r.${name}`).join(', ')}
       FROM register_registers r JOIN n ON TRUE WHERE r.register_id = ?`,
      [last, registerId],
    );
  }
});
