import { type PrivateNats, privateNats, serverUrl } from '@encaisse/testing';
import { FakeRegisterService } from './fake-register-service.js';
import { HeadOfficeProcess } from './head-office-process.js';
import { LineToHeadOffice } from './line-to-head-office.js';
import { SyncUnderTest } from './sync-under-test.js';

/**
 * Everything around sync-service in one specification: the real head-office simulator behind a line that can be
 * disturbed, real MariaDB, Redis and NATS, and a register-service that is faked over real NATS.
 */
export interface Scene {
  readonly headOffice: HeadOfficeProcess;
  readonly line: LineToHeadOffice;
  readonly register: FakeRegisterService;
  readonly sync: SyncUnderTest;
  readonly close: () => Promise<void>;
}

interface Settings {
  readonly spec: string;
  /** Redis keeps one queue per database number: specs that run side by side must not wake each other's workers. */
  readonly redisDatabase: number;
  readonly headOffice?: Readonly<Record<string, string>>;
  readonly sync?: Readonly<Record<string, string>>;
}

export async function openScene(settings: Settings): Promise<Scene> {
  const headOffice = await HeadOfficeProcess.start(settings.headOffice);
  const line = await LineToHeadOffice.open(headOffice.url);
  const nats: PrivateNats = await privateNats();
  const register = await FakeRegisterService.start(nats.url);
  const redis = new URL(serverUrl('REDIS_URL'));
  redis.pathname = `/${settings.redisDatabase}`;
  const sync = await SyncUnderTest.prepare(settings.spec, {
    HEAD_OFFICE_URL: line.url,
    NATS_URL: nats.url,
    REDIS_URL: redis.href,
    ...settings.sync,
  });
  return {
    headOffice,
    line,
    register,
    sync,
    close: async () => {
      await sync.remove();
      await register.stop();
      await nats.stop();
      await line.close();
      await headOffice.stop();
    },
  };
}
