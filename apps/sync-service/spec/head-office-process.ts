import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceProcess } from './service-process.js';

export const API_KEY = 'a-key-that-only-specs-know';

/** The real head-office simulator, with a directory of its own. */
export class HeadOfficeProcess {
  private constructor(
    private readonly process: ServiceProcess,
    private readonly directory: string,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<HeadOfficeProcess> {
    const directory = await mkdtemp(join(tmpdir(), 'encaisse-sync-spec-'));
    const process = await ServiceProcess.start('head-office-simulator', {
      DATA_DIR: directory,
      API_KEY,
      ...env,
    });
    return new HeadOfficeProcess(process, directory);
  }

  get url(): string {
    return this.process.url;
  }

  async stop(): Promise<void> {
    await this.process.kill();
    await rm(this.directory, { recursive: true, force: true });
  }
}
