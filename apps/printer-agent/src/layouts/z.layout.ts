import type { PrintedCashMovement, XDocument, ZDocument } from '@encaisse/contracts';
import {
  banner,
  denominationRows,
  duplicateBanner,
  legalFooter,
  line,
  section,
  storeHeader,
  vatTable,
  widestOf,
} from './document-parts.js';
import { amount, date, euros, number, signedEuros, time } from './french.js';
import { blank, cells, center, left, type Row, right, rule, wide } from './receipt.js';

export function zRows(z: ZDocument, columns: number): readonly Row[] {
  return [
    ...duplicateBanner(z.duplicateNumber, columns),
    ...storeHeader(z.store, columns),
    banner(`TICKET Z n°\u00a0${z.zNumber}`, columns),
    blank,
    cells(center(z.register.name, { bold: true, size: 'double' })),
    cells(center(`Journée du ${date(z.businessDate)}`, { bold: true })),
    cells(center(`journée n°\u00a0${z.sessionNumber} – cycle n°\u00a0${z.epoch}`)),
    blank,
    momentRow('Ouverture', z.openedAt, z.openedBy),
    momentRow('Fermeture', z.closedAt, z.closedBy),
    ...salesRows(z, columns, z),
    ...tenderRows(z),
    ...cashRows(z, columns),
    ...tenderCountRows(z.tenderCounts, columns),
    ...controlRows(z, columns),
    ...forcedOutRows(z.forcedOutUsers),
    ...visaRows,
    ...legalFooter(z.store, z.software),
  ];
}

/** What a Z and an X have in common. */
type SessionDocument = ZDocument | XDocument;

export const momentRow = (what: string, wallClock: string, who: string): Row =>
  cells(wide(11, left(what)), wide(17, left(`${date(wallClock)}\u00a0${time(wallClock)}`)), right(who));

/** `lateTicketCount` of the tickets came too late for an earlier session; others that did were dismissed. */
type LateCounts = Pick<ZDocument, 'lateTicketCount' | 'dismissedLateCount'>;
const NO_LATE: LateCounts = { lateTicketCount: 0, dismissedLateCount: 0 };

export function salesRows(
  z: SessionDocument,
  columns: number,
  { lateTicketCount, dismissedLateCount } = NO_LATE,
): readonly Row[] {
  return [
    ...section('VENTES'),
    line('Tickets', number(z.ticketCount), columns),
    ...(z.ticketNumbers === null
      ? []
      : [cells(left(`\u00a0\u00a0du n°\u00a0${z.ticketNumbers.first} au n°\u00a0${z.ticketNumbers.last}`))]),
    ...lateRows(lateTicketCount),
    line('Tickets abandonnés', number(z.abandonedCount), columns),
    ...(dismissedLateCount === 0
      ? []
      : [line('Tickets tardifs écartés', number(dismissedLateCount), columns)]),
    line('Articles', number(z.articleCount), columns),
    ...turnoverRows(z, columns),
    blank,
    line('TOTAL TTC', euros(z.salesTtcCents), columns, { bold: true, size: 'double' }),
    ...(z.vatRates.length === 0 ? [] : [blank]),
    ...vatTable(z.vatRates, columns),
    ...reductionRows(z, columns),
  ];
}

const lateRows = (count: number): readonly Row[] =>
  count === 0
    ? []
    : [
        cells(
          left(
            `\u00a0\u00a0dont ${number(count)} ticket${count > 1 ? 's' : ''} tardif${count > 1 ? 's' : ''}`,
          ),
        ),
      ];

/** Below the total: what was taken off is not in it, and must not be taken off once more. */
function reductionRows({ reductions }: SessionDocument, columns: number): readonly Row[] {
  const { discountCount, discountsCents, overrideCount, overridesCents } = reductions;
  const row = (label: string, count: number, cents: number): readonly Row[] =>
    count === 0 ? [] : [line(`${label} (${number(count)})`, euros(-cents), columns)];
  if (discountCount + overrideCount === 0) return [];
  return [
    ...section('RÉDUCTIONS DÉJÀ DÉDUITES'),
    ...row('Remises', discountCount, discountsCents),
    ...row('Prix modifiés', overrideCount, overridesCents),
  ];
}

/** Sales and refunds apart, where anything was given back. */
function turnoverRows({ turnover }: SessionDocument, columns: number): readonly Row[] {
  if (turnover === null || turnover.refundCount === 0) return [];
  const { saleCount, salesCents, refundCount, refundsCents } = turnover;
  return [
    line(`Ventes (${number(saleCount)})`, euros(salesCents), columns),
    line(`Remboursements (${number(refundCount)})`, euros(refundsCents), columns),
  ];
}

