import type { ExchangeOperation, RefusedContents, WeatherOrder } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { API_KEY } from '../../spec/head-office-process.js';
import { type SampleSession, sampleSession } from '../../spec/sample-session.js';
import { Scene } from '../../spec/scene.js';
import { eventually, isOver, jobFor, jobWhen, startExport } from '../../spec/sync-under-test.js';
import { WeatherAtHeadOffice } from '../../spec/weather-at-head-office.js';

jest.setTimeout(120_000);

let scene: Scene;
let weather: WeatherAtHeadOffice;

beforeAll(async () => {
  const headOffice = { GENERATED_ARTICLES: '10' };
  scene = await Scene.open({ spec: 'export_weather', redisDatabase: 7, headOffice });
  weather = new WeatherAtHeadOffice(scene.headOffice);
});
beforeEach(async () => {
  await scene.renew();
  await weather.clear();
});
afterAll(async () => scene?.close());

/** Sessions of one hold, numbered from 1, with these numbers of tickets. */
function hold(...tickets: number[]): SampleSession[] {
  const incarnation = uuidv7();
  return tickets.map((count, index) =>
    sampleSession({ registerNumber: 1, incarnation, epoch: 7, number: index + 1, tickets: count }),
  );
}

async function started(sessions: readonly SampleSession[]): Promise<string> {
  const job = jobFor(1);
  scene.register.exports.set(job.jobId, sessions);
  await startExport(scene.register.bus, job);
  return job.jobId;
}

const over = (jobId: string) => jobWhen(scene.register.bus, jobId, isOver);
const acknowledged = (jobId: string) => scene.register.reportsOf('sessionAcknowledged', jobId);
const idsOf = (sessions: readonly SampleSession[]) => sessions.map(({ header }) => header.sessionId);

