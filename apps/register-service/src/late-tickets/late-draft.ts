import { tenders, vatRates } from '@encaisse/catalogue';
import { type LateTicketAsTold, NO_DISCOUNT, type Outcome, refused } from '@encaisse/contracts';
import { scaleCents, toCents } from '@encaisse/register-domain';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Draft, type DraftLine, type DraftPayment, notTooLarge } from '../tickets/draft.js';
import { asListed, type LineColumns } from '../tickets/line.columns.js';
import { soldLine } from '../tickets/sold-line.js';
import { tenderOf } from './late-examination.js';
import type { KnownTender, LateTicketRow, ToldLine } from './late-ticket.row.js';

/** 999 999 999,99 €: what a price can be. */
const PRICE_CENTS_MAX = 99_999_999_999;
const ONE = 1_000;
/** What stands on a line whose article nobody knows; what was scanned stays with the late ticket. */
const UNKNOWN_ARTICLE = { articleCode: 'UNKNOWN', barcode: '0000' } as const;
const NOTHING_ADDED: Pick<LateTicketAsTold, 'vatRates' | 'tenders'> = { vatRates: [], tenders: [] };

/** The session that admits a late ticket. */
export interface Admitting {
  readonly registerId: string;
  readonly sessionId: string;
  readonly datasetId: number;
}

/**
 * The draft of a late ticket in the session that admits it. Where its own session's data tell a line as the page did, it is that
 * line; otherwise its amount is what the page asked for, and its VAT the article's, by the data of its session or of this one;
 * of an article that neither knows, the one that whoever admits it gives, or that the page told if this session has such a
 * rate. LATE_TICKET_INCOMPLETE says what is still wanted.
 */
export async function lateDraft(
  manager: EntityManager,
  late: LateTicketRow,
  { registerId, sessionId, datasetId }: Admitting,
  added = NOTHING_ADDED,
): Promise<Outcome<Draft>> {
  const ids = new Ids();
  const rates = (await vatRates(manager, datasetId)).map(({ basisPoints }) => basisPoints);
  const lines: DraftLine[] = [];
  const withoutRate: { readonly lineId: string; readonly barcode: string }[] = [];
  for (const [index, told] of late.toldLines.entries()) {
    const known = late.lineItems[index] ?? (await soldNow(manager, datasetId, told));
    const line = asTold(told, known, rateOf(told, known, { rates, added }));
    if (line === undefined) return refused('LATE_TICKET_INADMISSIBLE', { problem: 'AMOUNT_INVALID' });
    if (line === null) withoutRate.push({ lineId: told.lineId, barcode: told.barcode });
    else lines.push({ ...line, lineId: ids.once(told.lineId), position: index + 1 });
  }
  const { payments, withoutTender, tenderCodes } = await offered(manager, late, datasetId, added);
  if (withoutRate.length > 0 || withoutTender.length > 0) {
    return refused('LATE_TICKET_INCOMPLETE', {
      lines: withoutRate,
      vatRates: [...new Set(rates)],
      payments: withoutTender,
      tenderCodes,
    });
  }
  const draft = notTooLarge({
    storeId: late.storeId,
    ticketId: late.ticketId,
    registerId,
    sessionId,
    state: 'DRAFT',
    sellerCode: late.sellerCode,
    startedAt: late.soldAt,
    lines,
    payments,
    ...NO_DISCOUNT,
  });
  return draft.ok ? draft : refused('LATE_TICKET_INADMISSIBLE', { problem: 'AMOUNT_INVALID' });
}

/** Ids as they were told, each once: one that was told twice is somebody else's the second time. */
class Ids {
  readonly #used = new Set<string>();

  once(id: string): string {
    if (this.#used.has(id)) return uuidv7();
    this.#used.add(id);
    return id;
  }
}

/** What the article is today, where its own session did not know it or its data are gone. */
async function soldNow(
  manager: EntityManager,
  datasetId: number,
  { lineId, barcode, quantityThousandths }: ToldLine,
): Promise<LineColumns | null> {
  const line = await soldLine(manager, datasetId, { lineId, barcode, quantityThousandths });
  if (line.ok) return line.value;
  const one = await soldLine(manager, datasetId, { lineId, barcode, quantityThousandths: ONE });
  return one.ok ? one.value : null;
}

function rateOf(
  told: ToldLine,
  known: LineColumns | null,
  { rates, added }: { readonly rates: readonly number[]; readonly added: typeof NOTHING_ADDED },
): number | null {
  if (known !== null) return known.vatBasisPoints;
  const given = added.vatRates.find(({ lineId }) => lineId === told.lineId)?.vatBasisPoints;
  const rate = given ?? told.vatBasisPoints;
  return rate !== undefined && rates.includes(rate) ? rate : null;
}

/** Null without a VAT rate; undefined for what no column can hold. */
function asTold(
  { lineId, barcode, quantityThousandths: asked, ttcCents, label }: ToldLine,
  known: LineColumns | null,
  vatBasisPoints: number | null,
): LineColumns | null | undefined {
  if (vatBasisPoints === null) return null;
  const quantityThousandths = asked ?? known?.quantityThousandths ?? ONE;
  if (known?.ttcCents === ttcCents && known.quantityThousandths === quantityThousandths) return known;
  if (ttcCents * ONE > PRICE_CENTS_MAX * quantityThousandths) return undefined;
  const unitPriceCents = scaleCents(toCents(ttcCents), ONE, quantityThousandths);
  return {
    lineId,
    ...UNKNOWN_ARTICLE,
    ...(/^[0-9]{4,14}$/u.test(barcode) ? { barcode } : {}),
    ...(known === null ? {} : { articleCode: known.articleCode, barcode: known.barcode }),
    label: known?.label ?? label ?? 'Article inconnu',
    // A part of a piece is told: it can only be a weight.
    unit: quantityThousandths % ONE === 0 ? (known?.unit ?? 'PIECE') : 'KILOGRAM',
    quantityThousandths,
    vatBasisPoints,
    ...asListed({ listPriceCents: unitPriceCents, grossCents: ttcCents }),
    grossFrom: 'TOLD',
  };
}

async function offered(
  manager: EntityManager,
  { toldPayments, paymentItems }: LateTicketRow,
  datasetId: number,
  added: typeof NOTHING_ADDED,
) {
  const known = await tenders(manager, datasetId);
  const ids = new Ids();
  const payments: DraftPayment[] = [];
  const withoutTender: { readonly paymentId: string; readonly tenderCode: string }[] = [];
  for (const [index, told] of toldPayments.entries()) {
    const { paymentId, tenderCode: toldCode, tenderedCents } = told;
    const ofCode: KnownTender | null = paymentItems[index] ?? tenderOf(known, toldCode);
    const given = added.tenders.find((one) => one.paymentId === paymentId)?.tenderCode;
    const tenderCode = ofCode === null ? (given ?? toldCode) : toldCode;
    const tender = ofCode ?? tenderOf(known, tenderCode);
    if (tender === null) withoutTender.push({ paymentId, tenderCode });
    else {
      const { kind, label } = tender;
      const position = index + 1;
      const amounts = { tenderedCents, amountCents: 0, changeCents: 0 };
      payments.push({ paymentId: ids.once(paymentId), tenderCode, kind, label, position, ...amounts });
    }
  }
  return { payments, withoutTender, tenderCodes: known.map(({ tenderCode }) => tenderCode) };
}
