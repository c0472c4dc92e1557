import { EntitySchema } from 'typeorm';
import { cents, id, integer, primary } from '../kernel/columns.js';

/**
 * How far a sold line has been given back, by all the registers of its store together. It moves, and stands apart from the
 * records of the sale, which never change.
 */
export interface RefundedLineRow {
  storeId: string;
  /** The ticket that sold it. */
  ticketId: string;
  lineId: string;
  quantityThousandths: number;
  ttcCents: number;
}
export const RefundedLines = new EntitySchema<RefundedLineRow>({
  name: 'RefundedLine',
  tableName: 'register_refunded_lines',
  columns: {
    storeId: primary(id('store_id')),
    ticketId: primary(id('ticket_id')),
    lineId: primary(id('line_id')),
    quantityThousandths: integer('quantity_thousandths'),
    ttcCents: cents('ttc_cents'),
  },
});
