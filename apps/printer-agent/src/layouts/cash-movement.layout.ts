import type { CashMovementDocument } from '@encaisse/contracts';
import { banner, duplicateBanner, legalFooter, line, storeHeader, written } from './document-parts.js';
import { date, euros, time } from './french.js';
import { blank, cells, left, type Row, rule } from './receipt.js';

const TITLES = {
  IN: 'ENTRÉE D’ESPÈCES',
  OUT: 'SORTIE D’ESPÈCES',
  SAFE_DROP: 'PRÉLÈVEMENT',
} as const satisfies Record<CashMovementDocument['movement'], string>;

/** Signed by whoever moved the cash and whoever answers for it, and kept in the drawer or in the safe. */
export function cashMovementRows(slip: CashMovementDocument, columns: number): readonly Row[] {
  return [
    ...duplicateBanner(slip.duplicateNumber, columns),
    ...storeHeader(slip.store, columns),
    banner(TITLES[slip.movement], columns),
    blank,
    line(
      `Mouvement n°\u00a0${slip.movementNumber}`,
      `${date(slip.movedAt)}\u00a0${time(slip.movedAt)}`,
      columns,
      { bold: true },
    ),
    line(`${slip.register.name} – journée\u00a0${slip.sessionNumber}`, slip.sellerName, columns),
    rule,
    line('MONTANT', euros(slip.amountCents), columns, { bold: true, size: 'double' }),
    blank,
    cells({ ...left(`Motif\u00a0: ${slip.reason}`), hang: 2 }),
    ...written([slip.note]).map((note) => cells({ ...left(note), hang: 2 })),
    ...(slip.authorisedBy === null ? [] : [cells(left(`Autorisé par ${slip.authorisedBy}`))]),
    ...visaRows('Visa du vendeur'),
    ...visaRows('Visa du responsable'),
    ...legalFooter(slip.store, slip.software),
  ];
}

const visaRows = (whose: string): readonly Row[] => [blank, cells(left(whose)), blank, blank, rule];
