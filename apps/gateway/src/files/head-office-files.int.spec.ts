import {
  done,
  refused,
  type SupervisedTicket,
  salesQueries,
  soldTicketQueries,
  supervisionQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { headersOf } from '../../spec/callers.js';
import { ADMINISTRATOR, call, type RunningGateway, runGateway } from '../../spec/running-gateway.js';
import { euros, moment, percent, text } from './csv-file.js';

const ticket = (number: number, sellerCode: string, ttcCents: number): SupervisedTicket => ({
  ...{
    storeId: uuidv7(),
    storeCode: 'S01',
    timeZone: 'Europe/Paris',
    registerId: uuidv7(),
    registerNumber: 1,
  },
  ...{
    sessionId: uuidv7(),
    ticketId: uuidv7(),
    number,
    kind: 'SALE',
    finalisedAt: '2026-07-14T22:30:00.000Z',
  },
  ...{ businessDate: '2026-07-14', sellerCode, ttcCents, late: false, lineCount: 1 },
});
const PAGES = [[ticket(2, '=1+1', -1_250)], [ticket(1, 'V01', 123_456)]];
const cursorOf = '2026-07-14T22:30:00.000Z/0195a1c2-7d4e-7b3a-9c11-2f6d8a4e5b10';

/** The gateway and NATS are real; supervision-service is a stand-in. */
describe('a list as a file', () => {
  let gateway: RunningGateway;
  let headers: Readonly<Record<string, string>>;
  const asked: object[] = [];
  beforeAll(async () => {
    gateway = await runGateway();
    const service = await gateway.fakeService('supervision-service');
    const { listSoldTickets } = soldTicketQueries;
    const { overview } = supervisionQueries;
    const { readSales } = salesQueries;
    await service.serve(
      { listSoldTickets, overview, readSales },
      {
        listSoldTickets: async (request) => {
          asked.push(request);
          const isFirst = request.cursor === undefined;
          return done({ items: PAGES[isFirst ? 0 : 1] ?? [], nextCursor: isFirst ? cursorOf : null });
        },
        overview: async () => refused('UNAVAILABLE'),
        readSales: async () => refused('UNAVAILABLE'),
      },
    );
    const login = await call(gateway, 'POST', '/api/v1/head-office/login', { body: ADMINISTRATOR });
    headers = headersOf('headOffice', (login.body as { token: string }).token);
  }, 60_000);
  afterAll(() => gateway.stop());

  it('is opened by a French Excel: semicolons, mark, commas, dates, and no formula', async () => {
    const answer = await fetch(`${gateway.url}/api/v1/head-office/tickets.csv?label=th%C3%A9&number=2`, {
      headers,
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="tickets.csv"');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = bytes.subarray(3).toString('utf8').trimEnd().split('\r\n');
    const cells = lines.map((line) => line.split(';').slice(0, 10));
    expect(cells).toEqual([
      'Magasin;Caisse;Journée;N° de ticket;Nature;Date;Vendeur;Montant TTC;Lignes;Tardif'.split(';'),
      "S01;1;14/07/2026;2;vente;15/07/2026 00:30:00;'=1+1;-12,50;1;non".split(';'),
      'S01;1;14/07/2026;1;vente;15/07/2026 00:30:00;V01;1234,56;1;non'.split(';'),
    ]);
    expect(asked).toMatchObject([
      { stores: null, label: 'thé', number: 2 },
      { stores: null, label: 'thé', number: 2, cursor: cursorOf },
    ]);
  });

  it('is refused as a list is, before anything is sent', async () => {
    const answerOf = (path: string) => call(gateway, 'GET', `/api/v1/head-office/${path}`, { headers });
    expect((await answerOf('registers.csv?stale=true')).status).toBe(503);
    expect((await answerOf('registers.csv?stale=perhaps')).status).toBe(422);
    expect((await answerOf('sales.csv?from=2025-01-01&to=2026-12-31')).status).toBe(422);
    const nobody = await call(gateway, 'GET', '/api/v1/head-office/sessions.csv');
    expect(nobody).toMatchObject({ status: 401 });
  });
});

describe('the cells of a file', () => {
  it('are what a French spreadsheet reads', () => {
    expect([euros(-5), euros(0), euros(123_400), euros(null)]).toEqual(['-0,05', '0,00', '1234,00', '']);
    expect([percent(550), percent(2_000)]).toEqual(['5,5', '20']);
    expect(moment('2026-01-01T00:00:00.000Z', null)).toBe('01/01/2026 01:00:00');
    for (const formula of ['=A1', '+1', '-1', '@SUM', '\t=A1']) expect(text(formula)).toBe(`'${formula}`);
    expect(text('Thé - vert')).toBe('Thé - vert');
  });
});
