import type { BarcodeRule } from '@encaisse/register-domain';
import { Inject, Injectable } from '@nestjs/common';
import type { VAT_RATES } from '../products/pricing.js';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { CHAIN_DATABASE } from './chain.schema.js';
import type { TENDERS } from './default-chain.js';

/** What the chain was filled from, and what it has only one of: its VAT rates, tenders and rules for its labels. */
@Injectable()
export class ChainFacts {
  constructor(@Inject(CHAIN_DATABASE) private readonly file: SqliteFile) {}

  read(name: 'stores' | 'articles'): string | undefined {
    const row = this.file.sql.prepare('SELECT value FROM chain_facts WHERE name = ?').get(name);
    return row === undefined ? undefined : String(row['value']);
  }

  write(name: 'stores' | 'articles', value: string): void {
    this.file.sql
      .prepare('INSERT INTO chain_facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
      .run(name, value);
  }

  replaceBarcodeRules(rules: readonly BarcodeRule[]): void {
    const { sql } = this.file;
    sql.exec('DELETE FROM barcode_rules');
    const insert = sql.prepare('INSERT INTO barcode_rules VALUES (?, ?, ?, ?, ?, ?)');
    for (const { prefix, kind, itemDigits, verifierDigits, valueDigits, valueDecimals } of rules) {
      insert.run(prefix, kind, itemDigits, verifierDigits, valueDigits, valueDecimals);
    }
  }

  replaceRatesAndTenders(rates: typeof VAT_RATES, tenders: typeof TENDERS): void {
    const { sql } = this.file;
    sql.exec('DELETE FROM vat_rates; DELETE FROM tenders');
    for (const { vatCode, basisPoints, label } of rates) {
      sql.prepare('INSERT INTO vat_rates VALUES (?, ?, ?)').run(vatCode, basisPoints, label);
    }
    for (const { tenderCode, kind, label } of tenders) {
      sql.prepare('INSERT INTO tenders VALUES (?, ?, ?)').run(tenderCode, kind, label);
    }
  }
}
