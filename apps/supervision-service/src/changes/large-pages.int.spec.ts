import { randomUUID } from 'node:crypto';
import { streamCommands, supervisionQueries } from '@encaisse/contracts';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { ToldStream } from '../../spec/told-stream.js';

let house: HeadOfficeHouse;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('large_pages');
});
afterAll(() => house?.close());

const REGISTERS = 999;
const registersOf = (length: number) =>
  Array.from({ length }, (_, at) => ({ registerId: randomUUID(), number: at + 1, name: 'É'.repeat(40) }));
const described = (code: string, registers: ReturnType<typeof registersOf>) => ({
  type: 'storeDescribed',
  at: '2026-03-02T07:00:00.000Z',
  ...{
    store: {
      code,
      name: 'É'.repeat(80),
      timeZone: 'Europe/Paris',
      toleranceCents: 100,
      tills: [],
      registers,
    },
  },
});

describe('what does not fit into a message of NATS', () => {
  it('is shown page by page: every register once', async () => {
    const stores = ['S01', 'S02', 'S03'].map((code) => {
      const storeId = randomUUID();
      const registers = registersOf(REGISTERS);
      return {
        registers,
        told: new ToldStream(storeId, storeId, 'STORE').append(described(code, registers)),
      };
    });
    for (const { told } of stores)
      value(await house.ask(streamCommands.takeEvents, { pieces: [told.piece(null)] }));
    const seen: string[] = [];
    let pages = 0;
    for (let cursor: string | null | undefined; cursor !== null; pages += 1) {
      const asked = { stores: null, limit: 1_000, ...(cursor === undefined ? {} : { cursor }) };
      const page = value(await house.ask(supervisionQueries.overview, asked));
      seen.push(...page.registers.map(({ registerId }) => registerId));
      cursor = page.nextCursor;
    }
    const all = stores.flatMap(({ registers }) => registers.map(({ registerId }) => registerId));
    expect(seen.toSorted()).toEqual(all.toSorted());
    expect(pages).toBeGreaterThan(3);
  });

  it('is read by a watcher piece by piece: each of 500 large changes once, in their order', async () => {
    const storeId = randomUUID();
    const told = new ToldStream(storeId, storeId, 'STORE');
    const registers = registersOf(60);
    for (let n = 0; n < 500; n += 1) told.append(described(`S${n}`, registers));
    const { position } = value(await house.ask(supervisionQueries.overview, { stores: [], limit: 1 }));
    for (let from = 1; from <= 500; from += 50) {
      const after = from === 1 ? null : { incarnation: told.incarnation, seq: from - 1 };
      value(await house.ask(streamCommands.takeEvents, { pieces: [told.piece(after, from, from + 49)] }));
    }
    const codes: string[] = [];
    for (let after = position; ; ) {
      const page = value(await house.ask(supervisionQueries.changes, { after, limit: 500 }));
      expect(page.forgotten).toBe(false);
      expect(page.changes.length).toBeGreaterThan(0);
      for (const { body } of page.changes) codes.push(JSON.parse(body).store.code);
      after = page.changes.at(-1)?.position ?? 0;
      if (after === page.position) break;
      expect(page.changes.length).toBeLessThan(500);
    }
    expect(codes).toEqual(Array.from({ length: 500 }, (_, n) => `S${n}`));
  });
});
