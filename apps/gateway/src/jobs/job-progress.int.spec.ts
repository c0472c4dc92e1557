import { setTimeout as pause } from 'node:timers/promises';
import {
  done,
  type JobView,
  jobProgressSubject,
  refused,
  syncQueries,
  tillQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { headersOf, till } from '../../spec/callers.js';
import {
  ADMINISTRATOR,
  call,
  type FakeService,
  type RunningGateway,
  runGateway,
} from '../../spec/running-gateway.js';

const storeId = uuidv7();

function jobOf(jobId: string, changes: Partial<JobView> = {}): JobView {
  return {
    jobId,
    kind: 'IMPORT',
    state: 'RUNNING',
    storeId,
    registerId: uuidv7(),
    correlationId: 'spec-job-progress',
    createdAt: '2026-11-24T08:00:00.000Z',
    startedAt: '2026-11-24T08:00:01.000Z',
    finishedAt: null,
    parts: [{ name: 'articles', rows: 0, totalRows: 10_000, rejectedRows: 0, reused: false }],
    rowsPerSecond: 0,
    datasetVersion: null,
    localAsOf: null,
    rejects: [],
    rejectedRows: 0,
    failure: null,
    ...changes,
  };
}

/** An event stream as a browser reads it: blocks of lines. */
class Events {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = '';
  /** Everything that came so far. */
  heard = '';
  readonly #abort: AbortController;

  private constructor(body: ReadableStream<Uint8Array>, abort: AbortController) {
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.#abort = abort;
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<Events> {
    const abort = new AbortController();
    const response = await fetch(url, { headers, signal: abort.signal });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    if (!response.body) throw new Error('no stream');
    return new Events(response.body, abort);
  }

  /** The job of the next event; undefined at the end of the stream. */
  async next(): Promise<JobView | undefined> {
    for (;;) {
      const end = this.#rest.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 2);
        if (!block.includes('data: ')) continue;
        expect(block).toContain('event: job');
        return JSON.parse(block.slice(block.indexOf('data: ') + 'data: '.length));
      }
      const { done: ended, value } = await this.#reader.read();
      if (ended) return undefined;
      this.#rest += value;
      this.heard += value;
    }
  }

  leave(): void {
    this.#abort.abort();
  }
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50);
}

