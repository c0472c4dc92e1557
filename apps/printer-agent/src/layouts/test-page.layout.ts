import type { PrinterState, TestPageDocument } from '@encaisse/contracts';
import { banner, line, section } from './document-parts.js';
import { date, number, time } from './french.js';
import { barcode, blank, cells, center, left, type Row, right, rule } from './receipt.js';

/** What stood on the paper's first line must stand on its last: a stretched or torn paper shows at the edges. */
const ruler = (columns: number): string =>
  Array.from({ length: columns }, (_, index) => String((index + 1) % 10)).join('');

export function testPageRows(page: TestPageDocument, columns: number): readonly Row[] {
  return [
    banner('PAGE DE TEST', columns),
    blank,
    cells(center(page.storeName, { bold: true })),
    cells(center(`${page.till.name} (${page.till.code})`)),
    line(`${date(page.askedAt)}\u00a0${time(page.askedAt)}`, page.askedBy, columns),
    ...reportRows(page, columns),
    ...section('PAPIER'),
    line('Colonnes', number(columns), columns),
    cells(left(ruler(columns))),
    ...section('CARACTÈRES'),
    cells(left('ABCDEFGHIJKLMNOPQRSTUVWXYZ')),
    cells(left('abcdefghijklmnopqrstuvwxyz 0123456789')),
    cells(left('àâæçéèêëîïôœùûüÿ ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ')),
    cells(left('€ « » – — … ’ ° × % & @ # ! ? ; :')),
    cells(left('gras', { bold: true }), right('inversé', { inverted: true })),
    cells(left('haut', { size: 'tall' }), right('double', { size: 'double' })),
    rule,
    barcode('0123456789'),
    blank,
    cells(center('Cette page n’est pas un ticket de caisse', { bold: true })),
    cells(center(`${page.software.name} ${page.software.version}`)),
  ];
}

const STATES: Readonly<Record<PrinterState, string>> = {
  READY: 'prête',
  UNMONITORED: 'sans retour d’état',
  PAPER_OUT: 'sans papier',
  COVER_OPEN: 'capot ouvert',
  OFFLINE: 'hors ligne',
  UNREACHABLE: 'injoignable',
};

function reportRows({ printer, jobs }: TestPageDocument, columns: number): readonly Row[] {
  return [
    ...section('RAPPORT D’IMPRIMANTE'),
    ...(printer === null
      ? [cells(left('Aucun état reçu de l’agent'))]
      : [
          line('État', STATES[printer.state], columns),
          line('\u00a0\u00a0depuis le', `${date(printer.since)}\u00a0${time(printer.since)}`, columns),
          line('\u00a0\u00a0vu le', `${date(printer.reportedAt)}\u00a0${time(printer.reportedAt)}`, columns),
          line('Fin de papier', printer.paperLow ? 'proche' : 'non signalée', columns),
          line('Agent', printer.agentVersion, columns),
        ]),
    cells(left('Impressions du jour', { bold: true })),
    line('\u00a0\u00a0Imprimées', number(jobs.printed), columns),
    line('\u00a0\u00a0En attente', number(jobs.waiting), columns),
    line('\u00a0\u00a0Incertaines', number(jobs.unknown), columns),
    line('\u00a0\u00a0Périmées', number(jobs.expired), columns),
    line('\u00a0\u00a0Duplicatas compris', number(jobs.duplicates), columns),
  ];
}
