import { randomUUID } from 'node:crypto';
import type { StreamPiece } from '@encaisse/contracts';
import { ToldStream } from '../../spec/told-stream.js';
import { type Heads, TakingLane } from './taking-lane.js';

/** Commits when the test says so. */
class SlowTaking {
  readonly batches: (readonly StreamPiece[])[] = [];
  readonly #waiting: { resolve: (heads: Heads) => void; reject: (error: Error) => void }[] = [];

  readonly take = (pieces: readonly StreamPiece[]): Promise<Heads> => {
    this.batches.push(pieces);
    const { promise, resolve, reject } = Promise.withResolvers<Heads>();
    this.#waiting.push({ resolve, reject });
    return promise;
  };

  async commit(): Promise<void> {
    this.#waiting.shift()?.resolve(new Map());
    await new Promise(setImmediate);
  }

  async fail(): Promise<void> {
    this.#waiting.shift()?.reject(new Error('no commit'));
    await new Promise(setImmediate);
  }

  get sizes(): readonly number[] {
    return this.batches.map(({ length }) => length);
  }
}

const piece = (events = 1): StreamPiece => {
  const stream = new ToldStream(randomUUID(), randomUUID());
  for (let event = 0; event < events; event += 1)
    stream.append({ type: 'xRead', at: '2026-03-02T08:00:00.000Z' });
  return stream.piece(null);
};

describe('the lane of what stores tell', () => {
  it('takes a lone request at once, and those that wait for its commit together, in their order', async () => {
    const taking = new SlowTaking();
    const lane = new TakingLane(taking.take);
    const [first, second, third] = [piece(), piece(), piece()];
    const all = Promise.all([first, second, third].map((one) => lane.add([one])));
    expect(taking.batches).toEqual([[first]]);
    await taking.commit();
    expect(taking.batches).toEqual([[first], [second, third]]);
    await taking.commit();
    await all;
    void lane.add([first]);
    expect(taking.sizes).toEqual([1, 2, 1]);
  });

  it('tries each request alone when their commit fails, so that a bad one fails alone', async () => {
    const taking = new SlowTaking();
    const lane = new TakingLane(taking.take);
    const results = Promise.allSettled([piece(), piece(), piece()].map((one) => lane.add([one])));
    await taking.commit();
    await taking.fail();
    await taking.fail();
    await taking.commit();
    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(taking.sizes).toEqual([1, 2, 1, 1]);
  });

  it('bounds a commit by its events and by its requests', async () => {
    const taking = new SlowTaking();
    const lane = new TakingLane(taking.take);
    const requests = [piece(), ...Array.from({ length: 3 }, () => piece(200))];
    requests.push(...Array.from({ length: 70 }, () => piece()));
    const all = Promise.all(requests.map((one) => lane.add([one])));
    for (let commits = 0; commits < 4; commits += 1) await taking.commit();
    await all;
    expect(taking.sizes).toEqual([1, 2, 64, 7]);
  });
});
