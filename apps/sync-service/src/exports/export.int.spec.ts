import { EventEmitter, once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { encodeRecord, type ReceivedSession, type ReceivedSessions } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { API_KEY } from '../../spec/head-office-process.js';
import type { Interference } from '../../spec/line-to-head-office.js';
import { type SampleSession, sampleSession } from '../../spec/sample-session.js';
import { Scene } from '../../spec/scene.js';
import { ServiceProcess } from '../../spec/service-process.js';
import { eventually, isOver, jobFor, jobWhen, startExport } from '../../spec/sync-under-test.js';

jest.setTimeout(120_000);

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open({ spec: 'export', redisDatabase: 4, headOffice: { GENERATED_ARTICLES: '10' } });
});
beforeEach(async () => scene.renew());
afterAll(async () => scene?.close());

/** A job for a hold with these numbers of tickets per session; each test has a store database of its own. */
function exportOf(...tickets: number[]) {
  const incarnation = uuidv7();
  const sessions = tickets.map((count, index) =>
    sampleSession({ registerNumber: 1, incarnation, epoch: 7, number: index + 1, tickets: count }),
  );
  const job = jobFor(1);
  scene.register.exports.set(job.jobId, sessions);
  return { job, sessions, started: () => startExport(scene.register.bus, job) };
}

