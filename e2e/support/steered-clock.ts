import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../tools/launch/workplace.mjs';

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

  /** Counts at the next look at the clock. */
  ahead(ms: number): void {
    writeFileSync(`${this.#file}.part`, String(ms));
    renameSync(`${this.#file}.part`, this.#file);
  }

  forget(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
