import { PART_NAMES } from '@encaisse/contracts';
import { HeldPart } from '../../spec/held-part.js';
import { flushRedis } from '../../spec/redis-flush.js';
import { Scene } from '../../spec/scene.js';
import { ServiceProcess } from '../../spec/service-process.js';
import { eventually, isOver, jobFor, jobOf, jobWhen, startImport } from '../../spec/sync-under-test.js';

jest.setTimeout(120_000);

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open({
    spec: 'import_survival',
    redisDatabase: 3,
    headOffice: { GENERATED_ARTICLES: '3000' },
  });
});

beforeEach(async () => scene.renew());
afterAll(async () => scene?.close());

const partRequests = (name: string) => scene.line.requestsFor(new RegExp(`/parts/${name}/`, 'u')).length;

/** Every part is there once, whole, and nothing else is. */
async function expectWholeCatalogue(): Promise<void> {
  const { sync } = scene;
  expect(await sync.count('catalogue_parts')).toBe(PART_NAMES.length);
  for (const table of ['articles', 'prices']) {
    const parts = await sync.rows(
      `SELECT p.row_count AS announced, COUNT(*) AS held FROM catalogue_${table} t
       LEFT JOIN catalogue_parts p ON p.part_id = t.part_id GROUP BY t.part_id, p.row_count`,
    );
    expect(parts.map((row) => [Number(row['announced']), Number(row['held'])])).toEqual([[3000, 3000]]);
  }
}

describe('an import', () => {
  it('goes on when Redis forgets everything in the middle of a part', async () => {
    const { register, sync, line } = scene;
    const held = new HeldPart('prices');
    line.interfere = held.interference;
    await sync.start();
    const job = jobFor(1);
    await startImport(register.bus, job);
    await eventually(() => held.held === 1);
    await flushRedis(sync.env['REDIS_URL'] as string);
    held.letGo();
    expect((await jobWhen(register.bus, job.jobId, isOver)).state).toBe('SUCCEEDED');
    await expectWholeCatalogue();
  });

  it('is woken again when Redis forgets it while it waits', async () => {
    const { register, sync, line } = scene;
    line.interfere = async () => ({ status: 503, headers: {}, body: Buffer.alloc(0) });
    await sync.start();
    const job = jobFor(1);
    await startImport(register.bus, job);
    await jobWhen(register.bus, job.jobId, ({ state }) => state === 'WAITING_FOR_HEAD_OFFICE');
    await flushRedis(sync.env['REDIS_URL'] as string);
    line.heal();
    expect((await jobWhen(register.bus, job.jobId, isOver)).state).toBe('SUCCEEDED');
  });

  it('is taken over after its worker was killed, fetches nothing twice, and leaves no half of a part (edge case 20)', async () => {
    const { register, sync, line } = scene;
    const held = new HeldPart('articles');
    line.interfere = held.interference;
    const doomed = await ServiceProcess.start('sync-service', { ...sync.env, JOB_LEASE_MS: '2000' });
    const job = jobFor(1);
    await startImport(register.bus, job);
    await eventually(() => held.held === 1);
    expect(await sync.count('catalogue_parts')).toBe(PART_NAMES.length - 1);
    await doomed.kill();
    held.letGo();
    await sync.start();
    const over = await jobWhen(register.bus, job.jobId, isOver);
    expect(over.state).toBe('SUCCEEDED');
    expect(over.parts.map(({ reused }) => reused)).not.toContain(true);
    expect([partRequests('articles'), partRequests('prices'), partRequests('barcodes')]).toEqual([2, 1, 1]);
    await expectWholeCatalogue();
    expect(register.reportsOf('importSucceeded', job.jobId)).toHaveLength(1);
  });

  it('goes on from its last whole part when the line breaks in the middle of one', async () => {
    const { register, sync, line } = scene;
    await sync.start();
    let cuts = 2;
    line.interfere = async ({ path }, forward, response) => {
      const reply = await forward();
      if (!path.includes('/parts/articles/') || cuts === 0) return reply;
      cuts -= 1;
      const { 'transfer-encoding': _chunked, ...headers } = reply.headers;
      response.writeHead(200, { ...headers, 'content-length': reply.body.length });
      response.write(reply.body.subarray(0, reply.body.length / 2), () => response.destroy());
      return undefined;
    };
    const job = jobFor(1);
    await startImport(register.bus, job);
    expect((await jobWhen(register.bus, job.jobId, isOver)).state).toBe('SUCCEEDED');
    expect([partRequests('articles'), partRequests('prices'), partRequests('barcodes')]).toEqual([3, 1, 1]);
    await expectWholeCatalogue();
  });

  it('is taken over when its worker stands still, and that one writes nothing any more', async () => {
    const { register, sync, line } = scene;
    const held = new HeldPart('prices');
    line.interfere = held.interference;
    await sync.start();
    const job = jobFor(1);
    await startImport(register.bus, job);
    await eventually(() => held.held === 1);
    // What another worker does when the lease has run out.
    await sync.rows('UPDATE sync_jobs SET lease_epoch = lease_epoch + 1, lease_until = NULL');
    await eventually(() => held.held >= 2);
    held.letGo();
    expect((await jobWhen(register.bus, job.jobId, isOver)).state).toBe('SUCCEEDED');
    await expectWholeCatalogue();
    expect(register.reportsOf('importSucceeded', job.jobId)).toHaveLength(1);
  });

  it('stops with the service and is begun again at once by the next one', async () => {
    const { register, sync, line } = scene;
    const held = new HeldPart('articles');
    line.interfere = held.interference;
    // A lease that outlives the test: only giving it back lets another worker take the job. So does head office's time: a stop
    // that waited for the other half of the part would never end.
    await sync.start({ JOB_LEASE_MS: '300000', HEAD_OFFICE_TIMEOUT_MS: '600000' });
    const job = jobFor(1);
    await startImport(register.bus, job);
    await eventually(() => held.held === 1);
    await sync.stop();
    held.letGo();
    await sync.start();
    expect((await jobWhen(register.bus, job.jobId, isOver)).state).toBe('SUCCEEDED');
    await expectWholeCatalogue();
  });
});

