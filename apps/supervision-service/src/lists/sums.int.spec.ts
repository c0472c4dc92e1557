import { randomUUID } from 'node:crypto';
import {
  salesQueries,
  sessionQueries,
  soldTicketQueries,
  streamCommands,
  supervisionQueries,
  timelineQueries,
} from '@encaisse/contracts';
import { statementsOf } from '@encaisse/testing';
import { DataSource } from 'typeorm';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { RegisterStory } from '../../spec/register-story.js';
import { ToldStream } from '../../spec/told-stream.js';
import { Projector } from '../projections/projector.js';
import { Rebuild } from '../projections/rebuild.js'; /** What the rounds of the service ask at any moment, whoever asks something else meanwhile. */

const ROUNDS = /supervision_commands|supervision_command_outcomes|_LOCK\(|DATABASE\(\)/u;

const TEA = {
  articleCode: 'A7',
  barcode: '1990000000010',
  label: 'Thé vert',
  ttcCents: 1_055,
  vatBasisPoints: 550,
};
const CUP = { articleCode: 'A8', barcode: '1990000000027', label: 'Tasse bleue', ttcCents: 1_200 };
const DAY = { from: '2026-03-02', to: '2026-03-02' };

let house: HeadOfficeHouse;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('sums');
});
afterAll(() => house?.close());

/** A store in its time zone, with registers of these stories. */
async function tellStore(storeId: string, timeZone: string, stories: readonly RegisterStory[]) {
  const store = new ToldStream(storeId, storeId, 'STORE');
  const code = storeId.slice(0, 8).toUpperCase();
  const registers = stories.map(({ stream }, at) => ({
    registerId: stream.streamId,
    number: at + 1,
    name: `CAISSE ${at + 1}`,
  }));
  const described = { code, name: 'Magasin', timeZone, toleranceCents: 100, tills: [], registers };
  store.append({ type: 'storeDescribed', at: '2026-03-02T07:00:00.000Z', ...{ store: described } });
  const [first] = stories;
  const failed = {
    tillId: randomUUID(),
    registerId: first?.stream.streamId ?? null,
    printJobId: randomUUID(),
  };
  store.append({
    type: 'printFailed',
    at: '2026-03-02T09:00:00.000Z',
    ...failed,
    ...{ kind: 'ticket', outcome: 'FAILED', reason: null },
  });
  // The printer hears of it by the click that asked for the paper.
  const [, print] = store.events;
  Object.assign(print ?? {}, { correlationId: first?.stream.events.at(-1)?.correlationId });
  const pieces = [...stories.map(({ stream }) => stream.piece(null)), store.piece(null)];
  value(await house.ask(streamCommands.takeEvents, { pieces }));
}
const newStory = (storeId: string) => new RegisterStory(new ToldStream(storeId, randomUUID()));

describe('what stores sold', () => {
  const storeId = randomUUID();
  const [one, two] = [newStory(storeId), newStory(storeId)];
  beforeAll(async () => {
    one.imports().opens().sellsArticles([TEA, CUP]).waits(90).sellsArticles([CUP], { tender: 'CB' });
    two.imports().opens().sells(500);
    await tellStore(storeId, 'Indian/Reunion', [one, two]);
  });
  const salesBy = async (by: 'DATE' | 'HOUR' | 'STORE' | 'REGISTER' | 'TENDER' | 'VAT', more: object = {}) =>
    value(await house.ask(salesQueries.readSales, { stores: [storeId], ...DAY, by, limit: 100, ...more }));

  it('is summed by day, by hour of the store, by store and register', async () => {
    const { figures, total, amountOnly } = await salesBy('DATE');
    expect(figures).toMatchObject([{ businessDate: '2026-03-02', count: 3, ttcCents: 3_955 }]);
    expect(total).toEqual({ ticketCount: 3, refundCount: 0, ttcCents: 3_955 });
    expect(amountOnly).toEqual({ ticketCount: 1, ttcCents: 500 });
    // Eight in the morning in UTC is noon there.
    expect((await salesBy('HOUR')).figures).toMatchObject([
      { hour: 12, count: 2, ttcCents: 2_755 },
      { hour: 13, count: 1, ttcCents: 1_200 },
    ]);
    expect((await salesBy('STORE')).figures).toMatchObject([{ storeId, ttcCents: 3_955 }]);
    const { figures: registers } = await salesBy('REGISTER');
    expect(registers.map(({ ttcCents }) => ttcCents).sort()).toEqual([3_455, 500]);
  });

  it('is summed by tender and VAT rate', async () => {
    expect((await salesBy('TENDER')).figures).toMatchObject([
      { tenderCode: 'CB', tenderKind: 'CARD', count: 1, ttcCents: 1_200 },
      { tenderCode: 'ESP', tenderKind: 'CASH', count: 1, ttcCents: 2_255 },
    ]);
    expect((await salesBy('VAT')).figures).toMatchObject([
      { vatBasisPoints: 550, htCents: 1_000, vatCents: 55, ttcCents: 1_055 },
      { vatBasisPoints: 2_000, htCents: 2_000, vatCents: 400, ttcCents: 2_400 },
    ]);
  });

  it('is read page by page where there are many registers, and is nobody else’s', async () => {
    const first = await salesBy('REGISTER', { limit: 1 });
    const second = await salesBy('REGISTER', { limit: 1, cursor: first.nextCursor });
    const ids = [...first.figures, ...second.figures].map(({ registerId }) => registerId);
    expect(new Set(ids)).toEqual(new Set([one.stream.streamId, two.stream.streamId]));
    for (const stores of [[], [randomUUID()]])
      expect((await salesBy('DATE', { stores })).total).toEqual({
        ticketCount: 0,
        refundCount: 0,
        ttcCents: 0,
      });
  });
});

