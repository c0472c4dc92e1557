import { done, type Outcome, refused } from '@encaisse/contracts';
import {
  type GivenBack,
  NOTHING_GIVEN_BACK,
  refundOf,
  type SoldLine,
  toCents,
} from '@encaisse/register-domain';
import {
  type Draft,
  type DraftLine,
  fixedByPayments,
  LINES_MAX,
  TICKET_CENTS_MAX,
  totalsOf,
} from './draft.js';
import type { LineColumns } from './line.columns.js';
import { isReturn } from './repricing.js';
import type { TicketRecord } from './ticket.mapper.js';
import type { TicketLineRow } from './ticket.row.js';

const PIECE_THOUSANDTHS = 1_000;

/** What is to be given back of one line that was sold. */
export interface WantedBack {
  readonly lineId: string;
  readonly originLineId: string;
  readonly quantityThousandths: number;
}
/** The ticket of which something is given back, and how far each of its lines has been already. */
export interface Origin {
  readonly record: TicketRecord;
  readonly given: ReadonlyMap<string, GivenBack>;
}

export const soldLineOf = (line: LineColumns): SoldLine => ({
  lineId: line.lineId,
  quantityThousandths: line.quantityThousandths,
  grossCents: toCents(line.grossCents),
  discountCents: toCents(line.discountCents),
  ticketDiscountCents: toCents(line.ticketDiscountCents),
  ttcCents: toCents(line.ttcCents),
});

/** What is left of a ticket, but for the lines that the draft gives back already. `newId` names each new line. */
export function allThatIsLeft(
  draft: Draft,
  { record, given }: Origin,
  newId: () => string,
): readonly WantedBack[] {
  return record.lines
    .filter((line) => !isReturn(line) && !isGivenBackOn(draft.lines, line))
    .map((line) => ({
      lineId: newId(),
      originLineId: line.lineId,
      quantityThousandths: line.quantityThousandths - (given.get(line.lineId)?.quantityThousandths ?? 0),
    }))
    .filter(({ quantityThousandths }) => quantityThousandths > 0);
}

/**
 * The draft with lines that give back what is wanted, at the price and the VAT rate of then; the same lines again change
 * nothing. Refuses with LINE_UNKNOWN, LINE_NOT_REFUNDABLE, LINE_REFUNDED_TWICE, QUANTITY_INVALID, REFUND_EXCEEDS_SALE,
 * ID_REUSED, TICKET_HAS_PAYMENTS, TICKET_TOO_LONG or AMOUNT_INVALID.
 */
export function withRefund(draft: Draft, origin: Origin, wanted: readonly WantedBack[]): Outcome<Draft> {
  let lines: readonly DraftLine[] = draft.lines;
  for (const want of wanted) {
    const line = backLine(lines, origin, want);
    if (!line.ok) return line;
    if (line.value === null) continue;
    lines = [...lines, { ...line.value, position: (lines.at(-1)?.position ?? 0) + 1 }];
  }
  if (lines === draft.lines) return done(draft);
  const fixed = fixedByPayments(draft);
  if (fixed) return fixed;
  if (lines.length > LINES_MAX) return refused('TICKET_TOO_LONG', { linesMax: LINES_MAX });
  const { ttcCents } = totalsOf({ lines });
  if (-ttcCents > TICKET_CENTS_MAX)
    return refused('AMOUNT_INVALID', { field: 'ttcCents', amountCents: ttcCents });
  return done({ ...draft, lines });
}

/** Null for a line that is there already. */
function backLine(
  lines: readonly DraftLine[],
  { record, given }: Origin,
  { lineId, originLineId, quantityThousandths }: WantedBack,
): Outcome<LineColumns | null> {
  const known = lines.find((line) => line.lineId === lineId);
  if (known) {
    const isSame = known.originLineId === originLineId && known.quantityThousandths === -quantityThousandths;
    return isSame ? done(null) : refused('ID_REUSED', { lineId });
  }
  const sold = record.lines.find((line) => line.lineId === originLineId);
  if (sold === undefined) return refused('LINE_UNKNOWN', { lineId: originLineId });
  if (isReturn(sold)) return refused('LINE_NOT_REFUNDABLE', { lineId: originLineId });
  if (isGivenBackOn(lines, sold)) return refused('LINE_REFUNDED_TWICE', { originLineId });
  if (sold.unit === 'PIECE' && quantityThousandths % PIECE_THOUSANDTHS !== 0)
    return refused('QUANTITY_INVALID', { unit: sold.unit, quantityThousandths });
  const back = refundOf(soldLineOf(sold), given.get(originLineId) ?? NOTHING_GIVEN_BACK, quantityThousandths);
  if (!back.ok) return refused(back.refusal.code, back.refusal.facts);
  const { after: _after, ...amounts } = back.line;
  return done({ ...copied(sold), ...amounts, lineId, originTicketId: record.ticket.ticketId, originLineId });
}

/** What a line given back says as the sold one did. Its amounts are shares of the sale's, not price × quantity. */
const copied = (sold: LineColumns) => ({
  barcode: sold.barcode,
  articleCode: sold.articleCode,
  label: sold.label,
  unit: sold.unit,
  unitPriceCents: sold.unitPriceCents,
  listPriceCents: sold.listPriceCents,
  priceReason: sold.priceReason,
  priceAuthorisedBy: null,
  grossFrom: 'SALE' as const,
  discountBasisPoints: sold.discountBasisPoints,
  discountAuthorisedBy: null,
  vatBasisPoints: sold.vatBasisPoints,
  refundAuthorisedBy: null,
});

const isGivenBackOn = (lines: readonly LineColumns[], { ticketId, lineId }: TicketLineRow): boolean =>
  lines.some(({ originTicketId, originLineId }) => originTicketId === ticketId && originLineId === lineId);
