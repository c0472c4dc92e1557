import { type RequestOf, refundQueries, type TicketView } from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

const COFFEE = '1990000000014';
const OIL = '1990000000021';
const BAG = '1990000000038';

type Search = Partial<Omit<RequestOf<typeof refundQueries.searchTickets>, 'tillCredential'>>;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let elsewhere: TillAtHand;
/** In the order in which they were sold, on two registers. */
let sold: TicketView[];

beforeAll(async () => {
  house = await RegisterHouse.open('search_tickets');
  ({ store, till } = await StoreBuilder.create(house));
  const second = await store.till('T2');
  const cashiers: Cashier[] = [];
  for (const [index, at] of [till, second].entries()) {
    const { registerId } = await store.register(index + 1);
    await store.import(at, registerId);
    await store.open(at, registerId);
    cashiers.push(await Cashier.connect(store, at, registerId));
  }
  const [first, other] = cashiers as [Cashier, Cashier];
  sold = [];
  for (const [cashier, lines, cents] of [
    [first, [COFFEE], 395],
    [first, [COFFEE, BAG], 415],
    [other, [OIL], 749],
    [other, [BAG, OIL], 769],
    [first, [COFFEE], 395],
  ] as const) {
    house.clock.move(1_000);
    sold.push(await cashier.sell(lines, [['CB', cents]]));
  }
  elsewhere = (await StoreBuilder.create(house)).till;
}, 60_000);
afterAll(() => house?.close());

const search = (wanted: Search, at = till) =>
  house.ask(refundQueries.searchTickets, { tillCredential: at.credential, limit: 20, ...wanted });
/** Which of the sold tickets a search finds, in its order. */
const found = async (wanted: Search, at?: TillAtHand): Promise<number[]> =>
  value(await search(wanted, at)).items.map(({ ticketId }) =>
    sold.findIndex((ticket) => ticket.ticketId === ticketId),
  );

describe('the ticket of a customer who comes back', () => {
  it('is found at any till of its store, newest first', async () => {
    expect(await found({})).toEqual([4, 3, 2, 1, 0]);
    const [newest] = value(await search({ limit: 1 })).items;
    const [last] = sold.slice(-1);
    expect(newest).toEqual({
      ticketId: last?.ticketId,
      registerId: last?.registerId,
      registerNumber: 1,
      number: 3,
      businessDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/u),
      finalisedAt: last?.finalisedAt,
      sellerCode: last?.sellerCode,
      articleCount: 1,
      ttcCents: 395,
    });
  });

  it('is found by what is printed on it', async () => {
    expect(await found({ registerNumber: 2 })).toEqual([3, 2]);
    expect(await found({ registerNumber: 1, number: 2 })).toEqual([1]);
    expect(await found({ number: 1 })).toEqual([2, 0]);
    expect(await found({ registerNumber: 7 })).toEqual([]);
    expect(await found({ number: 99 })).toEqual([]);
  });

  it('is found by what she remembers: the amount, the day, an article', async () => {
    expect(await found({ amountCents: 395 })).toEqual([4, 0]);
    const businessDate = value(await search({ limit: 1 })).items[0]?.businessDate ?? '';
    expect(await found({ businessDate })).toEqual([4, 3, 2, 1, 0]);
    expect(await found({ businessDate, articleCode: `A${OIL}` })).toEqual([3, 2]);
    expect(await found({ businessDate, articleCode: `A${BAG}`, registerNumber: 1 })).toEqual([1]);
    expect(await found({ businessDate: '2001-01-01' })).toEqual([]);
  });

  it('is not looked for by an article alone, which would be on any number of tickets', async () => {
    expect(code(await search({ articleCode: `A${OIL}` }))).toBe('SEARCH_TOO_WIDE');
  });

  it('is told page by page, none twice and none left out', async () => {
    const pages: number[][] = [];
    let cursor: string | undefined;
    do {
      const page = value(await search({ limit: 2, ...(cursor === undefined ? {} : { cursor }) }));
      pages.push(page.items.map(({ ticketId }) => sold.findIndex((one) => one.ticketId === ticketId)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual([[4, 3], [2, 1], [0]]);
  });

  it('is none of another store’s business', async () => {
    expect(await found({}, elsewhere)).toEqual([]);
    expect(await found({ registerNumber: 1, number: 1 }, elsewhere)).toEqual([]);
  });
});
