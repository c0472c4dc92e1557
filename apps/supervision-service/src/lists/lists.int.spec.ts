import { randomUUID } from 'node:crypto';
import { sessionQueries, soldTicketQueries, streamCommands } from '@encaisse/contracts';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { RegisterStory } from '../../spec/register-story.js';
import { ToldStream } from '../../spec/told-stream.js';
import { Projector } from '../projections/projector.js';
import { Rebuild } from '../projections/rebuild.js';

const TEA = {
  articleCode: 'A7',
  barcode: '1990000000010',
  label: 'Thé vert 100 %',
  ttcCents: 450,
  vatBasisPoints: 550,
};
const CUP = { articleCode: 'A8', barcode: '1990000000027', label: 'Tasse bleue', ttcCents: 1_200 };

let house: HeadOfficeHouse;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('lists');
});
afterAll(() => house?.close());

const { listSupervisedSessions, readSupervisedSession, listDifferences, listRegisterJobs } = sessionQueries;
const { listSoldTickets, readSoldTicket } = soldTicketQueries;
const newStory = (storeId: string = randomUUID()) => new RegisterStory(new ToldStream(storeId, randomUUID()));
const tell = async ({ stream }: RegisterStory, from = 1) =>
  value(
    await house.ask(streamCommands.takeEvents, {
      pieces: [stream.piece(from === 1 ? null : { incarnation: stream.incarnation, seq: from - 1 }, from)],
    }),
  );
const sessionsOf = async ({ stream }: RegisterStory, more: object = {}) => {
  const { items } = value(
    await house.ask(listSupervisedSessions, { stores: [stream.storeId], limit: 100, ...more }),
  );
  return items;
};
const ticketsOf = async ({ stream }: RegisterStory, more: object = {}) => {
  const { items } = value(
    await house.ask(listSoldTickets, { stores: [stream.storeId], limit: 100, ...more }),
  );
  return items;
};

describe('the sessions that stores told', () => {
  it('are shown from their opening to what head office made of them, with their Z', async () => {
    const story = newStory().imports().opens().sellsArticles([TEA, CUP]).sells(300);
    await tell(story);
    expect(await sessionsOf(story, { state: 'RUNNING' })).toMatchObject([
      { openedBy: 'RESP', businessDate: '2026-03-02', ticketCount: 2, ttcCents: 1_950, standing: null },
    ]);
    story.closes(-50).recounts(-20);
    await tell(story, 6);
    const [closed] = await sessionsOf(story);
    expect(closed).toMatchObject({
      ...{ sessionId: story.sessionId, closedBy: 'RESP', zNumber: 1, standing: 'PENDING' },
      ...{ countedCashCents: 9_950, differenceCents: -20, recounts: [{ by: 'RESP', differenceCents: -20 }] },
    });
    const ask = { stores: [story.stream.storeId], sessionId: story.sessionId };
    const { z } = value(await house.ask(readSupervisedSession, ask));
    expect(z).toMatchObject({ zNumber: 1, totals: { ttcCents: 1_950, cash: { differenceCents: -50 } } });
    story.exports().isRefused().exports().isAcknowledged();
    await tell(story, 9);
    expect(await sessionsOf(story, { standing: 'REFUSED' })).toEqual([]);
    expect(await sessionsOf(story, { standing: 'ACKNOWLEDGED' })).toMatchObject([
      { exportId: story.exportId, refusal: null, settledAt: expect.any(String) },
    ]);
  });

  it('show what head office refused them for', async () => {
    const story = newStory().imports().opens().sells(100).closes().exports().isRefused();
    await tell(story);
    expect(await sessionsOf(story, { standing: 'REFUSED' })).toMatchObject([
      { refusal: { reason: 'TOTALS_DIFFER', differences: [{ ours: '100', headOffice: '90' }] } },
    ]);
    const { items } = value(await house.ask(listRegisterJobs, { stores: [story.stream.storeId], limit: 10 }));
    expect(items).toMatchObject([
      { kind: 'EXPORT', outcome: 'REFUSED', sessionCount: 1, refusedCount: 1, reason: 'TOTALS_DIFFER' },
      { kind: 'IMPORT', outcome: 'SUCCEEDED', datasetVersion: 7, startedBy: 'RESP' },
    ]);
  });

  it('are summed by store, register and seller', async () => {
    const storeId = randomUUID();
    for (const difference of [-50, 20, 0])
      await tell(newStory(storeId).imports().opens().sells(100).closes(difference));
    const asked = { stores: [storeId], from: '2026-03-02', to: '2026-03-02', limit: 100 };
    for (const by of ['store', 'seller'] as const) {
      const { items } = value(await house.ask(listDifferences, { ...asked, by }));
      expect(items).toMatchObject([
        {
          ...{ closingCount: 3, differenceCount: 2, surplusCents: 20, shortageCents: -50, netCents: -30 },
          sellerCode: by === 'seller' ? 'RESP' : null,
        },
      ]);
    }
    expect(value(await house.ask(listDifferences, { ...asked, by: 'register' })).items).toHaveLength(3);
  });

  it('are summed page by page, each group once and none left out', async () => {
    const stores = Array.from({ length: 5 }, () => randomUUID());
    for (const storeId of stores)
      for (const difference of [-50, 20]) await tell(newStory(storeId).imports().opens().closes(difference));
    for (const [by, groups] of [
      ['store', 5],
      ['register', 10],
      ['seller', 5],
    ] as const) {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const asked = { stores, from: '2026-03-02', to: '2026-03-02', by, limit: 2 };
        const page = value(await house.ask(listDifferences, { ...asked, ...(cursor ? { cursor } : {}) }));
        expect(page.items.length).toBeLessThanOrEqual(2);
        found.push(...page.items.map(({ storeId, registerId }) => `${storeId} ${registerId}`));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      expect([found.length, new Set(found).size]).toEqual([groups, groups]);
      expect(new Set(found.map((key) => key.slice(0, 36)))).toEqual(new Set(stores));
    }
  });

  it('that a restored database has lost are still there, and said to be lost', async () => {
    const story = newStory().imports().opens().sells(100).closes();
    await tell(story);
    const { stream } = story;
    const former = stream.head;
    const { incarnation } = stream;
    stream.restored(3);
    const counters = { epoch: 11, sessionNumber: 0, ticketNumber: 1_000, zNumber: 10 };
    const life = { former: incarnation, incarnation: stream.incarnation, counters };
    stream.append({ type: 'lifeBegan', at: story.at(), ...life });
    value(await house.ask(streamCommands.takeEvents, { pieces: [stream.piece(former, 4)] }));
    expect(await sessionsOf(story, { state: 'LOST' })).toMatchObject([
      { zNumber: 1, ttcCents: 100, standing: 'PENDING', lostAt: expect.any(String) },
    ]);
    expect(await ticketsOf(story)).toHaveLength(1);
  });
});

