import {
  type DatasetManifest,
  EXCHANGE_SCHEMA_VERSION,
  PART_NAMES,
  PARTS,
  type PartName,
  partName,
} from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { CHAIN_DATABASE, WHOLE_CHAIN } from './chain.schema.js';
import type { WrittenPart } from './part-files.js';

/** A part and whose it is; WHOLE_CHAIN stands for every store. */
export interface PartOwner {
  readonly name: PartName;
  readonly storeCode: string;
}

/** Columns of each part in this database, in the contract's order; arrays are kept as JSON text. */
const PART_SQL: Readonly<Record<PartName, string>> = {
  articles: 'SELECT article_code, label, vat_code, unit FROM articles ORDER BY article_code',
  barcodes: `SELECT barcode, article_code FROM articles
             UNION ALL SELECT barcode, article_code FROM other_barcodes ORDER BY article_code, barcode`,
  barcodeRules: `SELECT prefix, kind, item_digits, verifier_digits, value_digits, value_decimals
                 FROM barcode_rules ORDER BY prefix`,
  prices: 'SELECT article_code, price_cents FROM articles ORDER BY article_code',
  priceExceptions:
    'SELECT article_code, price_cents FROM price_exceptions WHERE store_code = ? ORDER BY article_code',
  vatRates: 'SELECT vat_code, basis_points, label FROM vat_rates ORDER BY vat_code',
  tenders: 'SELECT tender_code, kind, label FROM tenders ORDER BY tender_code',
  storeHeader: 'SELECT header FROM stores WHERE store_code = ?',
  sellers: 'SELECT seller_code, name, rights FROM sellers WHERE store_code = ? ORDER BY seller_code',
};

/** What has been published: which content each part has, and since which dataset version. */
@Injectable()
export class DatasetRepository {
  constructor(@Inject(CHAIN_DATABASE) private readonly file: SqliteFile) {}

  dueParts(): PartOwner[] {
    const rows = this.file.sql.prepare('SELECT name, store_code FROM due_parts').all();
    return rows.map((row) => ({ name: partName.parse(row['name']), storeCode: String(row['store_code']) }));
  }

  /** The rows of a part, one at a time. */
  *rowsOf({ name, storeCode }: PartOwner): Generator<readonly unknown[]> {
    const statement = this.file.sql.prepare(PART_SQL[name]);
    const owner = PARTS[name].scope === 'store' ? [storeCode] : [];
    for (const row of statement.iterate(...owner)) yield rowOfPart(name, row);
  }

  /**
   * Notes what was rendered and clears what was due. Contents that differ from the published ones get one new version
   * together; when none does, none is spent. Returns the newest version of the chain.
   */
  publish(rendered: ReadonlyArray<PartOwner & WrittenPart>, createdAt: string): number {
    const { sql } = this.file;
    return this.file.transaction(() => {
      const changed = rendered.filter((part) => this.#publishedSha256(part) !== part.sha256);
      if (changed.length > 0) {
        const version = sql
          .prepare('INSERT INTO versions (created_at) VALUES (?)')
          .run(createdAt).lastInsertRowid;
        const save = sql.prepare(
          `INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET sha256 = excluded.sha256,
           row_count = excluded.row_count, byte_count = excluded.byte_count, version = excluded.version`,
        );
        for (const part of changed) {
          save.run(part.name, part.storeCode, part.sha256, part.rows, part.bytes, version);
        }
      }
      const clear = sql.prepare('DELETE FROM due_parts WHERE name = ? AND store_code = ?');
      for (const part of rendered) clear.run(part.name, part.storeCode);
      return this.newestVersion();
    });
  }

  newestVersion(): number {
    return Number(this.file.sql.prepare('SELECT coalesce(max(version), 0) AS v FROM versions').get()?.['v']);
  }

  /** Version and parts of a store's dataset; undefined while a new store's parts are still being rendered. */
  manifestOf(storeCode: string, registerNumber: number): DatasetManifest | undefined {
    const rows = this.file.sql
      .prepare(
        `SELECT name, sha256, row_count, byte_count, parts.version, created_at
         FROM parts JOIN versions USING (version) WHERE store_code IN (?, ?) ORDER BY version`,
      )
      .all(WHOLE_CHAIN, storeCode);
    const newest = rows.at(-1);
    if (rows.length !== PART_NAMES.length || newest === undefined) return undefined;
    const parts = rows.map((row) => {
      const name = partName.parse(row['name']);
      return {
        name,
        scope: PARTS[name].scope,
        columns: [...PARTS[name].columns],
        rows: Number(row['row_count']),
        bytes: Number(row['byte_count']),
        sha256: String(row['sha256']),
      };
    });
    return {
      schemaVersion: EXCHANGE_SCHEMA_VERSION,
      datasetVersion: Number(newest['version']),
      storeCode,
      registerNumber,
      createdAt: String(newest['created_at']),
      parts: parts.sort((a, b) => PART_NAMES.indexOf(a.name) - PART_NAMES.indexOf(b.name)),
    };
  }

  #publishedSha256({ name, storeCode }: PartOwner): string | undefined {
    const row = this.file.sql
      .prepare('SELECT sha256 FROM parts WHERE name = ? AND store_code = ?')
      .get(name, storeCode);
    return row === undefined ? undefined : String(row['sha256']);
  }
}

function rowOfPart(name: PartName, row: Record<string, unknown>): readonly unknown[] {
  if (name === 'storeHeader') {
    const header: Record<string, unknown> = JSON.parse(String(row['header']));
    return PARTS.storeHeader.columns.map((column) => header[column]);
  }
  const values = Object.values(row);
  return name === 'sellers' ? [...values.slice(0, -1), JSON.parse(String(row['rights']))] : values;
}
