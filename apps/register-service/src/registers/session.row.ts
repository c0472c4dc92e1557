import { EntitySchema } from 'typeorm';
import { cents, code, hash, id, instant, integer, nullable, primary } from '../kernel/columns.js';

/** How a session was opened. Insert-only: what comes later stands in the tables below. */
export interface SessionRow {
  sessionId: string;
  storeId: string;
  registerId: string;
  incarnation: string;
  epoch: number;
  number: number;
  businessDate: string;
  tillId: string;
  datasetId: number;
  datasetVersion: number;
  openedAt: Date;
  openedBy: string;
  openingFloatCents: number;
  /** What the register's last closing counted; null at its first session. */
  previousCountCents: number | null;
}
export const Sessions = new EntitySchema<SessionRow>({
  name: 'Session',
  tableName: 'register_sessions',
  columns: {
    sessionId: primary(id('session_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    incarnation: id('incarnation'),
    epoch: integer('epoch'),
    number: integer('number'),
    businessDate: code('business_date', 10),
    tillId: id('till_id'),
    datasetId: integer('dataset_id'),
    datasetVersion: { name: 'dataset_version', type: 'bigint', unsigned: true },
    openedAt: instant('opened_at'),
    openedBy: code('opened_by'),
    openingFloatCents: cents('opening_float_cents'),
    previousCountCents: nullable(cents('previous_count_cents')),
  },
  indices: [
    {
      name: 'register_sessions_key',
      columns: ['registerId', 'incarnation', 'epoch', 'number'],
      unique: true,
    },
    { name: 'register_sessions_store', columns: ['storeId', 'businessDate'] },
  ],
});

/** The one open session of a register, while there is one: its primary key keeps a second from being. */
export interface OpenSessionRow {
  registerId: string;
  sessionId: string;
  storeId: string;
}
export const OpenSessions = new EntitySchema<OpenSessionRow>({
  name: 'OpenSession',
  tableName: 'register_open_sessions',
  columns: {
    registerId: primary(id('register_id')),
    sessionId: id('session_id'),
    storeId: id('store_id'),
  },
  indices: [{ name: 'register_open_sessions_session', columns: ['sessionId'], unique: true }],
});

/** What a closing made of a session, in short; the whole is in its Z. Insert-only. */
export interface SessionSealRow {
  sessionId: string;
  storeId: string;
  registerId: string;
  closingId: string;
  zNumber: number;
  closedAt: Date;
  closedBy: string;
  ticketCount: number;
  ttcCents: number;
  expectedCashCents: number;
  countedCashCents: number;
}
export const SessionSeals = new EntitySchema<SessionSealRow>({
  name: 'SessionSeal',
  tableName: 'register_session_seals',
  columns: {
    sessionId: primary(id('session_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    closingId: id('closing_id'),
    zNumber: integer('z_number'),
    closedAt: instant('closed_at'),
    closedBy: code('closed_by'),
    ticketCount: integer('ticket_count'),
    ttcCents: cents('ttc_cents'),
    expectedCashCents: cents('expected_cash_cents'),
    countedCashCents: cents('counted_cash_cents'),
  },
  indices: [
    { name: 'register_session_seals_z', columns: ['registerId', 'zNumber'], unique: true },
    { name: 'register_session_seals_closing', columns: ['closingId'], unique: true },
    { name: 'register_session_seals_time', columns: ['registerId', 'closedAt'] },
  ],
});

/** What head office has said of a sealed session for good. Insert-only. */
export interface SessionMarkRow {
  sessionId: string;
  kind: 'ACKNOWLEDGED' | 'ACCEPTED_APART';
  storeId: string;
  registerId: string;
  at: Date;
  exportId: string | null;
  acknowledgementId: string | null;
  sha256: string | null;
}
export const SessionMarks = new EntitySchema<SessionMarkRow>({
  name: 'SessionMark',
  tableName: 'register_session_marks',
  columns: {
    sessionId: primary(id('session_id')),
    kind: primary(code('kind')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    at: instant('at'),
    exportId: nullable(id('export_id')),
    acknowledgementId: nullable(id('acknowledgement_id')),
    sha256: nullable(hash('sha256')),
  },
  indices: [{ name: 'register_session_marks_register', columns: ['registerId'] }],
});
