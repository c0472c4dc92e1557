import { PART_NAMES } from '@encaisse/contracts';
import { HeldPart } from '../../spec/held-part.js';
import { Scene } from '../../spec/scene.js';
import {
  cancelImport,
  eventually,
  isOver,
  jobFor,
  jobOf,
  jobWhen,
  startImport,
} from '../../spec/sync-under-test.js';

jest.setTimeout(120_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open({
    spec: 'cancel_import',
    redisDatabase: 9,
    headOffice: { GENERATED_ARTICLES: '3000' },
  });
});
beforeEach(async () => scene.renew());
afterAll(async () => scene?.close());

/** 50, 100, 200 and 400 ms: from then on every pause is as long as the longest. */
const LOOKS_UNTIL_LONGEST_PAUSE = 4;

const cancel = async (job: ReturnType<typeof jobFor>) => {
  const answer = await cancelImport(scene.register.bus, job);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};
/** How often the data of a register were asked for. */
const looksFor = (registerNumber: number) =>
  scene.line.requestsFor(new RegExp(`/registers/${registerNumber}/dataset$`, 'u')).length;
const partRequests = (name: string) => scene.line.requestsFor(new RegExp(`/parts/${name}/`, 'u')).length;

describe('an import that is cancelled', () => {
  it('stops at once, tells nobody, and leaves its complete parts to the next one', async () => {
    const { register, sync, line } = scene;
    const held = new HeldPart('articles');
    line.interfere = held.interference;
    await sync.start();
    const job = jobFor(1);
    await startImport(register.bus, job);
    await eventually(() => held.held === 1);
    expect((await cancel(job)).state).toBe('CANCELLED');
    held.letGo();
    await eventually(async () => (await sync.count('catalogue_parts')) === PART_NAMES.length - 1);
    expect(await sync.count('catalogue_articles')).toBe(0);
    expect(await sync.count('catalogue_datasets')).toBe(0);

    const next = jobFor(1);
    await startImport(register.bus, next);
    expect((await jobWhen(register.bus, next.jobId, isOver)).state).toBe('SUCCEEDED');
    expect([partRequests('articles'), partRequests('barcodes'), partRequests('prices')]).toEqual([2, 1, 1]);
    expect(await jobOf(register.bus, job.jobId)).toMatchObject({ state: 'CANCELLED', failure: null });
    expect(register.reportsOf('importSucceeded', job.jobId)).toEqual([]);
    expect(register.reportsOf('importFailed', job.jobId)).toEqual([]);
  });

  it('while it waits for head office is never taken up again', async () => {
    const { register, sync, line } = scene;
    line.interfere = async () => ({ status: 503, headers: {}, body: Buffer.alloc(0) });
    await sync.start();
    const job = jobFor(1);
    await startImport(register.bus, job);
    await jobWhen(register.bus, job.jobId, ({ state }) => state === 'WAITING_FOR_HEAD_OFFICE');
    await cancel(job);
    const looks = looksFor(1);
    // Another one that waits is taken up again and again: after its fourth time, as long a pause of this one would be over twice.
    const other = jobFor(2);
    await startImport(register.bus, other);
    await jobWhen(register.bus, other.jobId, ({ state }) => state === 'WAITING_FOR_HEAD_OFFICE');
    const before = looksFor(2) + LOOKS_UNTIL_LONGEST_PAUSE;
    await eventually(() => looksFor(2) >= before + 4);
    line.heal();
    expect((await jobWhen(register.bus, other.jobId, isOver)).state).toBe('SUCCEEDED');
    expect(looksFor(1)).toBe(looks);
    expect(await jobOf(register.bus, job.jobId)).toMatchObject({ state: 'CANCELLED' });
  });

  it('before it was heard of does not run when the request to start it comes late', async () => {
    const { register, sync } = scene;
    // One worker, which takes what it is woken for in turn: the later job comes after.
    await sync.start({ JOB_CONCURRENCY: '1' });
    const job = jobFor(1);
    expect((await cancel(job)).state).toBe('CANCELLED');
    await startImport(register.bus, job);
    const later = jobFor(2);
    await startImport(register.bus, later);
    expect((await jobWhen(register.bus, later.jobId, isOver)).state).toBe('SUCCEEDED');
    expect(await jobOf(register.bus, job.jobId)).toMatchObject({ state: 'CANCELLED', startedAt: null });
    expect(looksFor(1)).toBe(0);
  });

  it('after it is over changes nothing', async () => {
    const { register, sync } = scene;
    await sync.start();
    const job = jobFor(1);
    await startImport(register.bus, job);
    await jobWhen(register.bus, job.jobId, isOver);
    expect((await cancel(job)).state).toBe('SUCCEEDED');
  });
});
