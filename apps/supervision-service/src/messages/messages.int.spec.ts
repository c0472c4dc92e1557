import { randomUUID } from 'node:crypto';
import { publishedMessageQueries, streamCommands, timelineQueries } from '@encaisse/contracts';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { ToldStream } from '../../spec/told-stream.js';
import { ReadModelCheck } from '../projections/read-model-check.js';

const { listPublishedMessages, readPublishedMessage } = publishedMessageQueries;
const SOMEBODY = 'claire@chaine.example';
const PERIOD = { from: '2026-03-02T07:00:00.000Z', until: '2026-03-03T20:00:00.000Z' };
const TEXT = 'Inventaire demain à 19 h.';

describe('messages to tills, as stores told them', () => {
  let house: HeadOfficeHouse;
  const [one, other] = [randomUUID(), randomUUID()];
  const [t1, t2, t3, revoked] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [toAll, toOne] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    house = await HeadOfficeHouse.open('messages');
    const storeOf = (storeId: string, code: string, tills: readonly string[]) =>
      new ToldStream(storeId, storeId, 'STORE').append({
        type: 'storeDescribed',
        at: '2026-03-02T06:00:00.000Z',
        ...{
          store: {
            ...{ code, name: 'Magasin', timeZone: 'Europe/Paris', toleranceCents: 0, registers: [] },
            tills: tills.map((tillId, at) => ({
              ...{ tillId, code: `T${at + 1}`, name: `Poste ${at + 1}` },
              revoked: tillId === revoked,
            })),
          },
        },
      });
    const published = (messageId: string, tillId: string | null, at: string) => ({
      ...{ type: 'messagePublished', at, by: SOMEBODY, messageId, tillId, text: TEXT },
      ...{ level: 'IMPORTANT', ...PERIOD },
    });
    const at = '2026-03-02T07:00:00.000Z';
    const first = storeOf(one, 'S01', [t1, t2, revoked])
      .append(published(toAll, null, at))
      .append(published(toOne, t2, '2026-03-02T08:00:00.000Z'))
      .append({
        ...{ type: 'messageAcknowledged', at: '2026-03-02T08:30:00.000Z' },
        ...{ by: 'V01', messageId: toAll, tillId: t1 },
      })
      .append({
        ...{ type: 'messageWithdrawn', at: '2026-03-02T09:00:00.000Z' },
        ...{ by: SOMEBODY, messageId: toOne },
      });
    const second = storeOf(other, 'S02', [t3]).append(published(toAll, null, at));
    value(
      await house.ask(streamCommands.takeEvents, { pieces: [first, second].map((told) => told.piece(null)) }),
    );
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  it('are listed newest first, one that many stores show as one, and how far they were read', async () => {
    const { items } = value(await house.ask(listPublishedMessages, { stores: null, limit: 50 }));
    expect(items).toEqual([
      {
        ...{ messageId: toOne, tillId: t2, text: TEXT, level: 'IMPORTANT', ...PERIOD },
        ...{ publishedBy: SOMEBODY, publishedAt: '2026-03-02T08:00:00.000Z' },
        withdrawn: { by: SOMEBODY, at: '2026-03-02T09:00:00.000Z' },
        ...{ storeCount: 1, tillCount: 1, acknowledgedCount: 0 },
      },
      {
        ...{ messageId: toAll, tillId: null, text: TEXT, level: 'IMPORTANT', ...PERIOD },
        ...{ publishedBy: SOMEBODY, publishedAt: '2026-03-02T07:00:00.000Z', withdrawn: null },
        ...{ storeCount: 2, tillCount: 3, acknowledgedCount: 1 },
      },
    ]);
    const first = value(await house.ask(listPublishedMessages, { stores: null, limit: 1 }));
    const cursor = first.nextCursor ?? '';
    const next = value(await house.ask(listPublishedMessages, { stores: null, limit: 1, cursor }));
    expect([...first.items, ...next.items]).toEqual(items);
  });

  it('are shown with every till, and who has read them there', async () => {
    const { tills } = value(await house.ask(readPublishedMessage, { stores: null, messageId: toAll }));
    expect(tills).toMatchObject([
      { storeCode: 'S01', tillId: t1, acknowledged: { by: 'V01', at: '2026-03-02T08:30:00.000Z' } },
      { storeCode: 'S01', tillId: t2, acknowledged: null },
      { storeCode: 'S02', tillId: t3, tillName: 'Poste 1', acknowledged: null },
    ]);
  });

  it('are shown to whoever may see their stores, as far as those go', async () => {
    const list = async (stores: string[], more = {}) =>
      value(await house.ask(listPublishedMessages, { stores, limit: 50, ...more })).items;
    expect(await list([other])).toMatchObject([{ messageId: toAll, storeCount: 1, tillCount: 1 }]);
    expect(await list([])).toEqual([]);
    expect(await list([one, other], { storeId: other })).toHaveLength(1);
    const read = (messageId: string) => house.ask(readPublishedMessage, { stores: [other], messageId });
    expect(value(await read(toAll)).tills).toMatchObject([{ tillId: t3 }]);
    expect(await read(toOne)).toMatchObject({ refusal: { code: 'MESSAGE_UNKNOWN' } });
  });

  it('stand in words on their store’s timeline', async () => {
    const asked = { stores: [one], storeId: one, limit: 10 };
    const { items } = value(await house.ask(timelineQueries.readStoreTimeline, asked));
    expect(items.map(({ sentenceFr }) => sentenceFr)).toEqual([
      `${SOMEBODY} retire un message.`,
      'V01 a pris connaissance d’un message.',
      `${SOMEBODY} publie un message (important)\u202f: ${TEXT}`,
      `${SOMEBODY} publie un message (important)\u202f: ${TEXT}`,
      'La fiche du magasin S01 a changé.',
    ]);
    const hidden = await house.ask(timelineQueries.readStoreTimeline, { ...asked, stores: [other] });
    expect(hidden).toMatchObject({ refusal: { code: 'STORE_UNKNOWN' } });
  });

  it('follow from the events alone', async () => {
    expect((await house.app.get(ReadModelCheck).run()).differing).toEqual([]);
  });
});
