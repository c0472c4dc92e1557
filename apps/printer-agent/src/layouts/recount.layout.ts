import type { RecountDocument } from '@encaisse/contracts';
import {
  banner,
  denominationRows,
  duplicateBanner,
  legalFooter,
  line,
  storeHeader,
} from './document-parts.js';
import { date, euros, signedEuros, time } from './french.js';
import { blank, cells, center, left, type Row, rule } from './receipt.js';

/** Kept beside the Z, which it does not change. */
export function recountRows(slip: RecountDocument, columns: number): readonly Row[] {
  return [
    ...duplicateBanner(slip.duplicateNumber, columns),
    ...storeHeader(slip.store, columns),
    banner(`RECOMPTAGE n°\u00a0${slip.recountNumber}`, columns),
    blank,
    cells(center(slip.register.name, { bold: true, size: 'double' })),
    cells(center(`Journée du ${date(slip.businessDate)}`, { bold: true })),
    cells(center(`ticket Z n°\u00a0${slip.zNumber} – journée n°\u00a0${slip.sessionNumber}`)),
    blank,
    line(`${date(slip.countedAt)}\u00a0${time(slip.countedAt)}`, slip.countedBy, columns),
    rule,
    line('Attendu', euros(slip.expectedCents), columns),
    line('Comptage précédent', euros(slip.formerCountCents), columns),
    ...denominationRows(slip.denominations, columns),
    line('Recompté', euros(slip.countedCents), columns, { bold: true }),
    blank,
    line('ÉCART', signedEuros(slip.differenceCents), columns, { bold: true, size: 'double' }),
    cells({ ...left(`Motif\u00a0: ${slip.reason}`), hang: 2 }),
    ...(slip.authorisedBy === null ? [] : [cells(left(`Autorisé par ${slip.authorisedBy}`))]),
    blank,
    cells(left('Le ticket Z reste tel qu’il a été édité.')),
    blank,
    cells(left('Visa du responsable')),
    blank,
    blank,
    rule,
    ...legalFooter(slip.store, slip.software),
  ];
}
