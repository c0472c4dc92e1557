import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { encodeRow, type PartName } from '@encaisse/contracts';

export interface WrittenPart {
  readonly rows: number;
  /** Size of the NDJSON body before compression. */
  readonly bytes: number;
  readonly sha256: string;
}

export interface OpenPart {
  readonly body: Readable;
  /** Size of the file as it is sent. */
  readonly bytes: number;
}

/** Rows are written this many characters at a time: large enough that a stream's turns cost nothing. */
const BATCH_LENGTH = 64 * 1024;
/** How the name of a file starts that is still being written; a stop may leave one behind. */
const DRAFT = 'draft-';

/** Rendered parts on disk, each plain and gzipped, named by content: rendered once, then only streamed. */
export class PartFiles {
  private constructor(private readonly directory: string) {}

  static async at(directory: string): Promise<PartFiles> {
    await mkdir(directory, { recursive: true });
    const drafts = (await readdir(directory)).filter((file) => file.startsWith(DRAFT));
    for (const draft of drafts) await rm(join(directory, draft));
    return new PartFiles(directory);
  }

  /** Writes the rows as NDJSON and returns once both files would survive a power cut. */
  async write(name: PartName, rows: Iterable<readonly unknown[]>): Promise<WrittenPart> {
    const draft = join(this.directory, `${DRAFT}${randomUUID()}`);
    const counted = { rows: 0, bytes: 0 };
    const hash = createHash('sha256');
    const lines = function* (): Generator<Buffer> {
      for (const batch of batches(rows)) {
        const bytes = Buffer.from(batch.text);
        hash.update(bytes);
        counted.rows += batch.rows;
        counted.bytes += bytes.length;
        yield bytes;
      }
    };
    await pipeline(Readable.from(lines()), createWriteStream(draft, { flush: true }));
    const sha256 = hash.digest('hex');
    const gzipDraft = `${draft}.gz`;
    await pipeline(createReadStream(draft), createGzip(), createWriteStream(gzipDraft, { flush: true }));
    await rename(gzipDraft, this.#path(name, sha256, true));
    await rename(draft, this.#path(name, sha256, false));
    await this.#sync();
    return { ...counted, sha256 };
  }

  /** The part's bytes; undefined when there is no such part. */
  async read(name: PartName, sha256: string, gzip: boolean): Promise<OpenPart | undefined> {
    const path = this.#path(name, sha256, gzip);
    const bytes = await sizeOf(path);
    return bytes === undefined ? undefined : { body: createReadStream(path), bytes };
  }

  /** All rows of a part; undefined when there is no such part. */
  async rows(name: PartName, sha256: string): Promise<unknown[][] | undefined> {
    const path = this.#path(name, sha256, false);
    if ((await sizeOf(path)) === undefined) return undefined;
    const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line));
  }

  /** Lets a part be read under a name that is not that of its content. */
  async alias(name: PartName, sha256: string, as: string): Promise<void> {
    for (const gzip of [true, false]) {
      await copyFile(this.#path(name, sha256, gzip), this.#path(name, as, gzip));
    }
  }

  #path(name: PartName, sha256: string, gzip: boolean): string {
    return join(this.directory, `${name}-${sha256}.ndjson${gzip ? '.gz' : ''}`);
  }

  /** A rename is durable only once its directory is. */
  async #sync(): Promise<void> {
    const directory = await open(this.directory);
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }
}

function* batches(rows: Iterable<readonly unknown[]>): Generator<{ text: string; rows: number }> {
  let batch = { text: '', rows: 0 };
  for (const row of rows) {
    batch.text += encodeRow(row);
    batch.rows += 1;
    if (batch.text.length < BATCH_LENGTH) continue;
    yield batch;
    batch = { text: '', rows: 0 };
  }
  if (batch.rows > 0) yield batch;
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
