import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { generatedProducts } from '../products/generated-products.js';
import { termsOf } from '../products/pricing.js';
import type { Product } from '../products/product.js';
import { readProductFile, type SkipReason } from '../products/product-file.js';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { CHAIN_DATABASE } from './chain.schema.js';

const BATCH_ROWS = 5_000;

/** Where a chain's products come from. */
export type ProductSource = { readonly file: string } | { readonly generated: number };

/** What staging did. */
export interface StagedArticles {
  readonly articles: number;
  readonly skipped: Readonly<Partial<Record<SkipReason | 'barcode twice', number>>>;
}

/** Brings products into the chain as articles: staged row by row, then put in the place of the former ones at once. */
@Injectable()
export class ArticleStock {
  constructor(@Inject(CHAIN_DATABASE) private readonly file: SqliteFile) {}

  /** Names the content of a source, so that the same products are not brought in at every start. */
  async fingerprintOf(source: ProductSource): Promise<string> {
    if ('generated' in source) return `generated with a counter:${source.generated}`;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(source.file)) hash.update(chunk);
    return `file:${hash.digest('hex')}`;
  }

  /** Reads a whole source into the staging table. Of a barcode that comes twice, the first product stays. */
  async stage(source: ProductSource): Promise<StagedArticles> {
    const skipped: Partial<Record<SkipReason | 'barcode twice', number>> = {};
    const skip = (reason: SkipReason | 'barcode twice', times = 1): void => {
      skipped[reason] = (skipped[reason] ?? 0) + times;
    };
    const products =
      'generated' in source ? generatedProducts(source.generated) : readProductFile(source.file, skip);
    this.file.sql.exec('DELETE FROM staged_articles; DELETE FROM staged_barcodes');
    let articles = 0;
    for await (const batch of inBatches(products)) {
      const added = this.#insert(batch);
      articles += added;
      if (added < batch.length) skip('barcode twice', batch.length - added);
    }
    return { articles, skipped };
  }

  /** Makes the staged articles the chain's. Runs inside a transaction of the publisher. */
  activate(): void {
    this.file.sql.exec(`
      DELETE FROM articles;
      INSERT INTO articles SELECT * FROM staged_articles;
      DELETE FROM staged_articles;
      DELETE FROM other_barcodes;
      INSERT INTO other_barcodes SELECT * FROM staged_barcodes;
      DELETE FROM staged_barcodes`);
  }

  #insert(batch: readonly Product[]): number {
    const insert = this.file.sql.prepare('INSERT OR IGNORE INTO staged_articles VALUES (?, ?, ?, ?, ?, ?)');
    const insertOther = this.file.sql.prepare('INSERT INTO staged_barcodes VALUES (?, ?)');
    return this.file.transaction(() =>
      batch.reduce((added, { barcode, label, otherBarcodes = [], unit = 'PIECE', terms }) => {
        const articleCode = `A${barcode}`;
        const { vatCode, priceCents } = terms ?? termsOf(barcode);
        for (const other of otherBarcodes) insertOther.run(other, articleCode);
        return added + Number(insert.run(articleCode, barcode, label, vatCode, priceCents, unit).changes);
      }, 0),
    );
  }
}

async function* inBatches(products: Iterable<Product> | AsyncIterable<Product>): AsyncGenerator<Product[]> {
  let batch: Product[] = [];
  for await (const product of products) {
    batch.push(product);
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
