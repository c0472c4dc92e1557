import { isHeld, type Register, toCents } from '@encaisse/register-domain';
import { registerFacts } from './register.facts.js';
import type { RegisterRow } from './register.row.js';

/** The columns that follow from a register; `lastHash` is the outbox's, its duplicates are the printing's. */
export type RegisterColumns = Omit<RegisterRow, 'lastHash' | 'createdAt' | 'duplicates' | 'duplicatesPast'>;

/** The till that imports the register, has its data or holds it. */
const tillOf = (register: Register): string | null => {
  if (isHeld(register)) return register.hold.tillId;
  return register.state === 'IMPORTING' || register.state === 'READY' ? register.tillId : null;
};

export function toColumns(register: Register): RegisterColumns {
  const {
    id,
    storeId,
    name,
    number,
    incarnation,
    version,
    counters,
    clockFloor,
    lastCountedCashCents,
    state,
    ...facts
  } = register;
  return {
    registerId: id,
    storeId,
    number,
    name,
    incarnation,
    state,
    version,
    tillId: tillOf(register),
    holdTillId: isHeld(register) ? register.hold.tillId : null,
    epoch: counters.epoch,
    sessionNumber: counters.sessionNumber,
    ticketNumber: counters.ticketNumber,
    zNumber: counters.zNumber,
    clockFloor: clockFloor === null ? null : new Date(clockFloor),
    lastCountedCashCents,
    facts,
  };
}

/** @throws ZodError when the stored facts are not those of the stored state. */
export function toRegister(row: RegisterRow): Register {
  const facts = registerFacts.parse({ ...row.facts, state: row.state });
  return {
    ...facts,
    id: row.registerId,
    storeId: row.storeId,
    name: row.name,
    number: row.number,
    incarnation: row.incarnation,
    version: row.version,
    counters: {
      epoch: row.epoch,
      sessionNumber: row.sessionNumber,
      ticketNumber: row.ticketNumber,
      zNumber: row.zNumber,
    },
    clockFloor: row.clockFloor?.toISOString() ?? null,
    lastCountedCashCents: row.lastCountedCashCents === null ? null : toCents(row.lastCountedCashCents),
  };
}
