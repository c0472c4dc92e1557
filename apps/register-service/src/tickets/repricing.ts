import { done, type Outcome, refused } from '@encaisse/contracts';
import { type Discount, type Discountable, discountLines, toCents } from '@encaisse/register-domain';
import type { Draft } from './draft.js';
import type { DiscountColumns, LineColumns } from './line.columns.js';

export const isReturn = ({ originTicketId }: LineColumns): boolean => originTicketId !== null;

/** What the ticket's discount takes off all that it sells. */
export const discountOfTicket = ({ lines }: Pick<Draft, 'lines'>): number =>
  lines.filter((line) => !isReturn(line)).reduce((sum, line) => sum + line.ticketDiscountCents, 0);

/**
 * The draft with its discount shared anew over what it sells now. A discount that was lent does not grow with the ticket:
 * it was lent for what it took off. Lines that stay as they are stay the same objects.
 */
export function repriced(before: Draft, after: Draft): Outcome<Draft> {
  const shared = discountLines(after.lines.map(discountable), askedOf(after));
  if (!shared.ok) return refused(shared.refusal.code, shared.refusal.facts);
  const lines = after.lines.map((line, index) => {
    const { ticketDiscountCents = 0, ttcCents = 0 } = shared.value[index] ?? {};
    const isSame = line.ticketDiscountCents === ticketDiscountCents && line.ttcCents === ttcCents;
    return isSame ? line : { ...line, ticketDiscountCents, ttcCents };
  });
  const draft = { ...after, lines };
  if (isSameLentDiscount(before, after)) {
    const beyond = lentForLess(discountOfTicket(before), discountOfTicket(draft));
    if (beyond) return beyond;
  }
  return done(draft);
}

const discountable = (line: LineColumns): Discountable => ({
  grossCents: toCents(line.grossCents),
  discountCents: toCents(line.discountCents),
  ticketDiscountCents: toCents(line.ticketDiscountCents),
  isReturn: isReturn(line),
});

function askedOf({ discountBasisPoints, discountCents }: DiscountColumns): Discount | null {
  if (discountBasisPoints !== null) return { basisPoints: discountBasisPoints };
  return discountCents === null ? null : { amountCents: toCents(discountCents) };
}

const isSameLentDiscount = (before: DiscountColumns, after: DiscountColumns): boolean =>
  before.discountAuthorisedBy !== null &&
  before.discountAuthorisedBy === after.discountAuthorisedBy &&
  before.discountBasisPoints === after.discountBasisPoints &&
  before.discountCents === after.discountCents;

/** What was lent for an amount does not serve for more. */
export const lentForLess = (lentCents: number, wantedCents: number) =>
  wantedCents > lentCents ? refused('LENT_FOR_LESS', { lentCents, wantedCents }) : undefined;
