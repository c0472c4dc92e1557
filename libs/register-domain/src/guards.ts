import { refusal } from './decision.js';
import type { RegisterRefusal } from './refusals.js';
import type { Register, RegisterIn } from './register.js';
import { isHeld, refOf, type TillSituation } from './till.js';
import {
  type CellRefusal,
  type RegisterCommandType,
  refusalInTable,
  type StatesAnswering,
} from './transitions.js';

/** As much of a command as the guards look at: a button on a till's screen knows no more. */
export type Asked = Readonly<{ type: RegisterCommandType; till?: TillSituation; epoch?: number }>;

/** For the docs page: what stands between a command and its rule, in this order. */
export const GUARD_ORDER = [
  'A client-made id whose effect is already there gets the same answer again, without events.',
  'The till’s hold: HOLD_MOVED when the command carries another epoch than the hold’s, HELD_BY_ANOTHER_TILL when another till holds the register.',
  'The till: TILL_HOLDS_ANOTHER_REGISTER for an import, an opening or a transfer to it; JOB_RUNNING for an opening or a transfer while it imports any register.',
  'The matrix.',
  'What the matrix leaves to the facts of the state: READY on another till answers IMPORT_REQUIRED; a resend with nothing sent before answers NOTHING_TO_EXPORT.',
  'The payload, by the command’s rule.',
] as const;

/** The first guard that stands against `asked`, in the order of `GUARD_ORDER`; undefined when its rule may decide. */
export const barred = (register: Register, asked: Asked): RegisterRefusal | undefined =>
  byHold(register, asked) ?? byTill(register, asked) ?? byTable(register, asked) ?? byFacts(register, asked);

function byHold(register: Register, { type, till, epoch }: Asked): RegisterRefusal | undefined {
  // A transfer is asked for the till that does not hold the register yet.
  if (!isHeld(register) || till === undefined || type === 'transferHold') return undefined;
  const { hold } = register;
  if (epoch !== undefined && epoch !== hold.epoch) {
    return refusal('HOLD_MOVED', { tillId: hold.tillId, epoch: hold.epoch });
  }
  if (till.tillId !== hold.tillId) return refusal('HELD_BY_ANOTHER_TILL', { tillId: hold.tillId });
  return undefined;
}

function byTill(register: Register, { type, till }: Asked): RegisterRefusal | undefined {
  if (till === undefined || (type !== 'import' && type !== 'open' && type !== 'transferHold'))
    return undefined;
  if (till.holds !== null && till.holds.register.id !== register.id) {
    return refusal('TILL_HOLDS_ANOTHER_REGISTER', till.holds);
  }
  const other = till.importing.find(({ id }) => id !== register.id);
  if (other === undefined || type === 'import') return undefined;
  return refusal('JOB_RUNNING', { kind: 'IMPORT', jobId: null, register: other });
}

type CellFacts<R extends CellRefusal> = (register: RegisterIn<StatesAnswering<R>>) => RegisterRefusal;

/** The facts of each cell's refusal; each sees only registers in the states where the table gives it. */
const CELL_FACTS: { readonly [R in CellRefusal]: CellFacts<R> } = {
  IMPORT_REQUIRED: () => refusal('IMPORT_REQUIRED', { readyOnTillId: null }),
  JOB_RUNNING: (register) =>
    refusal('JOB_RUNNING', {
      kind: register.state === 'IMPORTING' ? 'IMPORT' : 'EXPORT',
      jobId: register.state === 'IMPORTING' ? register.jobId : register.exportId,
      register: refOf(register),
    }),
  IMPORT_NOT_RUNNING: ({ state }) => refusal('IMPORT_NOT_RUNNING', { state, runningJobId: null }),
  REGISTER_NOT_OPEN: ({ state }) => refusal('REGISTER_NOT_OPEN', { state }),
  REGISTER_OPEN: ({ hold, session }) =>
    refusal('REGISTER_OPEN', {
      tillId: hold.tillId,
      sessionId: session.sessionId,
      openedAt: session.openedAt,
    }),
  ALREADY_OPEN: ({ hold, session: { sessionId, openedAt, openedBy } }) =>
    refusal('ALREADY_OPEN', { tillId: hold.tillId, sessionId, openedAt, openedBy }),
  CLOSING_IN_PROGRESS: ({ hold, closingId, closingSince }) =>
    refusal('CLOSING_IN_PROGRESS', { tillId: hold.tillId, closingId, closingSince }),
  CLOSE_NOT_STARTED: ({ state }) => refusal('CLOSE_NOT_STARTED', { state }),
  RECOUNT_TOO_LATE: () => refusal('RECOUNT_TOO_LATE', { sessionId: null }),
  EXPORT_REQUIRED: ({ hold }) =>
    refusal('EXPORT_REQUIRED', { tillId: hold.tillId, sessions: hold.sessions.length }),
  NOTHING_TO_EXPORT: () => refusal('NOTHING_TO_EXPORT', {}),
  EXPORT_NOT_RUNNING: ({ state }) => refusal('EXPORT_NOT_RUNNING', { state, runningExportId: null }),
  NO_REFUSED_EXPORT: () => refusal('NO_REFUSED_EXPORT', {}),
  REGISTER_NOT_HELD: ({ state }) => refusal('REGISTER_NOT_HELD', { state }),
  REGISTER_IN_SERVICE: ({ state }) => refusal('REGISTER_IN_SERVICE', { state }),
  REGISTER_OUT_OF_SERVICE: ({ since, retired }) => refusal('REGISTER_OUT_OF_SERVICE', { since, retired }),
};

function byTable(register: Register, { type }: Asked): RegisterRefusal | undefined {
  const code = refusalInTable(type, register.state);
  if (code === undefined) return undefined;
  // The code was just read in this register's column, which TypeScript cannot follow across the two unions.
  return (CELL_FACTS[code] as (register: Register) => RegisterRefusal)(register);
}

function byFacts(register: Register, { type, till, epoch }: Asked): RegisterRefusal | undefined {
  if (type === 'open' && register.state === 'READY') {
    // It meant to open one more session of a hold that has been released since.
    if (epoch !== undefined) {
      return refusal('HOLD_MOVED', { tillId: null, epoch: register.counters.epoch });
    }
    if (till?.tillId !== register.tillId) {
      return refusal('IMPORT_REQUIRED', { readyOnTillId: register.tillId });
    }
  }
  if (type === 'resend' && register.state === 'AWAITING_IMPORT' && register.lastExport === null) {
    return refusal('NOTHING_TO_EXPORT', {});
  }
  return undefined;
}
