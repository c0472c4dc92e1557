import { type AcceptedSessions, acceptanceCommands } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { API_KEY } from '../../spec/head-office-process.js';
import { type SampleSession, sampleSession } from '../../spec/sample-session.js';
import { Scene } from '../../spec/scene.js';
import { eventually, isOver, jobFor, jobWhen, startExport } from '../../spec/sync-under-test.js';

jest.setTimeout(120_000);

let scene: Scene;

beforeAll(async () => {
  const headOffice = { GENERATED_ARTICLES: '10' };
  scene = await Scene.open({ spec: 'acceptance', redisDatabase: 6, headOffice });
});
beforeEach(async () => scene.renew());
afterAll(async () => scene?.close());

/** An export of one session whose Z states a sum that its tickets do not have. */
async function refusedExport() {
  const session = sampleSession({
    registerNumber: 1,
    incarnation: uuidv7(),
    epoch: 7,
    number: 1,
    tickets: 2,
  });
  const records = session.records.map((record) =>
    record.type === 'z' ? { ...record, totals: { ...record.totals, ttcCents: 1 } } : record,
  );
  const job = jobFor(1);
  const sent: SampleSession = { ...session, records };
  scene.register.exports.set(job.jobId, [sent]);
  await startExport(scene.register.bus, job);
  const over = await jobWhen(scene.register.bus, job.jobId, isOver);
  expect(over.failure?.code).toBe('EXPORT_REFUSED');
  return { exportId: job.jobId, session: sent };
}

const asked = (exportId: string, sessionId: string, jobId: string = uuidv7()) => ({
  ...jobFor(1, jobId),
  exportId,
  sessionId,
  approvedBy: 'siege:compta.martin',
  reason: 'Écart vu avec la comptabilité',
  requestedAt: '2026-03-15T09:00:00.000Z',
});
const start = (request: ReturnType<typeof asked>) =>
  scene.register.bus.request(acceptanceCommands.startAcceptanceJob, request);
const over = (jobId: string) => jobWhen(scene.register.bus, jobId, isOver);

async function accepted(): Promise<AcceptedSessions['acceptances']> {
  const answer = await fetch(`${scene.headOffice.url}/back-office/v1/acceptances`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  return ((await answer.json()) as AcceptedSessions).acceptances;
}

describe('a refused session that two people want accepted apart', () => {
  it('is accepted by head office, and the register is told of it, once however often it is asked', async () => {
    await scene.sync.start();
    const { exportId, session } = await refusedExport();
    const { sessionId, incarnation } = session.header;
    const request = asked(exportId, sessionId);
    expect(await start(request)).toMatchObject({ ok: true, value: { kind: 'ACCEPT_APART' } });
    expect(await start(request)).toMatchObject({ ok: true });
    expect((await over(request.jobId)).state).toBe('SUCCEEDED');
    const held = (await accepted()).filter(({ key }) => key.incarnation === incarnation);
    expect(held).toMatchObject([
      { exportId, requestedBy: 'R01', approvedBy: 'siege:compta.martin', reason: request.reason },
    ]);
    expect(scene.register.reportsOf('sessionAcceptedApart', request.jobId)).toEqual([
      {
        jobId: request.jobId,
        registerId: request.registerId,
        exportId,
        sessionId,
        sha256: held[0]?.sha256,
        acceptanceId: held[0]?.acceptanceId,
        acceptedAt: held[0]?.acceptedAt,
        requestedBy: 'R01',
        approvedBy: 'siege:compta.martin',
        reason: request.reason,
      },
    ]);
  });

  it('waits for a silent head office as long as it takes', async () => {
    const { line, register, sync } = scene;
    await sync.start({ HEAD_OFFICE_TIMEOUT_MS: '500' });
    const { exportId, session } = await refusedExport();
    line.interfere = async () => ({ status: 503, headers: {}, body: Buffer.alloc(0) });
    const request = asked(exportId, session.header.sessionId);
    await start(request);
    await eventually(() => line.requestsFor(/acceptance$/u).length > 5);
    expect(register.reportsOf('acceptanceRefused', request.jobId)).toEqual([]);
    line.heal();
    expect((await over(request.jobId)).state).toBe('SUCCEEDED');
    expect(register.reportsOf('sessionAcceptedApart', request.jobId)).toHaveLength(1);
  });

  it('is told as refused when head office holds no such content', async () => {
    const { line, register, sync } = scene;
    await sync.start();
    // Head office never sees the days: what refuses them is something on the way.
    line.interfere = async ({ path }, forward) =>
      path.includes('/chunks/') ? { status: 403, headers: {}, body: Buffer.alloc(0) } : forward();
    const session = sampleSession({
      registerNumber: 1,
      incarnation: uuidv7(),
      epoch: 7,
      number: 1,
      tickets: 1,
    });
    const job = jobFor(1);
    register.exports.set(job.jobId, [session]);
    await startExport(register.bus, job);
    expect((await over(job.jobId)).failure?.code).toBe('HEAD_OFFICE_REFUSED');
    const request = asked(job.jobId, session.header.sessionId);
    await start(request);
    expect((await over(request.jobId)).failure?.code).toBe('ACCEPTANCE_REFUSED');
    expect(register.reportsOf('acceptanceRefused', request.jobId)).toEqual([
      expect.objectContaining({
        code: 'ACCEPTANCE_REFUSED',
        facts: expect.objectContaining({ problem: 'NOTHING_REFUSED' }),
      }),
    ]);
  });

  it('must have been sent by this service, under that export', async () => {
    await scene.sync.start();
    const { exportId, session } = await refusedExport();
    expect(await start(asked(uuidv7(), session.header.sessionId))).toMatchObject({
      ok: false,
      refusal: { code: 'EXPORT_UNKNOWN' },
    });
    expect(await start(asked(exportId, uuidv7()))).toMatchObject({
      ok: false,
      refusal: { code: 'SESSION_UNKNOWN' },
    });
    expect(await start(asked(exportId, session.header.sessionId, exportId))).toMatchObject({
      ok: false,
      refusal: { code: 'ID_REUSED' },
    });
  });

  it('needs no sending any more: an export that names it goes on to the next', async () => {
    const { line, register, sync } = scene;
    await sync.start();
    const { exportId, session } = await refusedExport();
    const request = asked(exportId, session.header.sessionId);
    await start(request);
    await over(request.jobId);
    const next = sampleSession({ ...session.header, registerNumber: 1, number: 2, tickets: 3 });
    const job = jobFor(1);
    register.exports.set(job.jobId, [session, next]);
    line.requests.length = 0;
    await startExport(register.bus, job);
    expect((await over(job.jobId)).state).toBe('SUCCEEDED');
    expect(line.requestsFor(/7-1\//u)).toEqual([]);
    expect(register.reportsOf('sessionAcknowledged', job.jobId)).toMatchObject([
      { sessionId: next.header.sessionId },
    ]);
  });
});