/** The gateway and NATS are real; sync-service and register-service are stand-ins that this spec steers. */
describe('the progress of a job', () => {
  let gateway: RunningGateway;
  let sync: FakeService;
  const jobs = new Map<string, JobView>();
  const readsOf = new Map<string, number>();

  beforeAll(async () => {
    gateway = await runGateway();
    const registers = await gateway.fakeService('register-service');
    const { identifyTill } = tillQueries;
    await registers.serve(
      { identifyTill },
      {
        identifyTill: async ({ tillCredential }) =>
          till.authorization.endsWith(tillCredential)
            ? done({ storeId, storeCode: 'S01', tillId: uuidv7(), tillCode: 'T1', device: 'PAGE' })
            : refused('TILL_NOT_ENROLLED'),
      },
    );
    sync = await gateway.fakeService('sync-service');
    const { getJob } = syncQueries;
    await sync.serve(
      { getJob },
      {
        getJob: async ({ jobId }) => {
          readsOf.set(jobId, (readsOf.get(jobId) ?? 0) + 1);
          const job = jobs.get(jobId);
          return job ? done(job) : refused('JOB_UNKNOWN', { jobId });
        },
      },
    );
  }, 60_000);
  afterAll(() => gateway.stop(), 20_000);

  const newJob = (changes: Partial<JobView> = {}): JobView => {
    const job = jobOf(uuidv7(), changes);
    jobs.set(job.jobId, job);
    return job;
  };
  const move = (job: JobView, changes: Partial<JobView>): void => {
    jobs.set(job.jobId, { ...job, ...changes });
    sync.hint(jobProgressSubject(job.jobId));
  };
  const follow = (jobId: string) => Events.open(`${gateway.url}/api/v1/till/jobs/${jobId}/events`, till);

  it('comes as a snapshot first, then as it changes, and ends with the final state', async () => {
    const job = newJob();
    const events = await follow(job.jobId);
    expect(await events.next()).toEqual(job);
    move(job, { rowsPerSecond: 4_000 });
    expect(await events.next()).toMatchObject({ rowsPerSecond: 4_000, state: 'RUNNING' });
    move(job, { state: 'SUCCEEDED', datasetVersion: 42 });
    expect(await events.next()).toMatchObject({ state: 'SUCCEEDED', datasetVersion: 42 });
    expect(await events.next()).toBeUndefined();
  });

  it('of a job that has ended is its outcome alone', async () => {
    const job = newJob({ state: 'FAILED', failure: { code: 'BARCODES_INVALID', facts: {} } });
    const events = await follow(job.jobId);
    expect(await events.next()).toEqual(job);
    expect(await events.next()).toBeUndefined();
  });

  it('is read a few times a second, however often it is hinted at, and its last state is not missed', async () => {
    const job = newJob();
    const events = await follow(job.jobId);
    await events.next();
    const before = readsOf.get(job.jobId) ?? 0;
    const startedAt = Date.now();
    for (let rows = 1; rows <= 100; rows += 1) {
      move(job, { rowsPerSecond: rows });
      await pause(10);
    }
    move(job, { state: 'SUCCEEDED' });
    let last: JobView | undefined;
    for (let event = await events.next(); event; event = await events.next()) last = event;
    expect(last).toMatchObject({ state: 'SUCCEEDED' });
    const seconds = (Date.now() - startedAt) / 1_000;
    expect((readsOf.get(job.jobId) ?? 0) - before).toBeLessThanOrEqual(2 + 4 * Math.ceil(seconds));
  });

  it('goes on when a hint was lost', async () => {
    const job = newJob();
    const events = await follow(job.jobId);
    await events.next();
    await pause(1_000);
    jobs.set(job.jobId, { ...job, state: 'SUCCEEDED' });
    expect(await events.next()).toMatchObject({ state: 'SUCCEEDED' });
  }, 15_000);

  it('is no longer read once the client has gone', async () => {
    const job = newJob();
    const events = await follow(job.jobId);
    await events.next();
    events.leave();
    // Hints come in the order in which they were given: once the other job was read for its own, this one's had come.
    const other = newJob();
    const others = await follow(other.jobId);
    await others.next();
    let rows = 0;
    const readsByAHint = async (): Promise<number> => {
      const before = readsOf.get(job.jobId) ?? 0;
      rows += 1;
      move(job, { rowsPerSecond: rows });
      move(other, { rowsPerSecond: rows });
      expect(await others.next()).toMatchObject({ rowsPerSecond: rows });
      return (readsOf.get(job.jobId) ?? 0) - before;
    };
    // The gateway needs a moment to hear that the client has gone.
    await eventually(async () => (await readsByAHint()) === 0);
    expect([await readsByAHint(), await readsByAHint()]).toEqual([0, 0]);
    others.leave();
  });

  it("is told to a till of the job's store alone, as a stream and as a page", async () => {
    const job = newJob({ storeId: uuidv7() });
    for (const path of [`/api/v1/till/jobs/${job.jobId}`, `/api/v1/till/jobs/${job.jobId}/events`]) {
      const answer = await call(gateway, 'GET', path, { headers: till });
      expect(answer).toMatchObject({ status: 404, body: { code: 'JOB_UNKNOWN' } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    const mine = newJob();
    const page = await call(gateway, 'GET', `/api/v1/till/jobs/${mine.jobId}`, { headers: till });
    expect(page).toMatchObject({ status: 200, body: mine });
  });

  it('is refused as a problem where there is nobody to tell it to', async () => {
    const path = `/api/v1/till/jobs/${newJob().jobId}/events`;
    expect(await call(gateway, 'GET', path)).toMatchObject({
      status: 401,
      body: { code: 'TILL_NOT_ENROLLED' },
    });
    const stranger = { authorization: 'Bearer a-credential-nobody-gave-out' };
    expect(await call(gateway, 'GET', path, { headers: stranger })).toMatchObject({
      status: 401,
      body: { code: 'TILL_NOT_ENROLLED' },
    });
    expect(await call(gateway, 'GET', '/api/v1/till/jobs/nothing/events', { headers: till })).toMatchObject({
      status: 422,
      body: { code: 'BODY_INVALID' },
    });
  });

  it('is told to head office for any store', async () => {
    const login = await call(gateway, 'POST', '/api/v1/head-office/login', { body: ADMINISTRATOR });
    const headers = headersOf('administrator', (login.body as { token: string }).token);
    const job = newJob({ storeId: uuidv7(), state: 'SUCCEEDED' });
    const events = await Events.open(`${gateway.url}/api/v1/head-office/jobs/${job.jobId}/events`, headers);
    expect(await events.next()).toEqual(job);
    const unknown = `/api/v1/head-office/jobs/${uuidv7()}/events`;
    expect(await call(gateway, 'GET', unknown, { headers })).toMatchObject({
      status: 404,
      body: { code: 'JOB_UNKNOWN' },
    });
    expect(await call(gateway, 'GET', unknown)).toMatchObject({ status: 401 });
  });

  it('keeps the correlation id of the one who follows, whatever wakes it', async () => {
    const job = newJob();
    const headers = { ...till, 'x-correlation-id': 'spec-follower-1' };
    const events = await Events.open(`${gateway.url}/api/v1/till/jobs/${job.jobId}/events`, headers);
    await events.next();
    jobs.delete(job.jobId);
    sync.hint(jobProgressSubject(job.jobId));
    const unread = () =>
      gateway.logged().find(({ msg }) => msg === 'the progress of a job could not be read');
    await eventually(() => unread() !== undefined);
    expect(unread()).toMatchObject({ correlationId: 'spec-follower-1', jobId: job.jobId });
    move(job, { state: 'SUCCEEDED' });
    expect(await events.next()).toMatchObject({ state: 'SUCCEEDED' });
  });

  it('is kept open by comments, and ends with the gateway', async () => {
    const job = newJob();
    const events = await follow(job.jobId);
    await events.next();
    // Reads on, because nothing changes: its own end comes with the gateway's.
    const end = events.next();
    await eventually(() => events.heard.includes(': alive\n'));
    await Promise.all([gateway.stop(), expect(end).resolves.toBeUndefined()]);
  }, 30_000);
});
