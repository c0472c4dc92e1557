import { renameSync, writeFileSync } from 'node:fs';
import { addTotals, type SessionTotals } from '@encaisse/contracts';
import type { AlertReport } from './head-office/alert-desk.js';
import { type SessionLedger, sum, totalBy } from './ledger.js';
import { euros } from './paper.js';
import type { PrintsReport } from './print-book.js';
import type { MetRefusal } from './refusals.js';
import type { SupervisionReport, seenTotals } from './supervision.js';
import type { WeatheredStorm } from './weather.js';

export interface RegisterReport {
  readonly store: string;
  readonly register: string;
  readonly sessions: number;
  readonly tickets: number;
  readonly ttcCents: number;
  readonly headOfficeTtcCents: number;
  /** What head office accepted apart: in none of its sums. */
  readonly acceptedApartTtcCents: number;
  readonly zPrinted: number;
  readonly expectedCashCents: number;
  readonly countedCashCents: number;
}
export interface DayReport {
  readonly ok: boolean;
  readonly seconds: number;
  readonly articles: number;
  readonly tickets: number;
  readonly registers: readonly RegisterReport[];
  readonly prints: PrintsReport;
  /** What head office was warned of, oldest first. */
  readonly alerts: readonly AlertReport[];
  /** What head office shows, whose figures the table has. */
  readonly supervision: SupervisionReport;
  readonly refusals: readonly MetRefusal[];
  /** Each bad weather of head office, and what became of the import or export that it struck. */
  readonly weather: readonly WeatheredStorm[];
  /** What did not agree; empty when `ok`. */
  readonly findings: readonly string[];
}

export const registerName = (number: number): string => `CAISSE ${String(number).padStart(2, '0')}`;

/** A register's day as head office shows it, beside what head office's own server received. */
export function reportRegister(
  ledgers: readonly SessionLedger[],
  received: readonly SessionTotals[],
  seen: ReturnType<typeof seenTotals>,
): RegisterReport {
  const [first] = ledgers;
  if (!first) throw new Error('a register without a session has no report');
  return {
    store: first.storeCode,
    register: registerName(first.registerNumber),
    ...seen,
    headOfficeTtcCents: addTotals(received).ttcCents,
    acceptedApartTtcCents: sum(
      ledgers.filter(({ acceptedApart }) => acceptedApart).map((ledger) => ledger.ttcCents),
    ),
    zPrinted: ledgers.filter(({ zPrinted }) => zPrinted).length,
  };
}

const percent = (basisPoints: number): string => `${String(basisPoints / 100).replace('.', ',')} %`;

/** The day at a glance, one register per row. Amounts in euros, as head office shows them. */
export function printTable(rows: readonly RegisterReport[], ledgers: readonly SessionLedger[]): void {
  const table = rows.map((row) => ({
    store: row.store,
    register: row.register,
    sessions: row.sessions,
    tickets: row.tickets,
    TTC: euros(row.ttcCents),
    'head office': euros(row.headOfficeTtcCents),
    apart: row.acceptedApartTtcCents === 0 ? '' : euros(row.acceptedApartTtcCents),
    expected: euros(row.expectedCashCents),
    counted: euros(row.countedCashCents),
    Zs: row.zPrinted,
  }));
  console.table(table);
  const rates = totalBy(ledgers.flatMap((ledger) => [...ledger.ttcByRate]));
  const tenders = totalBy(ledgers.flatMap((ledger) => [...ledger.amountByTender]));
  const line = (pairs: readonly (readonly [string, number])[]) =>
    pairs.map(([name, cents]) => `${name} ${euros(cents)} €`).join(' · ');
  console.log(
    `VAT rates   ${line([...rates].sort(([a], [b]) => a - b).map(([rate, cents]) => [percent(rate), cents]))}`,
  );
  console.log(`Tenders     ${line([...tenders].sort())}`);
}

/** Written aside and renamed: a reader sees the whole report or the former one. */
export function writeReport(file: string, report: DayReport): void {
  writeFileSync(`${file}.part`, `${JSON.stringify(report, null, 2)}\n`);
  renameSync(`${file}.part`, file);
}