export function tenderRows(z: SessionDocument): readonly Row[] {
  const totalCount = z.tenders.reduce((sum, { count }) => sum + count, 0);
  const total = euros(z.tenders.reduce((sum, { amountCents }) => sum + amountCents, 0));
  const sums = z.tenders.map(({ amountCents }) => euros(amountCents));
  const sumColumns = Math.max(14, widestOf([...sums, total]) + 1);
  const row = (label: string, count: string, sum: string, bold = false): Row =>
    cells(left(label, { bold }), wide(8, right(count, { bold })), wide(sumColumns, right(sum, { bold })));
  return [
    ...section('ENCAISSEMENTS'),
    ...z.tenders.map(({ label, count }, index) => row(label, number(count), sums[index] ?? '')),
    row('Total', number(totalCount), total, true),
  ];
}

/** The drawer's cash up to what it should hold. */
export function expectedCashRows(
  cash: NonNullable<XDocument['cash']>,
  movements: readonly PrintedCashMovement[],
  columns: number,
  floatDifferenceCents: number | null = null,
): readonly Row[] {
  const move = (sign: string, label: string, cents: number): readonly Row[] =>
    cents === 0 ? [] : [line(`${sign}\u00a0${label}`, amount(cents), columns)];
  return [
    ...section('ESPÈCES EN CAISSE'),
    line('\u00a0\u00a0Fond de caisse', amount(cash.openingFloatCents), columns),
    ...(floatDifferenceCents === null
      ? []
      : [
          line('\u00a0\u00a0\u00a0\u00a0écart au dernier compté', signedEuros(floatDifferenceCents), columns),
        ]),
    ...move('+', 'Reçu des clients', cash.takenCents),
    ...move('–', 'Rendu aux clients', cash.changeCents),
    ...move('–', 'Remboursements', cash.refundsCents),
    ...movementRows(movements, columns),
    rule,
    line('Attendu', euros(cash.expectedCents), columns),
  ];
}

const MOVEMENTS = {
  IN: { sign: '+', label: 'Entrées' },
  OUT: { sign: '–', label: 'Sorties' },
  SAFE_DROP: { sign: '–', label: 'Prélèvements' },
} as const satisfies Record<PrintedCashMovement['kind'], { sign: string; label: string }>;

/** Cash that moved without a ticket, one line for each kind. */
export const movementRows = (movements: readonly PrintedCashMovement[], columns: number): readonly Row[] =>
  movements.map(({ kind, count, amountCents }) => {
    const { sign, label } = MOVEMENTS[kind];
    return line(`${sign}\u00a0${label} (${number(count)})`, amount(amountCents), columns);
  });

function cashRows({ cash, cashMovements }: ZDocument, columns: number): readonly Row[] {
  return [
    ...expectedCashRows(cash, cashMovements, columns, cash.floatDifferenceCents),
    ...denominationRows(cash.denominations, columns),
    line('Compté', euros(cash.countedCents), columns),
    blank,
    line('ÉCART', signedEuros(cash.differenceCents), columns, { bold: true, size: 'double' }),
    ...(cash.difference === null
      ? []
      : [
          cells(left(`Accepté par ${cash.difference.acceptedBy}`)),
          ...(cash.difference.reason === ''
            ? []
            : [cells({ ...left(`Motif\u00a0: ${cash.difference.reason}`), hang: 2 })]),
        ]),
  ];
}

/** Counted tenders other than cash, each with its difference where there is one. */
function tenderCountRows(counts: ZDocument['tenderCounts'], columns: number): readonly Row[] {
  if (counts.length === 0) return [];
  return [
    ...section('RÈGLEMENTS COMPTÉS'),
    ...counts.flatMap(({ label, countedCents, differenceCents }) => [
      line(label, euros(countedCents), columns),
      ...(differenceCents === 0
        ? []
        : [line('\u00a0\u00a0Écart', signedEuros(differenceCents), columns, { bold: true })]),
    ]),
  ];
}

const controlRows = (
  { drawerOpenings, xReadings, duplicateCount }: ZDocument,
  columns: number,
): readonly Row[] => [
  ...section('CONTRÔLES'),
  line('Ouvertures du tiroir sans vente', number(drawerOpenings), columns),
  line('Lectures X', number(xReadings), columns),
  ...(duplicateCount === null ? [] : [line('Duplicatas', number(duplicateCount), columns)]),
];

function forcedOutRows(users: readonly string[]): readonly Row[] {
  if (users.length === 0) return [];
  return [...section('DÉCONNECTÉS À LA FERMETURE'), ...users.map((name) => cells(left(name)))];
}

const visaRows: readonly Row[] = [blank, cells(left('Visa du responsable')), blank, blank, rule];
