import { syncCommands, syncQueries } from '@encaisse/contracts';
import { Scene } from '../../spec/scene.js';
import {
  eventually,
  isOver,
  type JobRequest,
  jobFor,
  jobWhen,
  STORE_ID,
} from '../../spec/sync-under-test.js';

jest.setTimeout(120_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open({
    spec: 'prefetch',
    redisDatabase: 10,
    headOffice: { GENERATED_ARTICLES: '500' },
  });
});
beforeEach(async () => scene.renew());
afterAll(async () => scene?.close());

const served = (registerNumber: number) => {
  const { storeId, storeCode, registerId } = jobFor(registerNumber);
  return { storeId, storeCode, registerId, registerNumber, datasetIds: [] };
};
const importing = async (job: JobRequest, maxDatasetAgeHours?: number) => {
  const request = maxDatasetAgeHours === undefined ? job : { ...job, maxDatasetAgeHours };
  const answer = await scene.register.bus.request(syncCommands.startImportJob, request);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return jobWhen(scene.register.bus, job.jobId, isOver);
};
const datasets = () => scene.sync.count('catalogue_datasets');
const partRequests = () => scene.line.requestsFor(/\/parts\//u).length;
const silence = () => {
  scene.line.interfere = async () => ({ status: 503, headers: {}, body: Buffer.alloc(0) });
};
const leaveMeAlone = (seconds: number) => {
  const headers = { 'retry-after': String(seconds) };
  scene.line.interfere = async () => ({ status: 503, headers, body: Buffer.alloc(0) });
};
const PREFETCHING = { PREFETCH_MS: '1000' };
/** Head office is given up on soon: what a till waits for otherwise is no matter of these specs. */
const IMPATIENT = { HEAD_OFFICE_TIMEOUT_MS: '600', PREFETCH_MS: '0' };

describe('data fetched ahead', () => {
  it('are here before the registers of a store ask for them, all at the same moment (edge case 23)', async () => {
    const { register, sync } = scene;
    register.served = [served(1), served(2)];
    await sync.start(PREFETCHING);
    await eventually(async () => (await datasets()) === 2);
    const fetched = partRequests();
    expect(fetched).toBe(await sync.count('catalogue_parts'));
    const over = await Promise.all([importing(jobFor(1)), importing(jobFor(2))]);
    for (const job of over) {
      expect(job).toMatchObject({ state: 'SUCCEEDED', localAsOf: null });
      expect(job.parts.every(({ reused }) => reused)).toBe(true);
    }
    expect(partRequests()).toBe(fetched);
  });

  it('are looked after one register of a store at a time, and are nobody’s job', async () => {
    const { line, register, sync } = scene;
    register.served = [served(1), served(2)];
    let running = 0;
    let most = 0;
    line.interfere = async ({ path }, forward) => {
      if (!path.endsWith('/dataset')) return forward();
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 400));
      running -= 1;
      return forward();
    };
    await sync.start(PREFETCHING);
    await eventually(async () => (await datasets()) === 2);
    expect(most).toBe(1);
    const jobs = await scene.register.bus.request(syncQueries.listJobs, {
      stores: null,
      storeId: STORE_ID,
      limit: 10,
    });
    expect(jobs).toMatchObject({ ok: true, value: { items: [] } });
  });

  it('are tried again after head office was silent', async () => {
    const { register, sync, line } = scene;
    register.served = [served(1)];
    silence();
    await sync.start(PREFETCHING);
    await eventually(() => line.requests.length >= 2);
    line.heal();
    await eventually(async () => (await datasets()) === 1);
  });
});

describe('while head office is silent', () => {
  it('the newest complete data kept here serve, and are said to be such (edge case 3)', async () => {
    const { register, sync } = scene;
    await sync.start(IMPATIENT);
    const first = await importing(jobFor(1));
    silence();
    const job = jobFor(1);
    const over = await importing(job, 24);
    expect(over).toMatchObject({ state: 'SUCCEEDED', datasetVersion: first.datasetVersion, failure: null });
    expect(Date.now() - Date.parse(over.localAsOf ?? '')).toBeLessThan(60_000);
    expect(register.reportsOf('importSucceeded', job.jobId)).toMatchObject([
      { dataset: { version: first.datasetVersion, localAsOf: over.localAsOf } },
    ]);
  });

  it('head office is asked no second time when it wishes to be left alone for longer than a till waits: they serve, or it is said why', async () => {
    const { line, sync } = scene;
    await sync.start();
    const first = await importing(jobFor(1));
    leaveMeAlone(3_600);
    line.requests.length = 0;
    const { datasetVersion } = first;
    expect(await importing(jobFor(1), 24)).toMatchObject({
      state: 'SUCCEEDED',
      datasetVersion,
      localAsOf: expect.any(String),
    });
    expect(line.requests).toHaveLength(1);
    expect((await importing(jobFor(1), 0)).failure).toMatchObject({
      code: 'HEAD_OFFICE_SILENT',
      facts: { attempts: 1, last: 'head office answered 503', retryAfterSeconds: 3_600 },
    });
    expect(line.requests).toHaveLength(2);
  });

  it('data that are older than the store allows do not, nor do those of another register (edge case 3)', async () => {
    const { sync } = scene;
    await sync.start(IMPATIENT);
    await importing(jobFor(1));
    silence();
    await sync.rows('UPDATE catalogue_datasets SET confirmed_at = confirmed_at - INTERVAL 25 HOUR');
    expect((await importing(jobFor(1), 24)).failure?.code).toBe('HEAD_OFFICE_SILENT');
    expect((await importing(jobFor(1))).failure?.code).toBe('HEAD_OFFICE_SILENT');
    expect(await importing(jobFor(1), 26)).toMatchObject({ state: 'SUCCEEDED' });
    expect((await importing(jobFor(2), 26)).failure?.code).toBe('HEAD_OFFICE_SILENT');
  });

  it('data count as fresh since head office last confirmed them, not since they were fetched', async () => {
    const { register, sync } = scene;
    await sync.start(IMPATIENT);
    await importing(jobFor(1));
    await sync.rows('UPDATE catalogue_datasets SET confirmed_at = confirmed_at - INTERVAL 25 HOUR');
    await sync.stop();
    register.served = [served(1)];
    await sync.start({ ...IMPATIENT, ...PREFETCHING });
    await eventually(
      async () =>
        (await sync.count('catalogue_datasets', 'confirmed_at > UTC_TIMESTAMP(3) - INTERVAL 1 HOUR')) === 1,
    );
    expect(await sync.count('catalogue_datasets')).toBe(1);
    silence();
    expect(await importing(jobFor(1), 24)).toMatchObject({ state: 'SUCCEEDED' });
  });
});
