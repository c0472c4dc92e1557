import { done, type JobView, type RejectedRow, refused, syncQueries, tillQueries } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { headersOf, till } from '../../spec/callers.js';
import { ADMINISTRATOR, call, type RunningGateway, runGateway } from '../../spec/running-gateway.js';

const storeId = uuidv7();
const ROWS: readonly RejectedRow[] = [
  { part: 'articles', line: 7, reason: 'WITHOUT_PRICE', detail: null, content: '["A7","Thé; « vert »"]' },
  { part: 'barcodes', line: 12, reason: 'SHAPE', detail: 'barcode: 14 digits', content: '=HYPERLINK("x")' },
];

/** The gateway and NATS are real; sync-service and register-service are stand-ins. */
describe('the rows that an import has set aside', () => {
  let gateway: RunningGateway;
  const [mine, elsewhere, broken] = [uuidv7(), uuidv7(), uuidv7()];

  beforeAll(async () => {
    gateway = await runGateway();
    const { identifyTill } = tillQueries;
    const registers = await gateway.fakeService('register-service');
    await registers.serve(
      { identifyTill },
      {
        identifyTill: async () =>
          done({ storeId, storeCode: 'S01', tillId: uuidv7(), tillCode: 'T1', device: 'PAGE' }),
      },
    );
    const { getJob, listRejects } = syncQueries;
    const sync = await gateway.fakeService('sync-service');
    await sync.serve(
      { getJob, listRejects },
      {
        getJob: async ({ jobId }) =>
          [mine, elsewhere, broken].includes(jobId)
            ? done(jobOf(jobId, jobId === elsewhere ? uuidv7() : storeId))
            : refused('JOB_UNKNOWN', { jobId }),
        // One row a page; the second page of one job cannot be read.
        listRejects: async ({ jobId, cursor }) => {
          if (jobId === broken && cursor !== undefined) return refused('UNAVAILABLE', {});
          const at = Number(cursor ?? 0);
          const nextCursor = at + 1 < ROWS.length ? String(at + 1) : null;
          return done({ items: ROWS.slice(at, at + 1), nextCursor });
        },
      },
    );
  }, 60_000);
  afterAll(() => gateway.stop(), 20_000);

  const fileOf = (path: string, headers: Readonly<Record<string, string>>) =>
    fetch(`${gateway.url}/api/v1/${path}/rejects.csv`, { headers });

  it('are a file that a French Excel opens, in which no cell is a formula', async () => {
    const answer = await fileOf(`till/jobs/${mine}`, till);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="rejets-${mine}.csv"`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.subarray(3).toString('utf8').split('\r\n')).toEqual([
      'Partie;Ligne;Code;Motif;Précision;Contenu',
      'articles;7;WITHOUT_PRICE;Cet article n’a pas de prix;;"[""A7"",""Thé; « vert »""]"',
      `barcodes;12;SHAPE;Une valeur n’a pas la forme convenue;barcode: 14 digits;"'=HYPERLINK(""x"")"`,
      '',
    ]);
  });

  it("are told to a till of the job's store alone, and to head office", async () => {
    expect(
      await call(gateway, 'GET', `/api/v1/till/jobs/${elsewhere}/rejects.csv`, { headers: till }),
    ).toMatchObject({
      status: 404,
      body: { code: 'JOB_UNKNOWN' },
    });
    const login = await call(gateway, 'POST', '/api/v1/head-office/login', { body: ADMINISTRATOR });
    const headers = headersOf('administrator', (login.body as { token: string }).token);
    expect((await fileOf(`head-office/jobs/${elsewhere}`, headers)).status).toBe(200);
    expect(
      await call(gateway, 'GET', `/api/v1/head-office/jobs/${uuidv7()}/rejects.csv`, { headers }),
    ).toMatchObject({
      status: 404,
      body: { code: 'JOB_UNKNOWN' },
    });
  });

  it('never pass for all of them when one page could not be read', async () => {
    const answer = await fileOf(`till/jobs/${broken}`, till);
    await expect(answer.text()).rejects.toThrow();
  });
});

const jobOf = (jobId: string, ofStore: string): JobView => ({
  jobId,
  kind: 'IMPORT',
  state: 'SUCCEEDED',
  storeId: ofStore,
  registerId: uuidv7(),
  correlationId: 'spec-rejects-file',
  createdAt: '2026-11-24T08:00:00.000Z',
  startedAt: '2026-11-24T08:00:01.000Z',
  finishedAt: '2026-11-24T08:00:09.000Z',
  parts: [],
  rowsPerSecond: 0,
  datasetVersion: 42,
  localAsOf: null,
  rejects: [],
  rejectedRows: ROWS.length,
  failure: null,
});
