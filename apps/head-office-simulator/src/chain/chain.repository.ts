import {
  articleUnit,
  type BackOfficeArticle,
  type ChainStore,
  type DatasetSeller,
  type DatasetStoreHeader,
  datasetSeller,
  datasetStoreHeader,
  type PartName,
} from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { CHAIN_DATABASE, WHOLE_CHAIN } from './chain.schema.js';

/**
 * Stores, registers, sellers and prices of the chain. Each change also notes the parts that it makes due; it must run
 * inside a transaction of the publisher, which renders them.
 */
@Injectable()
export class ChainRepository {
  constructor(@Inject(CHAIN_DATABASE) private readonly file: SqliteFile) {}

  storeCodes(): string[] {
    return this.#all('SELECT store_code FROM stores ORDER BY store_code').map((row) =>
      String(row['store_code']),
    );
  }

  hasStore(storeCode: string): boolean {
    return this.#all('SELECT 1 FROM stores WHERE store_code = ?', storeCode).length > 0;
  }

  hasRegister(storeCode: string, registerNumber: number): boolean {
    const found = 'SELECT 1 FROM registers WHERE store_code = ? AND register_number = ?';
    return this.#all(found, storeCode, registerNumber).length > 0;
  }

  stores(): ChainStore[] {
    return this.#all('SELECT store_code, header FROM stores ORDER BY store_code').map((row) => {
      const storeCode = String(row['store_code']);
      return {
        storeCode,
        header: datasetStoreHeader.parse(JSON.parse(String(row['header']))),
        registers: this.#registersOf(storeCode),
        sellers: this.#sellersOf(storeCode),
      };
    });
  }

  saveStore(storeCode: string, header: DatasetStoreHeader): void {
    const isNew = !this.hasStore(storeCode);
    this.#run(
      'INSERT INTO stores VALUES (?, ?) ON CONFLICT DO UPDATE SET header = excluded.header',
      storeCode,
      JSON.stringify(header),
    );
    this.partIsDue('storeHeader', storeCode);
    if (!isNew) return;
    this.partIsDue('sellers', storeCode);
    this.partIsDue('priceExceptions', storeCode);
  }

  /** A register receives what its store has: it makes no part due. */
  saveRegister(storeCode: string, registerNumber: number): void {
    this.#run('INSERT OR IGNORE INTO registers VALUES (?, ?)', storeCode, registerNumber);
  }

  saveSeller(storeCode: string, seller: DatasetSeller): void {
    this.#run(
      `INSERT INTO sellers VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, rights = excluded.rights`,
      storeCode,
      seller.sellerCode,
      seller.name,
      JSON.stringify(seller.rights),
    );
    this.partIsDue('sellers', storeCode);
  }

  articleCount(): number {
    return Number(this.#all('SELECT count(*) AS n FROM articles')[0]?.['n']);
  }

  hasArticle(articleCode: string): boolean {
    return this.#all('SELECT 1 FROM articles WHERE article_code = ?', articleCode).length > 0;
  }

  /** At most `limit` articles by code, those after `after`. */
  articlesAfter(after: string, limit: number): BackOfficeArticle[] {
    return this.#all(
      `SELECT article_code, barcode, articles.label AS label, unit, vat_code, basis_points, price_cents,
         (SELECT group_concat(o.barcode, ' ') FROM other_barcodes o WHERE o.article_code = articles.article_code)
           AS other_barcodes
       FROM articles JOIN vat_rates USING (vat_code) WHERE article_code > ? ORDER BY article_code LIMIT ?`,
      after,
      limit,
    ).map((row) => ({
      articleCode: String(row['article_code']),
      barcode: String(row['barcode']),
      otherBarcodes: row['other_barcodes'] === null ? [] : String(row['other_barcodes']).split(' ').sort(),
      label: String(row['label']),
      unit: articleUnit.parse(row['unit']),
      vatCode: String(row['vat_code']),
      vatBasisPoints: Number(row['basis_points']),
      priceCents: Number(row['price_cents']),
    }));
  }

  /** The article goes, with its barcodes and the prices that stores had of their own. */
  deleteArticle(articleCode: string): void {
    const stores = this.#all('SELECT store_code FROM price_exceptions WHERE article_code = ?', articleCode);
    this.#run('DELETE FROM articles WHERE article_code = ?', articleCode);
    this.#run('DELETE FROM other_barcodes WHERE article_code = ?', articleCode);
    this.#run('DELETE FROM price_exceptions WHERE article_code = ?', articleCode);
    for (const name of ['articles', 'barcodes', 'prices'] as const) this.partIsDue(name, WHOLE_CHAIN);
    for (const row of stores) this.partIsDue('priceExceptions', String(row['store_code']));
  }

  /** False when another article has this barcode; the same again changes nothing. */
  saveBarcode(articleCode: string, barcode: string): boolean {
    const owners = this.#all(
      `SELECT article_code FROM articles WHERE barcode = ?
       UNION ALL SELECT article_code FROM other_barcodes WHERE barcode = ?`,
      barcode,
      barcode,
    );
    if (owners.length > 0) return owners.every((row) => row['article_code'] === articleCode);
    this.#run('INSERT INTO other_barcodes VALUES (?, ?)', barcode, articleCode);
    this.partIsDue('barcodes', WHOLE_CHAIN);
    return true;
  }

  savePrice(articleCode: string, priceCents: number): void {
    this.#run('UPDATE articles SET price_cents = ? WHERE article_code = ?', priceCents, articleCode);
    this.partIsDue('prices', WHOLE_CHAIN);
  }

  /** `null` takes the exception back. */
  savePriceException(storeCode: string, articleCode: string, priceCents: number | null): void {
    if (priceCents === null) {
      this.#run(
        'DELETE FROM price_exceptions WHERE store_code = ? AND article_code = ?',
        storeCode,
        articleCode,
      );
    } else {
      this.#run(
        'INSERT INTO price_exceptions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET price_cents = excluded.price_cents',
        storeCode,
        articleCode,
        priceCents,
      );
    }
    this.partIsDue('priceExceptions', storeCode);
  }

  partIsDue(name: PartName, storeCode: string): void {
    this.#run('INSERT OR IGNORE INTO due_parts VALUES (?, ?)', name, storeCode);
  }

  #registersOf(storeCode: string): number[] {
    const rows = this.#all(
      'SELECT register_number FROM registers WHERE store_code = ? ORDER BY register_number',
      storeCode,
    );
    return rows.map((row) => Number(row['register_number']));
  }

  #sellersOf(storeCode: string): DatasetSeller[] {
    const rows = this.#all(
      'SELECT seller_code, name, rights FROM sellers WHERE store_code = ? ORDER BY seller_code',
      storeCode,
    );
    return rows.map((row) =>
      datasetSeller.parse({
        sellerCode: row['seller_code'],
        name: row['name'],
        rights: JSON.parse(String(row['rights'])),
      }),
    );
  }

  #all(sql: string, ...values: (string | number)[]) {
    return this.file.sql.prepare(sql).all(...values);
  }

  #run(sql: string, ...values: (string | number)[]): void {
    this.file.sql.prepare(sql).run(...values);
  }
}