/** How many connections to this database stand where another one brings the same part. */
async function waitingForAPart(): Promise<number> {
  const name = new URL(scene.sync.database.adminUrl).pathname.slice(1);
  const connections = await scene.sync.rows<Record<string, unknown>>('SHOW FULL PROCESSLIST');
  return connections.filter(
    (row) => row['db'] === name && String(row['Info']).startsWith('INSERT INTO catalogue_parts'),
  ).length;
}

describe('two imports at once', () => {
  it('share what they bring: each part is fetched and stored once', async () => {
    const { register, sync, line } = scene;
    await sync.start();
    const held = new HeldPart('articles');
    line.interfere = held.interference;
    const jobs = [jobFor(1), jobFor(2), jobFor(3)];
    for (const job of jobs) await startImport(register.bus, job);
    await eventually(() => held.held === 1);
    await eventually(async () => (await waitingForAPart()) === 2);
    held.letGo();
    const views = await Promise.all(jobs.map(({ jobId }) => jobWhen(register.bus, jobId, isOver)));
    expect(views.map(({ state }) => state)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(line.requestsFor(/\/parts\//u)).toHaveLength(PART_NAMES.length);
    await expectWholeCatalogue();
    expect(await sync.count('catalogue_datasets')).toBe(3);
  });
});

describe('progress', () => {
  it('is written while a part comes in, and never more than a few times a second', async () => {
    const { register, sync, line } = scene;
    const held = new HeldPart('prices');
    line.interfere = held.interference;
    await sync.start();
    const job = jobFor(1);
    await startImport(register.bus, job);
    await eventually(() => held.held === 1);
    const half = await jobWhen(register.bus, job.jobId, ({ parts }) => {
      const prices = parts.find(({ name }) => name === 'prices');
      return (prices?.rows ?? 0) > 1_000;
    });
    expect(half.state).toBe('RUNNING');
    expect(half.parts.find(({ name }) => name === 'prices')).toMatchObject({
      totalRows: 3000,
      reused: false,
    });
    held.letGo();
    expect(await jobWhen(register.bus, job.jobId, isOver)).toMatchObject({ state: 'SUCCEEDED' });
    expect((await jobOf(register.bus, job.jobId)).finishedAt).not.toBeNull();
  });
});

describe('the database user of this service', () => {
  it('may read and write its own tables, and nothing else', async () => {
    const { sync } = scene;
    const grants = await sync.rows(
      `SHOW GRANTS FOR '${new URL(sync.env['DATABASE_URL'] as string).username}'@'%'`,
    );
    const lines = grants.flatMap((row) => Object.values(row).map(String));
    const onTables = lines.filter((grant) => grant.includes(' ON `'));
    expect(onTables.length).toBeGreaterThan(10);
    for (const grant of onTables)
      expect(grant).toMatch(/GRANT SELECT, INSERT, UPDATE, DELETE ON `[^`]+`\.`(sync|catalogue)_/u);
  });
});
