import { done, type Outcome, refused } from '@encaisse/contracts';
import { refundOf } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Draft } from './draft.js';
import type { LineColumns } from './line.columns.js';
import { soldLineOf } from './refund-lines.js';
import { givenBackOf, RefundedLineRepository, type SoldLineKey } from './refunded-line.repository.js';
import type { RefundedLineRow } from './refunded-line.row.js';
import { type TicketLineRow, TicketLines } from './ticket.row.js';

/** A line that gives back, with the names of the sold one. */
type BackLine = LineColumns & {
  readonly storeId: string;
  readonly originTicketId: string;
  readonly originLineId: string;
};

/** Locks what the tickets of a batch give back of, so that what is checked then is still so when they are written. */
@Injectable()
export class RefundSettlement {
  constructor(private readonly refunded: RefundedLineRepository) {}

  /**
   * For the whole batch at once, under the locks of its registers and before any number is given: one lock order for all
   * of it, and one ledger, so that a line which two of its tickets give back is given once. Sales lock and read nothing.
   */
  async open(manager: EntityManager, drafts: Iterable<Draft>): Promise<OpenRefunds> {
    const back = [...drafts].flatMap(backLinesOf);
    if (back.length === 0) return new OpenRefunds([], []);
    const byStore = Map.groupBy(back, ({ storeId }) => storeId);
    const sold = await manager.findBy(
      TicketLines,
      [...byStore].map(([storeId, lines]) => ({
        storeId,
        ticketId: In([...new Set(lines.map(({ originTicketId }) => originTicketId))]),
      })),
    );
    const wanted = new Set(back.map(originKeyOf));
    const keys = sold.filter((line) => wanted.has(keyOf(line)));
    return new OpenRefunds(sold, await this.refunded.lock(manager, keys));
  }
}

/** The sold lines of a batch and how far each is given back, ticket after ticket. */
export class OpenRefunds {
  readonly #sold: ReadonlyMap<string, TicketLineRow>;
  readonly #given: Map<string, RefundedLineRow>;

  constructor(sold: readonly TicketLineRow[], given: readonly RefundedLineRow[]) {
    this.#sold = new Map(sold.map((line) => [keyOf(line), line]));
    this.#given = new Map(given.map((row) => [keyOf(row), row]));
  }

  /**
   * How far the lines that a draft gives back will be given back with it. REFUND_EXCEEDS_SALE when another register was faster;
   * REFUND_CHANGED when enough is left, but other cents than the draft says are its share now.
   */
  check(draft: Draft): Outcome<readonly RefundedLineRow[]> {
    const moved: RefundedLineRow[] = [];
    for (const line of backLinesOf(draft)) {
      const key = originKeyOf(line);
      const [sold, row] = [this.#sold.get(key), this.#given.get(key)];
      if (!sold || !row) throw new Error(`line ${key} was given back and never sold`);
      const back = refundOf(soldLineOf(sold), givenBackOf(row), -line.quantityThousandths);
      if (!back.ok) return refused(back.refusal.code, back.refusal.facts);
      const { grossCents, discountCents, ticketDiscountCents, ttcCents, after } = back.line;
      const isAsWritten =
        grossCents === line.grossCents &&
        discountCents === line.discountCents &&
        ticketDiscountCents === line.ticketDiscountCents &&
        ttcCents === line.ttcCents;
      if (!isAsWritten) return refused('REFUND_CHANGED', { lineId: line.lineId, ttcCents });
      moved.push({ ...row, ...after });
    }
    return done(moved);
  }

  /** The draft of these is finalised: the next one starts from there. */
  book(moved: readonly RefundedLineRow[]): void {
    for (const row of moved) this.#given.set(keyOf(row), row);
  }
}

const backLinesOf = ({ storeId, lines }: Draft): readonly BackLine[] =>
  lines.flatMap((line) =>
    line.originTicketId === null || line.originLineId === null
      ? []
      : [{ ...line, storeId, originTicketId: line.originTicketId, originLineId: line.originLineId }],
  );

const originKeyOf = ({ storeId, originTicketId, originLineId }: BackLine): string =>
  keyOf({ storeId, ticketId: originTicketId, lineId: originLineId });

const keyOf = ({ storeId, ticketId, lineId }: SoldLineKey): string => `${storeId}/${ticketId}/${lineId}`;
