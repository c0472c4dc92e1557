import type { PrintedPayment, PrintedTicketLine, TicketDocument } from '@encaisse/contracts';
import {
  banner,
  duplicateBanner,
  legalFooter,
  line,
  storeHeader,
  vatTable,
  widestOf,
  written,
} from './document-parts.js';
import { amount, date, euros, kilograms, plural, quantity, rate, time } from './french.js';
import { barcode, blank, cells, center, left, type Row, right, rule, wide } from './receipt.js';

/** A four-figure amount with its sign and room before it; longer ones widen the column. */
const AMOUNT_COLUMNS_MIN = 11;
const VAT_LETTER_COLUMNS = 2;

export function ticketRows(ticket: TicketDocument, columns: number): readonly Row[] {
  return [
    ...duplicateBanner(ticket.duplicateNumber, columns),
    ...storeHeader(ticket.store, columns),
    ...refundTitle(ticket, columns),
    line(
      `TICKET n°\u00a0${ticket.ticketNumber}`,
      `${date(ticket.soldAt)}\u00a0${time(ticket.soldAt)}`,
      columns,
      { bold: true },
    ),
    line(`${ticket.register.name} – journée\u00a0${ticket.sessionNumber}`, ticket.sellerName, columns),
    ...lateRows(ticket, columns),
    ...originRows(ticket, columns),
    rule,
    ...ticket.lines.flatMap((item) => itemRows(item, amountColumns(ticket))),
    rule,
    ...discountRows(ticket, columns),
    line('TOTAL', euros(ticket.totalTtcCents), columns, { bold: true, size: 'double' }),
    ...articleCountRows(ticket),
    ...savedRows(ticket, columns),
    blank,
    ...ticket.payments.flatMap((payment) => paymentRows(payment, columns)),
    rule,
    ...vatTable(ticket.vatRates, columns),
    rule,
    ...written(ticket.footerLines).map((text) => cells(center(text))),
    blank,
    ...legalFooter(ticket.store, ticket.software),
    blank,
    barcode(ticketCode(ticket)),
  ];
}

/** What gives back and sells nothing is a refund; what does both is an exchange, whichever way the money goes. */
function refundTitle({ refund, articleCount }: TicketDocument, columns: number): readonly Row[] {
  if (refund === null) return [];
  return [banner(articleCount === 0 ? 'REMBOURSEMENT' : 'ÉCHANGE', columns), blank];
}

/** A late ticket is dated when it was sold; the day and the number above are those of its recording. */
const lateRows = ({ recordedAt }: TicketDocument, columns: number): readonly Row[] =>
  recordedAt === null
    ? []
    : [
        line('Vendu hors ligne, enregistré le', `${date(recordedAt)}\u00a0${time(recordedAt)}`, columns, {
          bold: true,
        }),
      ];

const originRows = ({ refund }: TicketDocument, columns: number): readonly Row[] =>
  (refund?.origins ?? []).flatMap(({ register, ticketNumber, soldAt }) => [
    line(`Repris du ticket n°\u00a0${ticketNumber}`, `${date(soldAt)}\u00a0${time(soldAt)}`, columns),
    cells(left(`\u00a0\u00a0${register.name}`)),
  ]);

function articleCountRows({ articleCount, refund }: TicketDocument): readonly Row[] {
  const sold = plural(articleCount, 'article', 'articles');
  if (refund === null) return [cells(left(sold))];
  const back = plural(refund.articleCount, 'article repris', 'articles repris');
  return [cells(left(articleCount === 0 ? back : `${sold}, ${back}`))];
}

/** Register, session and ticket number: what finds the ticket again when its customer comes back. */
const ticketCode = ({ register, sessionNumber, ticketNumber }: TicketDocument): string =>
  [
    String(register.number).padStart(3, '0'),
    String(sessionNumber).padStart(5, '0'),
    String(ticketNumber).padStart(8, '0'),
  ].join('');