describe('the timeline of a register', () => {
  it('tells what happened, newest first, with what failed to print, from one click on', async () => {
    const storeId = randomUUID();
    const story = newStory(storeId).imports().opens().sellsArticles([TEA]);
    await tellStore(storeId, 'Europe/Paris', [story]);
    const asked = { stores: [storeId], registerId: story.stream.streamId };
    const whole = value(await house.ask(timelineQueries.readTimeline, { ...asked, limit: 100 }));
    expect(whole.items.map(({ type }) => type)).toEqual([
      ...['printFailed', 'ticketFinalised', 'sessionOpened', 'importSucceeded', 'importStarted'],
    ]);
    expect(whole.items[1]).toMatchObject({
      ...{ by: 'V01', sentence: 'Ticket 1, €10.55, by V01.', faults: [] },
      sentenceFr: 'Ticket 1, 10,55\u202f€, par V01.',
    });
    const correlationId = story.stream.events.at(-1)?.correlationId ?? '';
    const click = value(await house.ask(timelineQueries.readTimeline, { ...asked, correlationId, limit: 9 }));
    expect(click.items.map(({ type }) => type)).toEqual(['printFailed', 'ticketFinalised']);
    const page = value(await house.ask(timelineQueries.readTimeline, { ...asked, limit: 2 }));
    const cursor = page.nextCursor ?? 0;
    const next = value(await house.ask(timelineQueries.readTimeline, { ...asked, limit: 2, cursor }));
    expect([...page.items, ...next.items]).toEqual(whole.items.slice(0, 4));
    const elsewhere = { ...asked, stores: [randomUUID()], limit: 9 };
    expect(await house.ask(timelineQueries.readTimeline, elsewhere)).toMatchObject({
      refusal: { code: 'REGISTER_UNKNOWN' },
    });
  });
});

describe('the registers', () => {
  it('are filtered by state, silence, difference and what waits', async () => {
    const storeId = randomUUID();
    const [open, closed, unused] = [newStory(storeId), newStory(storeId), newStory(storeId)];
    open.imports().opens();
    closed.imports().opens().sells(100).closes(-30);
    unused.imports();
    await tellStore(storeId, 'Europe/Paris', [open, closed, unused]);
    const numbers = async (filter: object) => {
      const asked = { stores: [storeId], limit: 10, ...filter };
      const { registers } = value(await house.ask(supervisionQueries.overview, asked));
      return registers.map(({ number }) => number).sort();
    };
    expect(await numbers({})).toEqual([1, 2, 3]);
    expect(await numbers({ state: 'TO_EXPORT' })).toEqual([2]);
    expect(await numbers({ stale: true })).toEqual([1]);
    expect(await numbers({ stale: false })).toEqual([2, 3]);
    expect(await numbers({ difference: true })).toEqual([2]);
    expect(await numbers({ pending: true, storeId })).toEqual([2]);
    expect(await numbers({ storeId: randomUUID() })).toEqual([]);
  });
});

describe('what head office reads', () => {
  it('takes as many statements for a hundred rows as for one', async () => {
    const storeId = randomUUID();
    const stores = [storeId];
    const story = newStory(storeId).imports().opens();
    const readAll = async () => {
      const page = { stores, limit: 500 };
      value(await house.ask(supervisionQueries.overview, page));
      value(await house.ask(sessionQueries.listSupervisedSessions, page));
      value(await house.ask(sessionQueries.listRegisterJobs, page));
      value(await house.ask(sessionQueries.listDifferences, { ...page, ...DAY, by: 'register' }));
      value(await house.ask(soldTicketQueries.listSoldTickets, { ...page, articleCode: 'A7' }));
      value(await house.ask(salesQueries.readSales, { stores, ...DAY, by: 'HOUR', limit: 100 }));
      const registerId = story.stream.streamId;
      value(await house.ask(timelineQueries.readTimeline, { ...page, registerId }));
    };
    const source = house.app.get(DataSource);
    story.sellsArticles([TEA]);
    await tellStore(storeId, 'Europe/Paris', [story]);
    const few = (await statementsOf(source, readAll, ROUNDS)).length;
    const { head } = story.stream;
    for (let sold = 0; sold < 100; sold += 1) story.sellsArticles([TEA, CUP]);
    const pieces = [story.stream.piece(head)];
    const taking = () => house.ask(streamCommands.takeEvents, { pieces });
    // A hundred tickets are taken with the statements of one.
    expect((await statementsOf(source, taking, ROUNDS)).length).toBeLessThan(30);
    expect((await statementsOf(source, readAll, ROUNDS)).length).toBe(few);
    expect(few).toBeLessThan(14);
  });
});

describe('the read model of sales', () => {
  it('is made again from the events alone, to the byte', async () => {
    const { tables } = house.app.get(Projector);
    const before = await house.dump(tables);
    for (const shown of ['"tender_code":"CB"', '"basis_points":550', 'supervision_register_notes'])
      expect(before.includes(shown)).toBe(true);
    await house.admin.query('UPDATE supervision_sales SET ttc_cents = 1');
    await house.app.get(Rebuild).run();
    expect((await house.dump(tables)) === before).toBe(true);
  });
});
