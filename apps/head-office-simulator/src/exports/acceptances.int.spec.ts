import {
  type Acceptance,
  type AcceptanceRequest,
  type AcceptedSessions,
  type ExportStatus,
  exchangePath,
  type ReceivedRegisters,
  sessionRefOf,
} from '@encaisse/contracts';
import { HeadOffice } from '../../spec/head-office.js';
import { newExportId, type SampleSession, sampleSession } from '../../spec/sample-session.js';

let office: HeadOffice;
let nextNumber = 1;

beforeAll(async () => {
  office = await HeadOffice.start();
});
afterAll(() => office.stop());

/** A session whose manifest states another sum than its records. */
function dishonest(): SampleSession {
  nextNumber += 1;
  const session = sampleSession({ key: { storeCode: 'S02', number: nextNumber } });
  const { manifest } = session;
  return { ...session, manifest: { ...manifest, totals: { ...manifest.totals, ttcCents: 1 } } };
}

const pathOf = ({ manifest: { key } }: SampleSession): string =>
  exchangePath('acceptApart', { ...key, sessionRef: sessionRefOf(key) });
const asked = (session: SampleSession, exportId: string, wish: Partial<AcceptanceRequest> = {}) => ({
  exportId,
  sha256: session.manifest.sha256,
  requestedBy: 'R01',
  approvedBy: 'siege:compta.martin',
  reason: 'Écart vu avec la comptabilité',
  requestedAt: '2026-03-15T09:00:00.000Z',
  ...wish,
});
const accept = (session: SampleSession, exportId: string, wish: Partial<AcceptanceRequest> = {}) =>
  office.put<Acceptance>(pathOf(session), asked(session, exportId, wish));

describe('a refused session', () => {
  it('is accepted apart for two people, once and for ever', async () => {
    const session = dishonest();
    const exportId = newExportId();
    expect((await office.deliver(exportId, session)).status).toBe(422);
    const first = await accept(session, exportId);
    expect(first.status).toBe(200);
    const { requestedAt, ...kept } = asked(session, exportId);
    expect(first.body).toMatchObject({ ...kept, key: session.manifest.key });
    await office.restart();
    const again = await accept(session, newExportId(), { requestedBy: 'R02', reason: 'encore' });
    expect(again.body).toEqual(first.body);
    const { acceptances } = (await office.get<AcceptedSessions>('/back-office/v1/acceptances')).body;
    expect(acceptances).toContainEqual(first.body);
  });

  it('needs nothing more once it is accepted, and counts in no sum of its register', async () => {
    const session = dishonest();
    const exportId = newExportId();
    await office.deliver(exportId, session);
    await accept(session, exportId);
    const announced = await office.announce(newExportId(), session);
    expect((announced.body as ExportStatus).sessions).toMatchObject([
      { state: 'ACCEPTED_APART', acknowledgement: null },
    ]);
    const { registers } = (await office.get<ReceivedRegisters>('/back-office/v1/registers')).body;
    expect(registers.filter(({ storeCode }) => storeCode === 'S02')).toEqual([]);
  });

  it('is not accepted for one person alone', async () => {
    const session = dishonest();
    const exportId = newExportId();
    await office.deliver(exportId, session);
    expect(await accept(session, exportId, { approvedBy: 'R01' })).toMatchObject({
      status: 422,
      body: { code: 'BODY_INVALID', facts: { issues: [{ path: 'approvedBy' }] } },
    });
  });

  it('is accepted in the content that head office holds, and in no other', async () => {
    const session = dishonest();
    const exportId = newExportId();
    const nothing = { status: 409, body: { code: 'NOTHING_REFUSED' } };
    expect(await accept(session, exportId)).toMatchObject(nothing);
    await office.deliver(exportId, session);
    expect(await accept(session, exportId, { sha256: 'e'.repeat(64) })).toMatchObject(nothing);
    const { body } = await accept(session, exportId);
    const other = sampleSession({ key: session.manifest.key, tickets: 9 });
    expect(await accept(other, exportId)).toMatchObject({
      status: 409,
      body: {
        code: 'ACCEPTANCE_DIFFERS',
        facts: { acceptanceId: body.acceptanceId, acceptedSha256: session.manifest.sha256 },
      },
    });
  });
});

describe('another content of a session that was acknowledged', () => {
  it('stands beside the first, merged with nothing, when it is accepted apart (edge case 28)', async () => {
    nextNumber += 1;
    const key = { storeCode: 'S01', registerNumber: 2, number: nextNumber };
    const [first, second] = [sampleSession({ key }), sampleSession({ key, tickets: 7 })];
    await office.deliver(newExportId(), first);
    const exportId = newExportId();
    expect((await office.deliver(exportId, second)).body).toMatchObject({ code: 'SESSION_CONTENT_DIFFERS' });
    expect((await accept(second, exportId)).body).toMatchObject({ sha256: second.manifest.sha256 });
    const { registers } = (await office.get<ReceivedRegisters>('/back-office/v1/registers')).body;
    expect(registers).toMatchObject([{ sessions: 1, totals: first.manifest.totals }]);
  });
});
