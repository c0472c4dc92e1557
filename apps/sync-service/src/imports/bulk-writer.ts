import { Readable } from 'node:stream';
import type { Connection, ResultSetHeader } from 'mysql2/promise';
import type { PartLine } from './part-reader.js';
import type { PartTable } from './part-tables.js';

/** Writes the rows of one part, as they come, within the connection's transaction. */
export interface BulkWriter {
  readonly name: string;
  /** Returns how many rows the server took. @throws whatever the rows throw. */
  write(
    connection: Connection,
    target: BulkTarget,
    pieces: AsyncIterable<readonly PartLine[]>,
  ): Promise<number>;
}

export interface BulkTarget {
  readonly into: PartTable;
  readonly partId: number;
}

const columnsOf = ({ columns }: PartTable): string => [...columns, 'line_number'].join(', ');

/**
 * LOAD DATA LOCAL INFILE, fed from the stream: the fastest way in, some three times an INSERT of many rows. The server
 * may ask for any file name, so the name is never looked at: it gets this stream or nothing.
 */
export const localInfileWriter: BulkWriter = {
  name: 'LOAD DATA LOCAL INFILE',
  async write(connection, { into, partId }, pieces) {
    const stream = Readable.from(encoded(pieces), { objectMode: false, highWaterMark: 1 << 18 });
    try {
      const [result] = await connection.query<ResultSetHeader>({
        sql: `LOAD DATA LOCAL INFILE 'part' INTO TABLE ${into.table} CHARACTER SET utf8mb4
              FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n'
              (${columnsOf(into)}) SET part_id = ?`,
        values: [partId],
        infileStreamFactory: () => stream,
      });
      // LOCAL turns every error into a warning: a row cut short or left out would go by unseen.
      if (result.warningStatus !== 0) throw new Error(`${into.table}: ${result.info.trim()}`);
      return result.affectedRows;
    } finally {
      stream.destroy();
    }
  },
};

async function* encoded(pieces: AsyncIterable<readonly PartLine[]>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    let text = '';
    for (const { line, values } of piece) {
      for (const value of values) text += `${typeof value === 'string' ? escaped(value) : value}\t`;
      text += `${line}\n`;
    }
    if (text !== '') yield Buffer.from(text);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\0': '\\0' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped.
const escaped = (text: string): string => text.replace(/[\\\t\n\u0000]/gu, (char) => ESCAPES[char] ?? char);

const ROWS_PER_INSERT = 1_000;

/** INSERT of 1,000 rows at a time, for servers that forbid LOCAL INFILE (MySQL's default). */
export const multiRowInsertWriter: BulkWriter = {
  name: 'INSERT of 1,000 rows',
  async write(connection, { into, partId }, pieces) {
    const statement = `INSERT INTO ${into.table} (part_id, ${columnsOf(into)}) VALUES ?`;
    let waiting: unknown[][] = [];
    let written = 0;
    const insert = async (rows: unknown[][]): Promise<void> => {
      if (rows.length === 0) return;
      const [result] = await connection.query<ResultSetHeader>(statement, [rows]);
      written += result.affectedRows;
    };
    for await (const piece of pieces) {
      for (const { line, values } of piece) waiting.push([partId, ...values, line]);
      while (waiting.length >= ROWS_PER_INSERT) {
        await insert(waiting.slice(0, ROWS_PER_INSERT));
        waiting = waiting.slice(ROWS_PER_INSERT);
      }
    }
    await insert(waiting);
    return written;
  },
};
