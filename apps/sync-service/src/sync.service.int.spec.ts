import { type PrivateNats, privateNats, serverUrl } from '@encaisse/testing';
import { SyncUnderTest } from '../spec/sync-under-test.js';

jest.setTimeout(60_000);

let nats: PrivateNats;
let sync: SyncUnderTest;

beforeAll(async () => {
  nats = await privateNats();
  const redis = new URL(serverUrl('REDIS_URL'));
  redis.pathname = '/5';
  sync = await SyncUnderTest.prepare('sync_service', {
    NATS_URL: nats.url,
    REDIS_URL: redis.href,
    HEAD_OFFICE_URL: 'http://127.0.0.1:9',
  });
});
afterAll(async () => {
  await sync?.remove();
  await nats?.stop();
});

describe('sync-service', () => {
  it('is ready when database, Redis and NATS answer, whether head office does or not', async () => {
    const app = await sync.start();
    const answer = await fetch(`${await app.getUrl()}/health/ready`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      info: { nats: { status: 'up' }, database: { status: 'up' }, redis: { status: 'up' } },
    });
    await sync.stop();
  });

  it('refuses to run in production on a database that may forget', async () => {
    const setting = '@@GLOBAL.innodb_flush_log_at_trx_commit';
    const [former] = await sync.rows<{ value: unknown }>(`SELECT ${setting} AS value`);
    await sync.rows(`SET ${setting} = 2`);
    try {
      await expect(sync.start({ NODE_ENV: 'production' })).rejects.toThrow(
        /innodb_flush_log_at_trx_commit must be 1/u,
      );
    } finally {
      await sync.rows(`SET ${setting} = ?`, [Number(former?.value)]);
    }
  });
});