async function refusals({ header }: SampleSession): Promise<RefusedContents['contents']> {
  const answer = await fetch(`${scene.headOffice.url}/back-office/v1/refusals`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  const { contents } = (await answer.json()) as RefusedContents;
  return contents.filter(({ key }) => key.incarnation === header.incarnation);
}

describe('an export in weather that passes', () => {
  const operations = ['announceExport', 'sendChunk', 'commitSession'] as const satisfies ExchangeOperation[];
  const faults: WeatherOrder['fault'][] = [
    { kind: 'FAIL', status: 500 },
    { kind: 'FAIL', status: 503 },
    { kind: 'HANG_UP' },
    { kind: 'STALL' },
    { kind: 'CUT', afterPermille: 400 },
  ];

  it.each(faults)('arrives once, whatever it meets on its way: $kind $status', async (fault) => {
    await scene.sync.start({ HEAD_OFFICE_TIMEOUT_MS: '1500' });
    for (const operation of operations) await weather.order(fault, { operations: [operation] });
    const sessions = hold(501, 3);
    const jobId = await started(sessions);
    expect((await over(jobId)).state).toBe('SUCCEEDED');
    expect(acknowledged(jobId).map(({ sessionId }) => sessionId)).toEqual(idsOf(sessions));
    expect(scene.register.reportsOf('exportRefused', jobId)).toEqual([]);
  });

  it('is acknowledged although the answer was lost, and the same by every repetition (edge case 26)', async () => {
    const { line, sync } = scene;
    await sync.start();
    await weather.order({ kind: 'CUT', afterPermille: 0 }, { operations: ['commitSession'] });
    const jobId = await started(hold(4));
    expect((await over(jobId)).state).toBe('SUCCEEDED');
    // The second announcement tells of the acknowledgement: nothing is sent, or committed, again.
    expect(line.requestsFor(/commit$/u)).toHaveLength(1);
    expect(line.requestsFor(/chunks/u)).toHaveLength(1);
    expect(acknowledged(jobId)).toHaveLength(1);
  });

  it('is unanswered when the acknowledgement is late, and acknowledged when it comes', async () => {
    const { register, sync } = scene;
    await sync.start({ HEAD_OFFICE_TIMEOUT_MS: '1500' });
    // As long as any answer is late, nothing is known; what was asked is done nevertheless.
    await weather.order({ kind: 'LATE', byMs: 2_500 }, { requests: null });
    const jobId = await started(hold(4));
    await eventually(() => register.reportsOf('exportUnanswered', jobId).length === 1);
    expect(acknowledged(jobId)).toEqual([]);
    await weather.clear();
    expect((await over(jobId)).state).toBe('SUCCEEDED');
    expect(acknowledged(jobId)).toHaveLength(1);
  });

  it('sends again what head office has lost', async () => {
    const { line, sync } = scene;
    await sync.start();
    await weather.order({ kind: 'LOSE_CHUNKS' });
    const jobId = await started(hold(600));
    expect((await over(jobId)).state).toBe('SUCCEEDED');
    expect(line.requestsFor(/chunks/u)).toHaveLength(4);
  });

  it('finds head office after days: what waited goes oldest first, each day once (edge case 31)', async () => {
    const { line, register, sync } = scene;
    await sync.start({ HEAD_OFFICE_TIMEOUT_MS: '600' });
    await weather.order({ kind: 'HANG_UP' }, { requests: null });
    const days = hold(5, 4, 3);
    const first = await started(days.slice(0, 1));
    await eventually(() => register.reportsOf('exportUnanswered', first).length === 1);
    // The till has opened and closed again meanwhile: another export takes all that waits.
    const second = await started(days);
    await eventually(() => register.reportsOf('exportUnanswered', second).length === 1);
    line.requests.length = 0;
    const asked = (exportId: string) => line.requests.filter((one) => one.endsWith(exportId)).length;
    await eventually(() => asked(second) >= 8);
    // The later one sends the same days, and more: the former is only looked at now and then.
    expect(asked(first)).toBeLessThan(4);
    await weather.clear();
    expect((await over(first)).state).toBe('SUCCEEDED');
    expect((await over(second)).state).toBe('SUCCEEDED');
    expect(acknowledged(second).map(({ sessionId }) => sessionId)).toEqual(idsOf(days));
    const [sameDay] = acknowledged(second);
    expect(acknowledged(first)[0]?.['acknowledgementId']).toBe(sameDay?.['acknowledgementId']);
  });
});

describe('an export that head office refuses for good', () => {
  it('tells what differs when the sums do, and head office keeps it (edge case 30)', async () => {
    await scene.sync.start();
    await weather.order({ kind: 'DISAGREE', byCents: 2 });
    const [session] = hold(2) as [SampleSession];
    const jobId = await started([session]);
    const { ttcCents } = session.header.z;
    expect((await over(jobId)).failure?.code).toBe('EXPORT_REFUSED');
    expect(scene.register.reportsOf('exportRefused', jobId)).toMatchObject([
      {
        sessionId: session.header.sessionId,
        code: 'EXPORT_REFUSED',
        facts: { problem: 'EXPORT_REFUSED' },
        differences: [{ field: 'totals.ttcCents', ours: String(ttcCents), headOffice: String(ttcCents + 2) }],
      },
    ]);
    expect(await refusals(session)).toHaveLength(1);
  });

  it('is no overwriting: the same session with another content is refused and kept (edge case 28)', async () => {
    await scene.sync.start();
    const [session] = hold(2) as [SampleSession];
    await over(await started([session]));
    // A second life of the same key, as a disk that was put back gives it.
    const { incarnation, epoch, number } = session.header;
    const again = sampleSession({ registerNumber: 1, incarnation, epoch, number, tickets: 5 });
    const jobId = await started([again]);
    expect((await over(jobId)).failure?.code).toBe('EXPORT_REFUSED');
    expect(scene.register.reportsOf('exportRefused', jobId)).toMatchObject([
      { sessionId: again.header.sessionId, facts: { problem: 'SESSION_CONTENT_DIFFERS' } },
    ]);
    expect(await refusals(session)).toMatchObject([{ problem: { code: 'SESSION_CONTENT_DIFFERS' } }]);
  });

  it('keeps what was acknowledged before it, session by session (edge case 29)', async () => {
    const { register, sync } = scene;
    await sync.start();
    const days = hold(2, 3, 4);
    const [first, second] = days as [SampleSession, SampleSession];
    await weather.order({ kind: 'MISREPORT' }, { requests: 2 });
    await weather.order({ kind: 'FAIL', status: 500 }, { operations: ['commitSession'], requests: 1 });
    const refused = await started(days);
    expect((await over(refused)).failure?.code).toBe('EXPORT_REFUSED');
    expect(acknowledged(refused)).toEqual([]);
    await weather.clear();
    await weather.order({ kind: 'DISAGREE', byCents: 1 });
    const jobId = await started(days);
    // The first is acknowledged over there: only the second meets the weather.
    expect((await over(jobId)).failure?.code).toBe('EXPORT_REFUSED');
    expect(acknowledged(jobId).map(({ sessionId }) => sessionId)).toEqual([first.header.sessionId]);
    expect(register.reportsOf('exportRefused', jobId)).toMatchObject([
      { sessionId: second.header.sessionId },
    ]);
    const last = await started(days);
    expect((await over(last)).state).toBe('SUCCEEDED');
    expect(acknowledged(last).map(({ sessionId }) => sessionId)).toEqual(idsOf(days.slice(1)));
  });
});