describe('the tickets that stores told', () => {
  it('are found by number, amount, day and article, and read whole', async () => {
    const story = newStory()
      .imports()
      .opens()
      .sellsArticles([TEA, CUP])
      .sellsArticles([CUP, CUP], { tender: 'CB' });
    story.sells(777);
    await tell(story);
    const numbers = async (more: object) => (await ticketsOf(story, more)).map(({ number }) => number);
    expect(await numbers({})).toEqual([3, 2, 1]);
    expect(await numbers({ number: 2 })).toEqual([2]);
    expect(await numbers({ minTtcCents: 700, maxTtcCents: 800 })).toEqual([3]);
    expect(await numbers({ articleCode: 'A8' })).toEqual([2, 1]);
    expect(await numbers({ barcode: TEA.barcode })).toEqual([1]);
    expect(await numbers({ label: 'the vert 100 %' })).toEqual([1]);
    expect(await numbers({ label: '% vert' })).toEqual([]);
    expect(await numbers({ from: '2026-03-02', to: '2026-03-02', label: 'tasse' })).toEqual([2, 1]);
    expect(await numbers({ from: '2026-03-03' })).toEqual([]);
    expect(await numbers({ sessionId: story.sessionId, sellerCode: 'V01' })).toEqual([3, 2, 1]);
    const [bare, , whole] = await ticketsOf(story);
    const stores = [story.stream.storeId];
    const read = async (ticketId = '') => value(await house.ask(readSoldTicket, { stores, ticketId }));
    expect((await read(whole?.ticketId)).record?.lines).toMatchObject([
      { label: TEA.label },
      { label: CUP.label },
    ]);
    expect(await read(bare?.ticketId)).toMatchObject({
      ticket: { ttcCents: 777, lineCount: null },
      record: null,
    });
  });

  it('count once, though a restored store tells one again', async () => {
    const story = newStory().imports().opens();
    const ticketId = randomUUID();
    await tell(story.sellsArticles([TEA], { ticketId }).sellsArticles([TEA], { ticketId }));
    expect(await ticketsOf(story)).toMatchObject([{ ticketId, number: 1 }]);
  });

  it('are read page by page, each once', async () => {
    const story = newStory().imports().opens();
    for (let sold = 0; sold < 7; sold += 1) story.sellsArticles([TEA]);
    await tell(story);
    const numbers: number[] = [];
    for (let cursor: string | undefined; ; ) {
      const asked = { stores: [story.stream.storeId], limit: 3, ...(cursor ? { cursor } : {}) };
      const { items, nextCursor } = value(await house.ask(listSoldTickets, asked));
      numbers.push(...items.map(({ number }) => number));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(numbers).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });
});

describe('whoever sees some stores', () => {
  it('sees nothing of others', async () => {
    const story = newStory().imports().opens().sellsArticles([TEA]).closes(-10);
    await tell(story);
    const [ticket] = await ticketsOf(story);
    for (const stores of [[], [randomUUID()]]) {
      expect(value(await house.ask(listSupervisedSessions, { stores, limit: 9 })).items).toEqual([]);
      expect(value(await house.ask(listSoldTickets, { stores, limit: 9, articleCode: 'A7' })).items).toEqual(
        [],
      );
      expect(value(await house.ask(listRegisterJobs, { stores, limit: 9 })).items).toEqual([]);
      const period = { from: '2026-03-02', to: '2026-03-02' };
      expect(
        value(await house.ask(listDifferences, { stores, ...period, by: 'store', limit: 9 })).items,
      ).toEqual([]);
      expect(await house.ask(readSupervisedSession, { stores, sessionId: story.sessionId })).toMatchObject({
        refusal: { code: 'SESSION_UNKNOWN' },
      });
      expect(await house.ask(readSoldTicket, { stores, ticketId: ticket?.ticketId ?? '' })).toMatchObject({
        refusal: { code: 'TICKET_UNKNOWN' },
      });
    }
  });
});

describe('the read model of sessions, jobs and tickets', () => {
  it('is made again from the events alone, to the byte', async () => {
    const { tables } = house.app.get(Projector);
    const before = await house.dump(tables);
    for (const shown of ['supervision_sessions', 'supervision_jobs', 'Tasse bleue', 'ACKNOWLEDGED'])
      expect(before).toContain(shown);
    await house.admin.query('DELETE FROM supervision_tickets');
    await house.app.get(Rebuild).run();
    expect(await house.dump(tables)).toBe(before);
  });
});