const amountColumns = ({ lines }: TicketDocument): number =>
  Math.max(AMOUNT_COLUMNS_MIN, widestOf(lines.map(({ grossCents }) => amount(grossCents))) + 1);

/** One piece, sold or given back, stands on one line; several, or a weight, take a second line with the price of one. What was taken off is below. */
function itemRows(item: PrintedTicketLine, amountColumns: number): readonly Row[] {
  const row = (label: string, cents: number, vatLetter = ''): Row =>
    cells(
      { ...left(label), hang: 2 },
      { ...wide(amountColumns, right(amount(cents))), vertical: 'bottom' },
      { ...wide(VAT_LETTER_COLUMNS, right(vatLetter)), vertical: 'bottom' },
    );
  const isOnePiece = item.unit === 'PIECE' && Math.abs(item.quantityThousandths) === 1000;
  const sold = isOnePiece
    ? [row(item.label, item.grossCents, item.vatLetter)]
    : [cells({ ...left(item.label), hang: 2 }), row(measured(item), item.grossCents, item.vatLetter)];
  return [
    ...sold,
    ...overrideRows(item),
    ...lineDiscountRows(item).map(([label, cents]) => row(label, cents)),
  ];
}

const measured = ({ unit, quantityThousandths, unitPriceCents }: PrintedTicketLine): string =>
  unit === 'KILOGRAM'
    ? `\u00a0\u00a0${kilograms(quantityThousandths)}\u00a0×\u00a0${euros(unitPriceCents)}/kg`
    : `\u00a0\u00a0${quantity(quantityThousandths)}\u00a0×\u00a0${euros(unitPriceCents)}`;

const overrideRows = ({ unitPriceCents, listPriceCents }: PrintedTicketLine): readonly Row[] =>
  unitPriceCents === listPriceCents
    ? []
    : [cells({ ...left(`\u00a0\u00a0Prix modifié, au lieu de ${euros(listPriceCents)}`), hang: 2 })];

const lineDiscountRows = (item: PrintedTicketLine): readonly (readonly [string, number])[] =>
  item.discountCents === 0
    ? []
    : [[`\u00a0\u00a0${discountName(item.discountBasisPoints)}`, -item.discountCents]];

const discountName = (basisPoints: number | null): string =>
  basisPoints === null ? 'Remise' : `Remise ${rate(basisPoints)}`;

/** The ticket's own discount, between what it is taken from and the total. */
function discountRows({ discount, totalTtcCents }: TicketDocument, columns: number): readonly Row[] {
  if (discount === null) return [];
  const name = `${discountName(discount.basisPoints)} sur le ticket`;
  return [
    line('Sous-total', euros(totalTtcCents + discount.amountCents), columns),
    line(name, euros(-discount.amountCents), columns),
  ];
}

/** All that the discounts of this ticket save its customer. */
function savedRows({ lines, discount }: TicketDocument, columns: number): readonly Row[] {
  const ofLines = lines
    .filter(({ quantityThousandths }) => quantityThousandths > 0)
    .reduce((sum, { discountCents }) => sum + discountCents, 0);
  const savedCents = ofLines + (discount?.amountCents ?? 0);
  return savedCents === 0 ? [] : [line('Total des remises', euros(savedCents), columns)];
}

function paymentRows(payment: PrintedPayment, columns: number): readonly Row[] {
  const { tenderedCents, changeCents } = payment;
  if (payment.amountCents < 0)
    return [line(`Rendu – ${payment.label}`, euros(-payment.amountCents), columns, { bold: true })];
  const settled = line(payment.label, euros(payment.amountCents), columns);
  if (tenderedCents === null || changeCents === null || changeCents === 0) return [settled];
  return [
    settled,
    line('\u00a0\u00a0Reçu', euros(tenderedCents), columns),
    line('\u00a0\u00a0Rendu', euros(changeCents), columns, { bold: true }),
  ];
}
