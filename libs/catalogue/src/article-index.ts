import { searchText } from './search-text.js';
import { rowsOf, type SqlReader, type SqlRow } from './sql-reader.js';

/** Rows read at once: the event loop has its turn between two of them. */
const ROWS_PER_PAGE = 5_000;
const ENTRIES_PER_CHUNK = 1_000;
const WORDS_MAX = 8;

/** What the index is made of: parts that never change once they are there. */
export interface SearchedParts {
  readonly articlesPartId: number;
  readonly barcodesPartId: number;
}

export interface IndexHit {
  readonly articleCode: string;
  readonly barcodes: readonly string[];
}

/** Which parts of a dataset are searched; null for one that does not exist. */
export async function searchedPartsOf(sql: SqlReader, datasetId: number): Promise<SearchedParts | null> {
  const rows = await rowsOf(
    sql,
    "SELECT name, part_id AS partId FROM catalogue_dataset_parts WHERE dataset_id = ? AND name IN ('articles', 'barcodes')",
    [datasetId],
  );
  const idOf = (name: string) => rows.find((row) => row['name'] === name)?.['partId'];
  const [articlesPartId, barcodesPartId] = [idOf('articles'), idOf('barcodes')];
  if (articlesPartId === undefined || barcodesPartId === undefined) return null;
  return { articlesPartId: Number(articlesPartId), barcodesPartId: Number(barcodesPartId) };
}

/** ` words of the label and the code⇥ barcodes`, one line each: a word is found by the space before it. */
interface Chunk {
  readonly lines: string;
  readonly starts: Uint32Array;
  readonly articleCodes: readonly string[];
}

interface Entry {
  readonly articleCode: string;
  readonly line: string;
}

/**
 * The articles of one dataset, searched by the beginnings of words as one types them. Held in memory: a full-text index in
 * SQL answers a hundred times slower, leaves out short and common words, and would be paid for by every import.
 */
export class ArticleIndex {
  private constructor(private readonly chunks: readonly Chunk[]) {}

  static async read(
    sql: SqlReader,
    { articlesPartId, barcodesPartId }: SearchedParts,
  ): Promise<ArticleIndex> {
    const barcodes = new Map<string, string>();
    for await (const row of pages(sql, 'catalogue_barcodes', 'barcode', 'article_code', barcodesPartId)) {
      const articleCode = row['article_code'] as string;
      barcodes.set(articleCode, `${barcodes.get(articleCode) ?? ''} ${row['barcode']}`);
    }
    const byLength = new Map<number, Entry[]>();
    for await (const row of pages(sql, 'catalogue_articles', 'article_code', 'label', articlesPartId)) {
      const articleCode = row['article_code'] as string;
      const words = searchText(`${row['label']} ${articleCode}`);
      const entry = { articleCode, line: ` ${words}\t${barcodes.get(articleCode) ?? ''}` };
      const alike = byLength.get(words.length);
      if (alike === undefined) byLength.set(words.length, [entry]);
      else alike.push(entry);
    }
    // In the order in which they are shown: the shortest label is the likeliest to be meant. Sorting all of them at once
    // would keep everybody else waiting.
    const entries = [...byLength].sort(([a], [b]) => a - b).flatMap(([, alike]) => alike);
    const chunks: Chunk[] = [];
    for (let at = 0; at < entries.length; at += ENTRIES_PER_CHUNK) {
      chunks.push(chunkOf(entries.slice(at, at + ENTRIES_PER_CHUNK)));
    }
    return new ArticleIndex(chunks);
  }

  /**
   * At most `limit` articles of which each typed word begins a word of the label, the code or a barcode. Those whose label
   * begins with the first word come first.
   */
  search(text: string, limit: number): readonly IndexHit[] {
    const words = searchText(text).split(' ').slice(0, WORDS_MAX);
    const [first = ''] = words;
    if (first === '') return [];
    const needles = words.map((word) => ` ${word}`).sort((a, b) => b.length - a.length);
    const beginning: IndexHit[] = [];
    const within: IndexHit[] = [];
    for (const chunk of this.chunks) {
      for (const { line, articleCode } of matches(chunk, needles)) {
        const hits = line.startsWith(` ${first}`) ? beginning : within;
        if (hits.length < limit) hits.push({ articleCode, barcodes: barcodesOf(line) });
        if (beginning.length >= limit) return beginning;
      }
    }
    return [...beginning, ...within].slice(0, limit);
  }
}

async function* pages(
  sql: SqlReader,
  table: string,
  key: string,
  value: string,
  partId: number,
): AsyncGenerator<SqlRow> {
  let after = '';
  for (;;) {
    const rows = await rowsOf(
      sql,
      `SELECT ${key}, ${value} FROM ${table} WHERE part_id = ? AND ${key} > ? ORDER BY ${key} LIMIT ${ROWS_PER_PAGE}`,
      [partId, after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_PAGE) return;
    after = last[key] as string;
  }
}

function chunkOf(entries: readonly Entry[]): Chunk {
  const starts = new Uint32Array(entries.length);
  let at = 0;
  for (const [index, { line }] of entries.entries()) {
    starts[index] = at;
    at += line.length + 1;
  }
  return {
    lines: entries.map(({ line }) => line).join('\n'),
    starts,
    articleCodes: entries.map(({ articleCode }) => articleCode),
  };
}

function* matches({ lines, starts, articleCodes }: Chunk, needles: readonly string[]): Generator<Entry> {
  const [longest = '', ...others] = needles;
  let index = 0;
  for (let at = lines.indexOf(longest); at !== -1; at = lines.indexOf(longest, at)) {
    while (index + 1 < starts.length && (starts[index + 1] ?? 0) <= at) index += 1;
    const next = starts[index + 1] ?? lines.length + 1;
    const line = lines.slice(starts[index], next - 1);
    if (others.every((needle) => line.includes(needle))) {
      yield { line, articleCode: articleCodes[index] ?? '' };
    }
    at = next;
  }
}

const barcodesOf = (line: string): readonly string[] =>
  line
    .slice(line.indexOf('\t') + 1)
    .split(' ')
    .filter((barcode) => barcode !== '');
