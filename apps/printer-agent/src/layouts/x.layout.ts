import type { XDocument } from '@encaisse/contracts';
import { banner, duplicateBanner, legalFooter, line, section, storeHeader } from './document-parts.js';
import { date, number } from './french.js';
import { blank, cells, center, type Row } from './receipt.js';
import { expectedCashRows, momentRow, movementRows, salesRows, tenderRows } from './z.layout.js';

/** The totals so far. It says that it closes nothing, so that nobody takes it for a Z. */
export function xRows(x: XDocument, columns: number): readonly Row[] {
  return [
    ...duplicateBanner(x.duplicateNumber, columns),
    ...storeHeader(x.store, columns),
    banner(`LECTURE X n°\u00a0${x.xNumber}`, columns),
    blank,
    cells(center(x.register.name, { bold: true, size: 'double' })),
    cells(center(`Journée du ${date(x.businessDate)}`, { bold: true })),
    cells(center(`journée n°\u00a0${x.sessionNumber} – cycle n°\u00a0${x.epoch}`)),
    cells(center('Situation en cours\u00a0: ne vaut pas fermeture')),
    blank,
    momentRow('Ouverture', x.openedAt, x.openedBy),
    momentRow('Lecture', x.readAt, x.readBy),
    ...salesRows(x, columns),
    ...tenderRows(x),
    ...drawerRows(x, columns),
    blank,
    line('Ouvertures du tiroir sans vente', number(x.drawerOpenings), columns),
    blank,
    ...legalFooter(x.store, x.software),
  ];
}

/** Where the drawer is counted blind, what moved and nothing else. */
function drawerRows({ cash, cashMovements }: XDocument, columns: number): readonly Row[] {
  if (cash !== null) return expectedCashRows(cash, cashMovements, columns);
  if (cashMovements.length === 0) return [];
  return [...section('MOUVEMENTS D’ESPÈCES'), ...movementRows(cashMovements, columns)];
}
