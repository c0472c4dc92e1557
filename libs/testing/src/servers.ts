import { createConnection } from 'mysql2/promise';
import { v7 as uuidv7 } from 'uuid';

/** Address of a real server that the suite was started with. Throws with the remedy when there is none. */
export function serverUrl(name: 'DATABASE_URL' | 'REDIS_URL' | 'NATS_URL'): string {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set: run \`npm test\`, or start a server and set it`);
  return url;
}

/** Which of the two the database server is, as the suite was told. */
export const databaseType = (): 'mariadb' | 'mysql' =>
  process.env['DATABASE_TYPE'] === 'mysql' ? 'mysql' : 'mariadb';

export interface TestDatabase {
  /** The administrator's URL of a database of this spec alone, empty. */
  readonly adminUrl: string;
  /** The same database as a user of its own, who has no rights until the migrations grant them. */
  readonly serviceUrl: (user: string) => string;
  readonly drop: () => Promise<void>;
}

/** Makes an empty database for one spec file, named after it. */
export async function testDatabase(spec: string): Promise<TestDatabase> {
  const server = new URL(serverUrl('DATABASE_URL'));
  const suffix = uuidv7().slice(-12);
  const name = `test_${spec.replace(/\W+/gu, '_').slice(0, 40)}_${suffix}`;
  const admin = await createConnection({ uri: server.href });
  await admin.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
  await admin.end();
  const users: string[] = [];
  const urlFor = (user?: string): string => {
    const url = new URL(server.href);
    url.pathname = `/${name}`;
    if (user !== undefined) {
      url.username = `${user}_${suffix}`.slice(0, 32);
      url.password = `test-${suffix}-${user}`;
      users.push(url.username);
    }
    return url.href;
  };
  return {
    adminUrl: urlFor(),
    serviceUrl: urlFor,
    drop: async () => {
      const connection = await createConnection({ uri: server.href });
      await connection.query(`DROP DATABASE IF EXISTS \`${name}\``);
      for (const user of users) await connection.query(`DROP USER IF EXISTS '${user}'@'%'`);
      await connection.end();
    },
  };
}
