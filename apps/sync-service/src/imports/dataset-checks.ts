import type { DatasetManifest, PartName, RejectReason } from '@encaisse/contracts';
import { CONFIG, integerOf, type SqlRow } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Failure } from '../jobs/job.js';
import type { SyncConfig } from '../sync.config.js';
import type { StoredParts } from './dataset.repository.js';
import { rejectsAllowed } from './part-tables.js';
import { REJECTS_KEPT, RejectsRepository } from './rejects.repository.js';

/** Rows of one part that do not fit the rows of the others: one statement for all of them, whatever their number. */
interface Check {
  readonly part: PartName;
  readonly reason: RejectReason;
  /** The row as the part gave it. */
  readonly content: string;
  /** What to read; `x` is the part's own table. */
  readonly from: string;
  /** Parts whose ids stand for the question marks of `from`. */
  readonly parts: readonly PartName[];
}

const withoutArticle = (part: PartName, table: string, columns: string): Check => ({
  part,
  reason: 'UNKNOWN_ARTICLE',
  content: `JSON_ARRAY(${columns})`,
  from: `${table} x LEFT JOIN catalogue_articles a ON a.part_id = ? AND a.article_code = x.article_code
         WHERE x.part_id = ? AND a.article_code IS NULL`,
  parts: ['articles', part],
});

const ARTICLE = 'JSON_ARRAY(x.article_code, x.label, x.vat_code, x.unit)';

const CHECKS: readonly Check[] = [
  withoutArticle('barcodes', 'catalogue_barcodes', 'x.barcode, x.article_code'),
  withoutArticle('prices', 'catalogue_prices', 'x.article_code, x.price_cents'),
  withoutArticle('priceExceptions', 'catalogue_price_exceptions', 'x.article_code, x.price_cents'),
  {
    part: 'articles',
    reason: 'UNKNOWN_VAT_RATE',
    content: ARTICLE,
    from: `catalogue_articles x LEFT JOIN catalogue_vat_rates v ON v.part_id = ? AND v.vat_code = x.vat_code
           WHERE x.part_id = ? AND v.vat_code IS NULL`,
    parts: ['vatRates', 'articles'],
  },
  {
    part: 'articles',
    reason: 'WITHOUT_PRICE',
    content: ARTICLE,
    from: `catalogue_articles x
           LEFT JOIN catalogue_prices p ON p.part_id = ? AND p.article_code = x.article_code
           LEFT JOIN catalogue_price_exceptions e ON e.part_id = ? AND e.article_code = x.article_code
           WHERE x.part_id = ? AND p.article_code IS NULL AND e.article_code IS NULL`,
    parts: ['prices', 'priceExceptions', 'articles'],
  },
];

export interface DatasetVerdict {
  /** Why the dataset is refused; null when it is good. */
  readonly failure: Failure | null;
  /** How many rows of each part do not fit the other parts. */
  readonly unfit: ReadonlyMap<PartName, number>;
}

/** Whether the parts of a dataset fit together. Rows that do not stay unsold: no reader finds a way to them. */
@Injectable()
export class DatasetChecks {
  constructor(
    private readonly source: DataSource,
    private readonly rejects: RejectsRepository,
    @Inject(CONFIG) private readonly config: SyncConfig,
  ) {}

  /** Sets the rows that do not fit aside under the job, and says whether the dataset is good all the same. */
  async check(jobId: string, manifest: DatasetManifest, parts: StoredParts): Promise<DatasetVerdict> {
    await this.rejects.forget(jobId);
    const unfit = new Map<PartName, number>();
    for (const check of CHECKS) {
      const found = await this.#run(jobId, check, parts);
      unfit.set(check.part, (unfit.get(check.part) ?? 0) + found);
    }
    const failure = this.#tooMany(manifest, parts, unfit) ?? (await this.#cashMissing(parts));
    return { failure, unfit };
  }

  #tooMany(manifest: DatasetManifest, parts: StoredParts, unfit: DatasetVerdict['unfit']): Failure | null {
    for (const { name, rows } of manifest.parts) {
      const allowed = rejectsAllowed(name, rows, this.config.REJECTS_MAX_PERMILLE);
      const rejectedRows = (parts.get(name)?.rejectedRows ?? 0) + (unfit.get(name) ?? 0);
      if (rejectedRows <= allowed) continue;
      return { code: 'IMPORT_TOO_MANY_REJECTS', facts: { part: name, rejectedRows, allowed } };
    }
    return null;
  }

  /** How many rows do not fit; the first of them are kept. */
  async #run(jobId: string, check: Check, parts: StoredParts): Promise<number> {
    const ids = check.parts.map((name) => parts.get(name)?.partId ?? 0);
    const [row] = (await this.source.query(`SELECT COUNT(*) AS bad FROM ${check.from}`, ids)) as [SqlRow];
    const found = integerOf(row['bad']);
    if (found > 0) {
      await this.source.query(
        `INSERT IGNORE INTO sync_rejects (owner, part_name, line_number, reason, detail, content)
         SELECT ?, ?, x.line_number, ?, NULL, LEFT(${check.content}, 500) FROM ${check.from}
         ORDER BY x.line_number LIMIT ${REJECTS_KEPT}`,
        [jobId, check.part, check.reason, ...ids],
      );
    }
    return found;
  }

  /** Without one no register could be opened with a float, nor closed with a count. */
  async #cashMissing(parts: StoredParts): Promise<Failure | null> {
    const rows = (await this.source.query(
      "SELECT tender_code FROM catalogue_tenders WHERE part_id = ? AND kind = 'CASH' LIMIT 1",
      [parts.get('tenders')?.partId ?? 0],
    )) as SqlRow[];
    return rows.length > 0 ? null : { code: 'DATASET_INVALID', facts: { missing: 'a tender of kind CASH' } };
  }
}
