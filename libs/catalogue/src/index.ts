import type { MigrationInterface } from 'typeorm';
import { Catalogue1795478400000 } from './migrations/1795478400000-catalogue.js';
import { UnitsAndBarcodeRules1795503001000 } from './migrations/1795503001000-units-and-barcode-rules.js';
import { ConfirmedDatasets1795506001000 } from './migrations/1795506001000-confirmed-datasets.js';
import { NeededParts1795531000000 } from './migrations/1795531000000-needed-parts.js';

export { ArticleIndex, type IndexHit, type SearchedParts, searchedPartsOf } from './article-index.js';
export { type ArticleForSale, articleByBarcode, articlesByCode } from './articles.js';
export { articleByScan, type ScanAnswer, type ScannedArticle } from './scanned-article.js';
export { type Seller, seller, sellersOfNewestDataset } from './sellers.js';
export type { SqlReader } from './sql-reader.js';
export { type StoreHeader, storeHeader, type Tender, tenders, type VatRate, vatRates } from './store-data.js';

/** The tables read here. sync-service runs these; specs of other services run them to have a catalogue to read. */
export const CATALOGUE_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  Catalogue1795478400000,
  UnitsAndBarcodeRules1795503001000,
  ConfirmedDatasets1795506001000,
  NeededParts1795531000000,
];
