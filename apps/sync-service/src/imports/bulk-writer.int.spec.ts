import { parseConfig } from '@encaisse/service-kit';
import { pino } from 'pino';
import { SyncUnderTest } from '../../spec/sync-under-test.js';
import { type SyncConfig, syncConfig } from '../sync.config.js';
import { BulkDatabase } from './bulk-database.js';
import { type BulkWriter, localInfileWriter, multiRowInsertWriter } from './bulk-writer.js';
import type { PartLine } from './part-reader.js';
import { PART_TABLES } from './part-tables.js';

jest.setTimeout(60_000);

let sync: SyncUnderTest;
let config: SyncConfig;
/** The server's own setting, which this specification leaves as it found it. */
let allowed: number;

beforeAll(async () => {
  sync = await SyncUnderTest.prepare('bulk_writer', {
    NATS_URL: 'nats://127.0.0.1:4222',
    REDIS_URL: 'redis://127.0.0.1:6379',
    HEAD_OFFICE_URL: 'http://127.0.0.1:8090',
  });
  config = parseConfig(syncConfig, { ...sync.env, PORT: '0' });
  allowed = Number((await sync.rows('SELECT @@GLOBAL.local_infile AS allowed'))[0]?.['allowed']);
  await sync.rows('SET GLOBAL local_infile = ON');
});
afterAll(async () => {
  await sync?.rows('SET GLOBAL local_infile = ?', [allowed]);
  await sync?.remove();
});

const log = pino({ level: 'silent' });
const AWKWARD = [
  'Tab\there',
  'line\nfeed',
  'carriage\r\nreturn',
  'back\\slash \\N \\t',
  'nul\0inside',
  'quotes \' " `',
  'œ € « » é 🥖',
  '\\N',
  ' ',
  'x'.repeat(200),
];

async function* pieces(rows: readonly PartLine[], size: number): AsyncGenerator<PartLine[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

async function written(
  writer: BulkWriter,
  partId: number,
  rows: readonly PartLine[],
  size = 700,
): Promise<number> {
  const connection = await new BulkDatabase(config, log).connect();
  try {
    await connection.beginTransaction();
    const target = { into: PART_TABLES.articles, partId };
    const count = await writer.write(connection, target, pieces(rows, size));
    await connection.commit();
    return count;
  } finally {
    connection.destroy();
  }
}

describe.each([
  { name: localInfileWriter.name, writer: localInfileWriter, partId: 1 },
  { name: multiRowInsertWriter.name, writer: multiRowInsertWriter, partId: 2 },
])('$name', ({ writer, partId }) => {
  it('writes every character as it came', async () => {
    const rows = AWKWARD.map((label, index) => ({
      line: index + 1,
      values: [`A${index}`, label, 'TN', 'PIECE'],
    }));
    expect(await written(writer, partId, rows)).toBe(AWKWARD.length);
    const stored = await sync.rows<{ label: string }>(
      'SELECT label FROM catalogue_articles WHERE part_id = ? ORDER BY line_number',
      [partId],
    );
    expect(stored.map(({ label }) => label)).toEqual(AWKWARD);
  });

  it('writes more rows than one piece or one statement holds', async () => {
    const rows = Array.from({ length: 2_345 }, (_, index) => ({
      line: index + 1,
      values: [`B${index}`, `Article ${index}`, 'TN', 'PIECE'],
    }));
    expect(await written(writer, partId + 10, rows)).toBe(2_345);
    expect(await sync.count('catalogue_articles', `part_id = ${partId + 10}`)).toBe(2_345);
  });

  it('writes nothing when the rows break off', async () => {
    async function* breaking(): AsyncGenerator<PartLine[]> {
      yield [{ line: 1, values: ['A', 'Article', 'TN', 'PIECE'] }];
      throw new Error('the line broke');
    }
    const connection = await new BulkDatabase(config, log).connect();
    await connection.beginTransaction();
    const target = { into: PART_TABLES.articles, partId: partId + 20 };
    await expect(writer.write(connection, target, breaking())).rejects.toThrow('the line broke');
    connection.destroy();
    expect(await sync.count('catalogue_articles', `part_id = ${partId + 20}`)).toBe(0);
  });

  it('does not hide a row that the server would not take', async () => {
    const rows = [1, 2].map((line) => ({ line, values: ['SAME', 'Article', 'TN', 'PIECE'] }));
    await expect(written(writer, partId + 30, rows)).rejects.toThrow();
    expect(await sync.count('catalogue_articles', `part_id = ${partId + 30}`)).toBe(0);
  });
});

describe('the way in', () => {
  it('is LOCAL INFILE where the server allows it, and INSERT where it does not', async () => {
    const chosen = async () => {
      const database = new BulkDatabase(config, log);
      await database.onModuleInit();
      return database.writer.name;
    };
    await sync.rows('SET GLOBAL local_infile = ON');
    expect(await chosen()).toBe(localInfileWriter.name);
    await sync.rows('SET GLOBAL local_infile = OFF');
    expect(await chosen()).toBe(multiRowInsertWriter.name);
  });
});
