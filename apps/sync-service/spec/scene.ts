import { type PrivateNats, privateNats, serverUrl } from '@encaisse/testing';
import { FakeRegisterService } from './fake-register-service.js';
import { HeadOfficeProcess } from './head-office-process.js';
import { LineToHeadOffice } from './line-to-head-office.js';
import { SyncUnderTest } from './sync-under-test.js';

/**
 * Everything around sync-service in one specification: the real head-office simulator behind a line that can be
 * disturbed, real MariaDB, Redis and NATS, and a register-service that is faked over real NATS.
 */
export class Scene {
  private constructor(
    readonly headOffice: HeadOfficeProcess,
    readonly line: LineToHeadOffice,
    readonly register: FakeRegisterService,
    private readonly nats: PrivateNats,
    private readonly settings: Settings,
    public sync: SyncUnderTest,
  ) {}

  static async open(settings: Settings): Promise<Scene> {
    const headOffice = await HeadOfficeProcess.start(settings.headOffice);
    const line = await LineToHeadOffice.open(headOffice.url);
    const nats = await privateNats();
    const register = await FakeRegisterService.start(nats.url);
    const sync = await prepared(settings, line, nats);
    return new Scene(headOffice, line, register, nats, settings, sync);
  }

  /** A store that has nothing yet, on the same servers. */
  async renew(): Promise<void> {
    await this.sync.remove();
    this.line.heal();
    this.line.requests.length = 0;
    this.register.heal();
    this.sync = await prepared(this.settings, this.line, this.nats);
  }

  async close(): Promise<void> {
    await this.sync.remove();
    await this.register.stop();
    await this.nats.stop();
    await this.line.close();
    await this.headOffice.stop();
  }
}

interface Settings {
  readonly spec: string;
  /** Redis keeps one queue per database number: specs that run side by side must not wake each other's workers. */
  readonly redisDatabase: number;
  readonly headOffice?: Readonly<Record<string, string>>;
}

function prepared(settings: Settings, line: LineToHeadOffice, nats: PrivateNats): Promise<SyncUnderTest> {
  const redis = new URL(serverUrl('REDIS_URL'));
  redis.pathname = `/${settings.redisDatabase}`;
  return SyncUnderTest.prepare(settings.spec, {
    HEAD_OFFICE_URL: line.url,
    NATS_URL: nats.url,
    REDIS_URL: redis.href,
  });
}