async function fromBackOffice(path: string): Promise<string> {
  const answer = await fetch(`${scene.headOffice.url}/back-office/v1${path}`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

/** What head office holds of this session, by its key. */
async function received({ header }: SampleSession): Promise<ReceivedSession | undefined> {
  const { sessions } = JSON.parse(await fromBackOffice('/registers/S01/1/sessions')) as ReceivedSessions;
  return sessions.find(({ key }) => key.incarnation === header.incarnation && key.number === header.number);
}

const over = (jobId: string) => jobWhen(scene.register.bus, jobId, isOver);
const acknowledged = (jobId: string) => scene.register.reportsOf('sessionAcknowledged', jobId);

/** A line that goes dead with the first commit, which head office still gets (`done`) or does not (`lost`). */
function deadFromCommitOn(commit: 'done' | 'lost'): Interference {
  let dead = false;
  return async ({ path }, forward) => {
    if (dead) return undefined;
    if (!path.endsWith('/commit')) return forward();
    dead = true;
    if (commit === 'done') await forward();
    return undefined;
  };
}

describe('an export', () => {
  it('gives every session to head office, to the letter, and tells the register of each acknowledgement', async () => {
    const { sync } = scene;
    await sync.start();
    const { job, sessions, started } = exportOf(1_200, 3, 0);
    await started();
    const view = await over(job.jobId);
    expect(view).toMatchObject({
      state: 'SUCCEEDED',
      failure: null,
      parts: [
        { name: 'session 7-1', rows: 1_203, totalRows: 1_203 },
        { name: 'session 7-2', rows: 6, totalRows: 6 },
        { name: 'session 7-3', rows: 3, totalRows: 3 },
      ],
    });
    for (const session of sessions) {
      const { incarnation, epoch, number } = session.header;
      const held = await received(session);
      expect(held?.totals.ttcCents).toBe(session.header.z.ttcCents);
      expect(await fromBackOffice(`/sessions/S01/1/${incarnation}/${epoch}-${number}/records`)).toBe(
        session.records.map(encodeRecord).join(''),
      );
      expect(acknowledged(job.jobId)).toContainEqual(
        expect.objectContaining({
          sessionId: session.header.sessionId,
          acknowledgementId: held?.acknowledgementId,
          headOffice: { ticketCount: session.header.ticketCount, ttcCents: session.header.z.ttcCents },
        }),
      );
    }
    // Oldest first, chunk by chunk, each session committed before the next one begins.
    expect(scene.line.requests.map((request) => request.replace(/^(\w+) .*exports\/[^/]+/u, '$1 '))).toEqual([
      'PUT ',
      'PUT /sessions/7-1/chunks/0',
      'PUT /sessions/7-1/chunks/1',
      'PUT /sessions/7-1/chunks/2',
      'POST /sessions/7-1/commit',
      'PUT /sessions/7-2/chunks/0',
      'POST /sessions/7-2/commit',
      'PUT /sessions/7-3/chunks/0',
      'POST /sessions/7-3/commit',
    ]);
    expect(await readdir(sync.env['SPOOL_DIR'] as string)).toEqual([]);
  });

  it('skips sessions that head office has acknowledged before', async () => {
    await scene.sync.start();
    const first = exportOf(2);
    await first.started();
    await over(first.job.jobId);
    const second = exportOf(4);
    scene.register.exports.set(second.job.jobId, [...first.sessions, ...second.sessions]);
    await second.started();
    const view = await over(second.job.jobId);
    expect(view.parts.map(({ name }) => name)).toEqual(['session 7-1']);
    expect(acknowledged(second.job.jobId)).toHaveLength(1);
  });

  it('is sent again on demand and gets the same acknowledgements', async () => {
    await scene.sync.start();
    const { job, started } = exportOf(5, 6);
    await started();
    await over(job.jobId);
    const former = acknowledged(job.jobId);
    expect(former).toHaveLength(2);
    const again = await started();
    expect(again).toMatchObject({ ok: true, value: { jobId: job.jobId } });
    await eventually(() => acknowledged(job.jobId).length === 4);
    expect(acknowledged(job.jobId).slice(2)).toEqual(former);
    expect((await over(job.jobId)).state).toBe('SUCCEEDED');
  });

  it('goes on where it was after its worker was killed in the middle of a session', async () => {
    const { line, sync } = scene;
    const gate = new EventEmitter();
    let held = false;
    line.interfere = async ({ path }, forward) => {
      if (!held && path.endsWith('/chunks/2')) {
        held = true;
        await once(gate, 'open');
        return undefined;
      }
      return forward();
    };
    const doomed = await ServiceProcess.start('sync-service', { ...sync.env, JOB_LEASE_MS: '2000' });
    const { job, sessions, started } = exportOf(10, 1_700);
    await started();
    await eventually(() => held);
    await doomed.kill();
    gate.emit('open');
    await sync.start();
    expect((await over(job.jobId)).state).toBe('SUCCEEDED');
    const sent = (chunk: string) => line.requestsFor(new RegExp(`${chunk}$`, 'u')).length;
    expect([sent('7-1/chunks/0'), sent('7-2/chunks/0'), sent('7-2/chunks/1'), sent('7-2/chunks/2')]).toEqual([
      1, 1, 1, 2,
    ]);
    expect(await received(sessions[1] as SampleSession)).toBeDefined();
    expect(acknowledged(job.jobId)).toHaveLength(2);
  });

  it('tells the register of acknowledgements that it could not take in at first', async () => {
    const { register, sync } = scene;
    await sync.start();
    let refusals = 4;
    register.answer = () => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('the database is away');
      return { ok: true, value: {} };
    };
    const { job, started } = exportOf(3, 3);
    await started();
    expect((await over(job.jobId)).state).toBe('SUCCEEDED');
    expect(acknowledged(job.jobId)).toHaveLength(2);
  });
});

describe('an export without an answer', () => {
  it.each(['done', 'lost'] as const)(
    'is unanswered after its time, told once, and acknowledged late (commit %s at head office)',
    async (commit) => {
      const { line, register, sync } = scene;
      line.interfere = deadFromCommitOn(commit);
      await sync.start({ HEAD_OFFICE_TIMEOUT_MS: '3000' });
      const { job, sessions, started } = exportOf(8);
      await started();
      await eventually(() => register.reportsOf('exportUnanswered', job.jobId).length === 1);
      const waiting = await jobWhen(
        register.bus,
        job.jobId,
        ({ state }) => state === 'WAITING_FOR_HEAD_OFFICE',
      );
      expect(waiting.failure).toBeNull();
      expect(acknowledged(job.jobId)).toEqual([]);
      // It keeps asking, and tells the till no second time.
      const asked = line.requests.length;
      await eventually(() => line.requests.length > asked + 2);
      expect(register.reportsOf('exportUnanswered', job.jobId)).toHaveLength(1);
      line.heal();
      expect((await over(job.jobId)).state).toBe('SUCCEEDED');
      const held = await received(sessions[0] as SampleSession);
      expect(acknowledged(job.jobId)).toEqual([
        expect.objectContaining({ acknowledgementId: held?.acknowledgementId }),
      ]);
      expect(line.requestsFor(/chunks/u)).toHaveLength(1);
    },
  );

  it('reads the days once from the register, however often they are offered', async () => {
    const { line, register, sync } = scene;
    line.interfere = async () => ({ status: 503, headers: {}, body: Buffer.alloc(0) });
    await sync.start();
    const { job, sessions, started } = exportOf(4);
    await started();
    await eventually(() => line.requests.length > 4);
    line.heal();
    await over(job.jobId);
    const { sessionId } = (sessions[0] as SampleSession).header;
    expect(register.pagesRead.filter((page) => page.startsWith(sessionId))).toHaveLength(1);
  });
});

describe('an export that head office refuses', () => {
  it('ends with what differs, and the register is told of it', async () => {
    const { register, sync } = scene;
    await sync.start();
    const { job, sessions, started } = exportOf(2);
    const [session] = sessions as [SampleSession];
    const falsified = session.records.map((record) =>
      record.type === 'z' ? { ...record, totals: { ...record.totals, ttcCents: 1 } } : record,
    );
    register.exports.set(job.jobId, [{ ...session, records: falsified }]);
    await started();
    const view = await over(job.jobId);
    expect(view.failure?.code).toBe('EXPORT_REFUSED');
    expect(register.reportsOf('exportRefused', job.jobId)).toEqual([
      expect.objectContaining({
        registerId: job.registerId,
        sessionId: session.header.sessionId,
        code: 'EXPORT_REFUSED',
        differences: expect.arrayContaining([
          { field: 'totals.ttcCents', ours: '1', headOffice: String(session.header.z.ttcCents) },
        ]),
      }),
    ]);
    expect(acknowledged(job.jobId)).toEqual([]);
    expect(register.reportsOf('exportUnanswered', job.jobId)).toEqual([]);
  });

  it('keeps what was acknowledged before the session that is refused', async () => {
    const { register, sync } = scene;
    await sync.start();
    const { job, sessions, started } = exportOf(2, 3);
    const [first, second] = sessions as [SampleSession, SampleSession];
    register.exports.set(job.jobId, [first, { ...second, records: second.records.toSpliced(1, 1) }]);
    await started();
    expect((await over(job.jobId)).failure?.code).toBe('EXPORT_REFUSED');
    expect(acknowledged(job.jobId).map(({ sessionId }) => sessionId)).toEqual([first.header.sessionId]);
    expect(register.reportsOf('exportRefused', job.jobId)).toMatchObject([
      { sessionId: second.header.sessionId },
    ]);
  });

  it('is refused at the door when the key is not known', async () => {
    const { register, sync } = scene;
    await sync.start({ HEAD_OFFICE_API_KEY: 'a-key-that-nobody-gave-us' });
    const { job, started } = exportOf(1);
    await started();
    const view = await over(job.jobId);
    expect(view.failure).toMatchObject({ code: 'HEAD_OFFICE_REFUSED', facts: { problem: 'UNAUTHORIZED' } });
    expect(register.reportsOf('exportRefused', job.jobId)).toHaveLength(1);
  });

  it('is refused by us when the acknowledgement speaks of other totals', async () => {
    const { line, register, sync } = scene;
    line.interfere = async ({ path }, forward) => {
      const reply = await forward();
      if (!path.endsWith('/commit')) return reply;
      const text = reply.body.toString().replace(/"ticketCount":2/u, '"ticketCount":3');
      return { ...reply, body: Buffer.from(text) };
    };
    await sync.start();
    const { job, started } = exportOf(2);
    await started();
    expect((await over(job.jobId)).failure?.code).toBe('EXPORT_REFUSED');
    expect(register.reportsOf('exportRefused', job.jobId)).toMatchObject([
      { differences: [{ field: 'totals.ticketCount', ours: '2', headOffice: '3' }] },
    ]);
    expect(await readdir(sync.env['SPOOL_DIR'] as string)).toEqual([]);
  });
});
