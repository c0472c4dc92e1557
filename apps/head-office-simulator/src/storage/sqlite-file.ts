import { DatabaseSync } from 'node:sqlite';

/**
 * One SQLite file. A transaction that has returned survives a power cut: WAL with synchronous=FULL syncs the log at
 * every commit, which SQLite's own WAL default would not.
 */
export class SqliteFile {
  readonly sql: DatabaseSync;

  /** `steps` bring the schema from each version to the next; they only ever grow at their end. */
  constructor(path: string, steps: readonly string[]) {
    this.sql = new DatabaseSync(path);
    this.sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    const version = Number(this.sql.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > steps.length) {
      throw new Error(`${path} was written by a newer version (${version}) than this one (${steps.length})`);
    }
    for (const [index, step] of steps.entries()) {
      if (index < version) continue;
      this.transaction(() => this.sql.exec(`${step}; PRAGMA user_version = ${index + 1}`));
    }
  }

  /** Runs `work` whole or not at all. It must not await: other requests would slip into the transaction. */
  transaction<T>(work: () => T): T {
    this.sql.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.sql.exec('COMMIT');
      return result;
    } catch (error) {
      this.sql.exec('ROLLBACK');
      throw error;
    }
  }

  /** Whether the file can be read now; throws when it cannot. */
  async answers(): Promise<boolean> {
    return this.sql.prepare('SELECT 1').get() !== undefined;
  }

  close(): void {
    this.sql.close();
  }
}
