import type { DataSource } from 'typeorm';

const PREFIX = 'copy_of_';
const TABLES = `SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`;

const tablesOf = async (admin: DataSource): Promise<readonly string[]> =>
  ((await admin.query(TABLES)) as { name: string }[]).map(({ name }) => name);

/** A copy of every table, as a backup has it. */
export async function backUp(admin: DataSource): Promise<void> {
  for (const name of await tablesOf(admin)) {
    await admin.query(`CREATE TABLE ${PREFIX}${name} LIKE ${name}`);
    await admin.query(`INSERT INTO ${PREFIX}${name} SELECT * FROM ${name}`);
  }
}

/** Every table again as it was when the backup was made, and nothing of what came since. One that is kept may be restored again. */
export async function restore(admin: DataSource, { keep = false } = {}): Promise<void> {
  for (const copy of (await tablesOf(admin)).filter((name) => name.startsWith(PREFIX))) {
    const name = copy.slice(PREFIX.length);
    await admin.query(`TRUNCATE TABLE ${name}`);
    await admin.query(`INSERT INTO ${name} SELECT * FROM ${copy}`);
    if (!keep) await admin.query(`DROP TABLE ${copy}`);
  }
}
