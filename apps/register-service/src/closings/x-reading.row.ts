import { EntitySchema } from 'typeorm';
import { code, id, instant, integer, primary } from '../kernel/columns.js';

/** The running totals of a session as somebody read them. Insert-only. */
export interface XReadingRow {
  storeId: string;
  readingId: string;
  registerId: string;
  sessionId: string;
  /** 1, 2… within the session. */
  number: number;
  readAt: Date;
  readBy: string;
  /** Canonical JSON of an `XRecord`. */
  content: string;
}
export const XReadings = new EntitySchema<XReadingRow>({
  name: 'XReading',
  tableName: 'register_x_readings',
  columns: {
    storeId: primary(id('store_id')),
    readingId: primary(id('reading_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    number: integer('number'),
    readAt: instant('read_at'),
    readBy: code('read_by'),
    content: { name: 'content', type: 'longtext' },
  },
  indices: [
    { name: 'register_x_readings_session', columns: ['storeId', 'sessionId', 'number'], unique: true },
  ],
});
