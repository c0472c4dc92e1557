import { constants } from 'node:fs';
import { copyFile, type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from '../system-error.js';
import { type JournalEntry, journalEntry } from './job-record.js';

export interface JournalLines {
  readonly entries: readonly JournalEntry[];
  /** Lines that are no entry: a write cut short by a power loss leaves one. */
  readonly damagedLines: number;
}

/** Reads a journal; a missing file is an empty one. */
export async function readJournal(path: string): Promise<JournalLines> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  });
  return parseJournal(text);
}

export function parseJournal(text: string): JournalLines {
  const lines = text.split('\n').filter((line) => line !== '');
  const entries = lines.flatMap((line) => parsed(line) ?? []);
  return { entries, damagedLines: lines.length - entries.length };
}

function parsed(line: string): JournalEntry | undefined {
  try {
    return journalEntry.parse(JSON.parse(line));
  } catch {
    // Counted by the caller: what cannot be read back was never promised to anybody.
    return undefined;
  }
}

/** Puts `entries` in the place of what the file holds, all or nothing, and returns it open for appending. */
export async function replaceJournal(path: string, entries: readonly JournalEntry[]): Promise<JournalFile> {
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(draft, path);
  await syncFolder(dirname(path));
  const flags = constants.O_WRONLY | constants.O_APPEND;
  return new JournalFile(await open(path, flags), Buffer.byteLength(text));
}

/** Keeps a copy of a journal that could not be read whole. */
export async function keepDamaged(path: string, at: Date): Promise<string> {
  const copy = `${path}.damaged-${at.toISOString().replaceAll(':', '')}`;
  await copyFile(path, copy);
  return copy;
}

/** An open journal. Entries are on the disk, not in a cache, when `append` resolves. */
export class JournalFile {
  readonly #file: FileHandle;
  #bytes: number;
  #isTorn = false;

  constructor(file: FileHandle, bytes: number) {
    this.#file = file;
    this.#bytes = bytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async append(entry: JournalEntry): Promise<void> {
    // After a write that failed half-way the next entry begins on a line of its own.
    const line = Buffer.from(`${this.#isTorn ? '\n' : ''}${JSON.stringify(entry)}\n`);
    this.#isTorn = true;
    await this.#file.writeFile(line);
    await this.#file.datasync();
    this.#isTorn = false;
    this.#bytes += line.length;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** A rename is only durable once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  await handle.sync();
  await handle.close();
}
