import { randomUUID } from 'node:crypto';
import type { Change, RegisterOverview, SupervisedRegister } from '@encaisse/contracts';
import { Picture } from './picture.mjs';

const [STORE, OTHER] = [randomUUID(), randomUUID()];
const REGISTER = randomUUID();

const register = (seq: number, position: number, more: Partial<SupervisedRegister> = {}) =>
  ({
    ...{ storeId: STORE, registerId: REGISTER, state: 'OPEN', since: '2026-03-02T08:00:00.000Z' },
    ...{ tillId: null, sellerCode: null, sessionId: null, openedAt: null, businessDate: null },
    ...{ dayTicketCount: 0, dayTtcCents: 0, lastClosedAt: null, lastDifferenceCents: null },
    ...{ datasetVersion: null, pendingSessionCount: 0, oldestPendingAt: null, seq, position, retired: false },
    ...more,
  }) as RegisterOverview;

function change(position: number, previous: number, seq: number, storeId = STORE): Change {
  const cause = { type: 'xRead', at: '2026-03-02T08:00:00.000Z', seq, correlationId: 'c' };
  const shown = register(seq, position, { storeId });
  return { position, previous, storeId, type: 'register', cause, register: shown };
}

const watching = (stores: string[] | null = null): Picture => {
  const picture = new Picture({ stores });
  picture.show([register(4, 9)]);
  picture.begin(10);
  return picture;
};

describe('the picture of a watcher', () => {
  it('finds nothing wrong with what comes once, in order, on top of the snapshot', () => {
    const picture = watching();
    picture.take(change(11, 10, 5));
    picture.tell(11);
    picture.take(change(12, 11, 6));
    expect(picture.wrong).toEqual([]);
    expect(picture.differences([register(6, 12)])).toEqual([]);
  });

  it('leaves out what a later page of the snapshot has already', () => {
    const picture = new Picture({ stores: null });
    picture.show([register(5, 11)]);
    picture.begin(10);
    picture.take(change(11, 10, 5));
    picture.take(change(12, 11, 6));
    expect(picture.wrong).toEqual([]);
  });

  it.each<[string, (picture: Picture) => void, RegExp[]]>([
    [
      'is lost',
      (picture) => picture.take(change(12, 11, 6)),
      [/goes on from 11/u, /event 6 .* after event 4/u],
    ],
    [
      'comes twice',
      (picture) => {
        picture.take(change(11, 10, 5));
        picture.take(change(11, 10, 5));
      },
      [/twice, or out of order/u],
    ],
    [
      'comes before the one before it',
      (picture) => {
        picture.take(change(12, 10, 5));
        picture.take(change(11, 10, 6));
      },
      [/twice, or out of order/u],
    ],
    [
      'comes before a snapshot',
      (picture) => {
        picture.forget();
        picture.take(change(11, 10, 1));
      },
      [/snapshot/u],
    ],
    ['leaves a number of its register out', (picture) => picture.take(change(11, 10, 6)), [/after event 4/u]],
  ])('notices what %s', (_what, happens, sentences) => {
    const picture = watching();
    happens(picture);
    expect(picture.wrongs).toBe(sentences.length);
    for (const [at, sentence] of sentences.entries()) expect(picture.wrong[at]).toMatch(sentence);
  });

  it('notices what is of a store that the watcher may not see', () => {
    const picture = watching([STORE]);
    picture.take(change(15, 14, 5));
    expect(picture.wrong).toEqual([]);
    picture.take(change(16, 15, 6, OTHER));
    expect(picture.wrong).toEqual([`change 16 of another's store ${OTHER}`]);
    picture.show([register(1, 1, { storeId: OTHER })]);
    expect(picture.wrongs).toBe(2);
  });

  it('tells what of it is not the overview, as far as the watcher may see it', () => {
    const picture = watching([STORE]);
    const other = register(1, 3, { storeId: OTHER, registerId: randomUUID() });
    expect(picture.differences([register(4, 9), other])).toEqual([]);
    expect(picture.differences([register(4, 9, { dayTtcCents: 1 })])).toHaveLength(1);
    expect(picture.differences([register(5, 12)])).toHaveLength(1);
    expect(picture.differences([])).toEqual(['1 registers too many']);
  });
});
