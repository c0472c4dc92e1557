import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../tools/launch/workplace.mjs';

/** Longer than a service goes without a look at the file. */
const SEEN_MS = 60;

/** The clock of one service, set by a test. Only ever the process's: the database has that of its machine. */
export class SteeredClock {
  readonly #directory = mkdtempSync(join(tmpdir(), 'encaisse-clock-'));
  readonly #file = join(this.#directory, 'ahead-ms');

  /** What the service is started with. */
  get settings(): Readonly<Record<string, string>> {
    const program = pathToFileURL(join(ROOT, 'e2e/support/clock-ahead.mjs'));
    program.searchParams.set('file', this.#file);
    return { NODE_OPTIONS: `--import=${program.href}` };
  }

  #aheadMs = 0;

  /** Resolves once the service has seen it. */
  async ahead(ms: number): Promise<void> {
    this.#aheadMs = ms;
    writeFileSync(`${this.#file}.part`, String(ms));
    renameSync(`${this.#file}.part`, this.#file);
    await sleep(SEEN_MS);
  }

  forward(ms: number): Promise<void> {
    return this.ahead(this.#aheadMs + ms);
  }

  forget(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
