import { serverUrl } from '@encaisse/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { currentCorrelationId } from './correlation.js';
import { WakeQueue } from './wake-queue.js';

const log = pino({ level: 'silent' });

describe('the wake queue', () => {
  const name = `test-${crypto.randomUUID()}`;
  let queue: WakeQueue;
  beforeEach(() => {
    queue = new WakeQueue({ redisUrl: serverUrl('REDIS_URL'), name, log });
  });
  afterEach(() => queue.close());

  const nextWakeUps = (count: number): Promise<readonly string[]> =>
    new Promise((resolve) => {
      const woken: string[] = [];
      queue.work(1, async ({ jobId }) => {
        woken.push(`${jobId} ${currentCorrelationId()}`);
        if (woken.length === count) resolve(woken);
      });
    });

  it('wakes a worker with the job and its correlation id', async () => {
    await queue.wake({ jobId: 'a', turn: 0, correlationId: 'click-0001' });
    await expect(nextWakeUps(1)).resolves.toEqual(['a click-0001']);
  });

  it('wakes again for a job that has been worked on before, even when that failed', async () => {
    let calls = 0;
    const twice = new Promise<void>((resolve) => {
      queue.work(1, async () => {
        calls += 1;
        if (calls === 1) throw new Error('not now');
        resolve();
      });
    });
    await queue.wake({ jobId: 'b', turn: 0, correlationId: 'click-0002' });
    while (calls === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    // The failed job is removed a moment after the handler threw; until then its id collapses new wake-ups.
    const again = setInterval(
      () => void queue.wake({ jobId: 'b', turn: 0, correlationId: 'click-0002' }),
      50,
    );
    await twice;
    clearInterval(again);
    expect(calls).toBe(2);
  });

  it('goes on after Redis lost everything', async () => {
    await queue.wake({ jobId: 'lost', turn: 0, correlationId: 'click-0003' });
    const redis = new Redis(serverUrl('REDIS_URL'));
    const keys = await redis.keys(`bull:${name}:*`);
    await redis.del(...keys);
    redis.disconnect();
    await queue.wake({ jobId: 'c', turn: 0, correlationId: 'click-0004' });
    await expect(nextWakeUps(1)).resolves.toEqual(['c click-0004']);
  });

  it('says what is not durable', async () => {
    const redis = new Redis(serverUrl('REDIS_URL'));
    const former = ((await redis.config('GET', 'maxmemory-policy')) as string[])[1] ?? 'noeviction';
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await expect(queue.durabilityProblems()).resolves.toContain('Redis maxmemory-policy must be noeviction');
    await redis.config('SET', 'maxmemory-policy', former);
    redis.disconnect();
  });
});
