import {
  type Acknowledgement,
  type ExchangeProblem,
  type ReceivedSessions,
  type RefusedContents,
  sessionRefOf,
  type WeatherOrder,
} from '@encaisse/contracts';
import { HeadOffice } from '../../spec/head-office.js';
import { newExportId, type SampleSession, sampleSession } from '../../spec/sample-session.js';

let office: HeadOffice;
let nextNumber = 1;
beforeAll(async () => {
  office = await HeadOffice.start();
});
afterEach(() => office.fetch('/back-office/v1/weather', { method: 'DELETE' }));
afterAll(() => office.stop());

const freshSession = (): SampleSession => {
  nextNumber += 1;
  return sampleSession({ key: { number: nextNumber } });
};
async function order(fault: WeatherOrder['fault']): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ fault, operations: ['commitSession'] });
  const answer = await office.fetch('/back-office/v1/weather', { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
}
const refusals = async (session: SampleSession): Promise<RefusedContents['contents']> => {
  const { contents } = (await office.get<RefusedContents>('/back-office/v1/refusals')).body;
  return contents.filter(({ key }) => key.number === session.manifest.key.number);
};
const acknowledgementOf = ({ manifest: { key } }: SampleSession) =>
  office.get<Acknowledgement>(`/exchange/v1/sessions/S01/1/${key.incarnation}/${sessionRefOf(key)}`);

describe('the weather over an export', () => {
  it('loses the answer to a commit, not the session, which is acknowledged the same when it comes again', async () => {
    const session = freshSession();
    const exportId = newExportId();
    await order({ kind: 'CUT', afterPermille: 0 });
    await expect(office.deliver(exportId, session)).rejects.toThrow();
    const held = await acknowledgementOf(session);
    expect(held.status).toBe(200);
    expect((await office.commit<Acknowledgement>(exportId, session)).body).toEqual(held.body);
  });

  it('answers late what it has done at once', async () => {
    const session = freshSession();
    await order({ kind: 'LATE', byMs: 2_000 });
    const startedAt = Date.now();
    let answered = false;
    const late = office.deliver<Acknowledgement>(newExportId(), session).finally(() => {
      answered = true;
    });
    while ((await acknowledgementOf(session)).status !== 200) expect(answered).toBe(false);
    expect(answered).toBe(false);
    expect((await late).status).toBe(200);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_000);
  });

  it('refuses an honest session for good, with what differs, and keeps it', async () => {
    const session = freshSession();
    const { ttcCents } = session.manifest.totals;
    await order({ kind: 'DISAGREE', byCents: 3 });
    expect(await office.deliver(newExportId(), session)).toMatchObject({
      status: 422,
      body: {
        code: 'EXPORT_REFUSED',
        facts: {
          differences: [{ path: 'totals.ttcCents', declared: ttcCents, recomputed: ttcCents + 3 }],
        },
      },
    });
    expect(await refusals(session)).toMatchObject([{ sha256: session.manifest.sha256 }]);
    expect((await office.deliver(newExportId(), session)).status).toBe(200);
  });

  it('holds the session as it was before its last ticket, and keeps this one for inspection', async () => {
    const session = freshSession();
    const { sha256, totals, records } = session.manifest;
    await order({ kind: 'OTHER_CONTENT' });
    const refused = await office.deliver<ExchangeProblem>(newExportId(), session);
    const { body: held } = await acknowledgementOf(session);
    expect(held.sha256).not.toBe(sha256);
    expect(held.totals.ticketCount).toBe(totals.ticketCount - 1);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'SESSION_CONTENT_DIFFERS',
        facts: { acknowledgedSha256: held.sha256, receivedSha256: sha256 },
      },
    });
    expect(await refusals(session)).toMatchObject([{ sha256 }]);
    // The weather is over; what was taken in stays, and so does the refusal.
    expect((await office.deliver(newExportId(), session)).status).toBe(409);
    const { sessions } = (await office.get<ReceivedSessions>('/back-office/v1/registers/S01/1/sessions'))
      .body;
    const received = sessions.find(({ key }) => key.number === session.manifest.key.number);
    expect(received).toMatchObject({ sha256: held.sha256, records: records - 1 });
  });

  it('loses the chunks that it had received', async () => {
    const session = freshSession();
    const exportId = newExportId();
    await order({ kind: 'LOSE_CHUNKS' });
    const missing = session.chunks.map((_, index) => index);
    expect((await office.deliver(exportId, session)).body).toMatchObject({ facts: { missing } });
    expect((await office.deliver(exportId, session)).status).toBe(200);
  });

  it('acknowledges with totals that nobody summed', async () => {
    const session = freshSession();
    await order({ kind: 'MISREPORT' });
    const answer = await office.deliver<Acknowledgement>(newExportId(), session);
    expect(answer.body.totals.ticketCount).toBe(session.manifest.totals.ticketCount + 1);
    expect((await acknowledgementOf(session)).body.totals).toEqual(session.manifest.totals);
  });
});
