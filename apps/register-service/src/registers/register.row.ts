import type { RegisterState } from '@encaisse/register-domain';
import { EntitySchema } from 'typeorm';
import {
  cents,
  code,
  hash,
  id,
  instant,
  integer,
  json,
  nullable,
  primary,
  words,
} from '../kernel/columns.js';

/** A register as it stands. Only `register.mapper.ts` reads `facts`. */
export interface RegisterRow {
  registerId: string;
  storeId: string;
  number: number;
  name: string;
  incarnation: string;
  state: RegisterState;
  /** The number of its events: the `seq` of the last row in the outbox. */
  version: number;
  /** The till that imports it, has its data or holds it. */
  tillId: string | null;
  /** The till that holds it; unique, so that no till ever holds two. */
  holdTillId: string | null;
  epoch: number;
  sessionNumber: number;
  ticketNumber: number;
  zNumber: number;
  /** How many DUPLICATA were asked for of its records: no number of any is above it. */
  duplicates: number;
  /** The copies asked for in this life of the database are numbered past it. */
  duplicatesPast: number;
  clockFloor: Date | null;
  lastCountedCashCents: number | null;
  /** What the domain knows of a register in this state. */
  facts: object;
  /** Hash of the last row in the outbox; zeros before the first. */
  lastHash: string;
  createdAt: Date;
}
export const Registers = new EntitySchema<RegisterRow>({
  name: 'Register',
  tableName: 'register_registers',
  columns: {
    registerId: primary(id('register_id')),
    storeId: id('store_id'),
    number: { name: 'number', type: 'smallint', unsigned: true },
    name: words('name', 40),
    incarnation: id('incarnation'),
    state: code('state'),
    version: integer('version'),
    tillId: nullable(id('till_id')),
    holdTillId: nullable(id('hold_till_id')),
    epoch: integer('epoch'),
    sessionNumber: integer('session_number'),
    ticketNumber: integer('ticket_number'),
    zNumber: integer('z_number'),
    duplicates: integer('duplicates'),
    duplicatesPast: integer('duplicates_past'),
    clockFloor: nullable(instant('clock_floor')),
    lastCountedCashCents: nullable(cents('last_counted_cash_cents')),
    facts: json('facts'),
    lastHash: hash('last_hash'),
    createdAt: instant('created_at'),
  },
  indices: [
    { name: 'register_registers_number', columns: ['storeId', 'number'], unique: true },
    { name: 'register_registers_hold', columns: ['holdTillId'], unique: true },
    { name: 'register_registers_till', columns: ['tillId'] },
    { name: 'register_registers_state', columns: ['state'] },
  ],
});
