import { done, type Outcome, type TicketView } from '@encaisse/contracts';
import { type JournalEntry, TicketJournal } from './ticket-journal.js';
import { TicketLanes } from './ticket-lanes.js';

/** A journal that commits when the test says so. */
class SlowJournal extends TicketJournal {
  readonly batches: (readonly JournalEntry[])[] = [];
  readonly #waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];

  append(batch: readonly JournalEntry[]): Promise<readonly Outcome<TicketView>[]> {
    this.batches.push(batch);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ resolve, reject });
    return promise.then(() => batch.map(({ ticketId }) => done({ ticketId } as TicketView)));
  }

  async commit(): Promise<void> {
    this.#waiting.shift()?.resolve();
    await new Promise(setImmediate);
  }

  async fail(): Promise<void> {
    this.#waiting.shift()?.reject(new Error('no commit'));
    await new Promise(setImmediate);
  }

  get tickets(): readonly (readonly string[])[] {
    return this.batches.map((batch) => batch.map(({ ticketId }) => ticketId));
  }
}

const entry = (ticketId: string, registerId = 'register', key = ticketId): JournalEntry =>
  ({
    registerId,
    ticketId,
    printReceipt: false,
    correlationId: 'correlation',
    command: { identity: { scope: 'till', idempotencyKey: key, bodyDigest: '' } },
  }) as unknown as JournalEntry;

describe('a lane', () => {
  it('sends a lone ticket at once, and those that wait for its commit together', async () => {
    const journal = new SlowJournal();
    const lanes = new TicketLanes(journal);
    const all = Promise.all(['a', 'b', 'c'].map((id) => lanes.append(entry(id))));
    expect(journal.tickets).toEqual([['a']]);
    await journal.commit();
    expect(journal.tickets).toEqual([['a'], ['b', 'c']]);
    await journal.commit();
    expect((await all).map((outcome) => outcome.ok && outcome.value.ticketId)).toEqual(['a', 'b', 'c']);
    const last = lanes.append(entry('d'));
    expect(journal.tickets).toHaveLength(3);
    await journal.commit();
    await last;
  });

  it('makes no register wait for another while a commit may begin', async () => {
    const journal = new SlowJournal();
    const lanes = new TicketLanes(journal);
    const both = Promise.all([lanes.append(entry('a', 'one')), lanes.append(entry('b', 'two'))]);
    expect(journal.tickets).toEqual([['a'], ['b']]);
    await journal.commit();
    await journal.commit();
    await both;
  });

  it('lets the tickets of many registers share the next commit', async () => {
    const journal = new SlowJournal();
    const lanes = new TicketLanes(journal);
    const registers = ['one', 'two', 'three', 'four', 'three'];
    const all = Promise.all(registers.map((register, index) => lanes.append(entry(`${index}`, register))));
    expect(journal.tickets).toEqual([['0'], ['1']]);
    await journal.commit();
    expect(journal.tickets).toEqual([['0'], ['1'], ['2', '3', '4']]);
    for (let commits = 0; commits < 2; commits += 1) await journal.commit();
    await all;
  });

  it('keeps the order of a register while its tickets are being committed', async () => {
    const journal = new SlowJournal();
    const lanes = new TicketLanes(journal);
    const all = Promise.all(
      [entry('a', 'one'), entry('b', 'one'), entry('c', 'two')].map((one) => lanes.append(one)),
    );
    expect(journal.tickets).toEqual([['a'], ['c']]);
    await journal.commit();
    expect(journal.tickets).toEqual([['a'], ['c'], ['b']]);
    for (let commits = 0; commits < 2; commits += 1) await journal.commit();
    await all;
  });

  it('keeps a ticket or a key that comes twice for the next commit', async () => {
    const journal = new SlowJournal();
    const lanes = new TicketLanes(journal);
    const entries = [entry('a'), entry('b'), entry('b', 'register', 'other'), entry('c', 'register', 'b')];
    const all = Promise.all(entries.map((one) => lanes.append(one)));
    for (let commits = 0; commits < 4; commits += 1) await journal.commit();
    await all;
    expect(journal.tickets).toEqual([['a'], ['b'], ['b', 'c']]);
  });

  it('tries each ticket alone when their commit fails, so that a bad one fails alone', async () => {
    const journal = new SlowJournal();
    const lanes = new TicketLanes(journal);
    const results = Promise.allSettled(['a', 'b', 'c'].map((id) => lanes.append(entry(id))));
    await journal.commit();
    await journal.fail();
    await journal.fail();
    await journal.commit();
    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(journal.tickets).toEqual([['a'], ['b', 'c'], ['b'], ['c']]);
  });

  it('bounds a commit', async () => {
    const journal = new SlowJournal();
    const lanes = new TicketLanes(journal);
    const ids = Array.from({ length: 40 }, (_, index) => `ticket ${index}`);
    const all = Promise.all(ids.map((id) => lanes.append(entry(id))));
    for (let commits = 0; commits < 3; commits += 1) await journal.commit();
    await all;
    expect(journal.tickets.map(({ length }) => length)).toEqual([1, 32, 7]);
  });
});
