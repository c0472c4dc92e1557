import { strict as assert } from 'node:assert';
import {
  type CommandOf,
  decide,
  evolveAll,
  newRegister,
  type Register,
  type RegisterCommand,
  type RegisterCommandType,
  type RegisterEvent,
  type RegisterIn,
  type RegisterState,
  type TillSituation,
  toCents,
} from '../src/index.js';

/** A register, commands that it hears, and a register in each state, reached by commands. */

export const AT = '2026-03-02T08:30:00.000Z';
export const TILL = 'till-1';
export const OTHER_TILL = 'till-2';

export const aNewRegister = () =>
  newRegister({ id: 'register-1', storeId: 'store-1', name: 'CAISSE 01', number: 1, incarnation: 'life-1' });

/** A till that neither holds nor imports anything. */
export const idleTill = (tillId: string = TILL): TillSituation => ({ tillId, holds: null, importing: [] });

const SESSION_1 = { incarnation: 'life-1', epoch: 1, number: 1 };
const twoPeople = { by: 'MARIE', approvedBy: 'PAUL', reason: 'poste en panne' };
const closing = {
  by: 'MARIE',
  till: idleTill(),
  closingId: 'closing-1',
  ticketsInProgress: [],
  pendingPages: [],
  forcePending: false,
  mayForceClose: false,
  reason: null,
};

/** One command of each type, such as the happy path asks them. */
const SAMPLES: { readonly [C in RegisterCommandType]: CommandOf<C> } = {
  import: { type: 'import', at: AT, by: 'MARIE', till: idleTill(), jobId: 'import-1' },
  cancelImport: { type: 'cancelImport', at: AT, by: 'MARIE', jobId: 'import-1', formerTillHolds: null },
  importSucceeded: {
    type: 'importSucceeded',
    at: AT,
    jobId: 'import-1',
    dataset: { datasetId: 7, version: 42 },
  },
  importFailed: {
    type: 'importFailed',
    at: AT,
    jobId: 'import-1',
    reason: 'TOO_MANY_BAD_ROWS',
    formerTillHolds: null,
  },
  open: {
    type: 'open',
    at: AT,
    by: 'MARIE',
    till: idleTill(),
    sessionId: 'session-1',
    businessDate: '2026-03-02',
    openingFloatCents: toCents(150_00),
  },
  connect: { type: 'connect', at: AT, by: 'LUC', till: idleTill(), connectionId: 'connection-1' },
  disconnect: { type: 'disconnect', at: AT, by: 'LUC', connectionId: 'connection-1' },
  sell: {
    type: 'sell',
    at: AT,
    by: 'LUC',
    till: idleTill(),
    epoch: 1,
    sessionId: 'session-1',
    tickets: [
      {
        ticketId: 'ticket-1',
        kind: 'SALE',
        ttcCents: toCents(12_50),
        cashTakenCents: toCents(20_00),
        changeGivenCents: toCents(7_50),
        cashRefundedCents: toCents(0),
      },
    ],
  },
  keepLateTicket: {
    type: 'keepLateTicket',
    at: AT,
    by: 'LUC',
    tillId: 'till-1',
    sessionId: 'session-0',
    ticketId: 'ticket-late',
    soldAt: '2026-03-01T17:59:00.000Z',
    ttcCents: toCents(12_50),
    sha256: 'a'.repeat(64),
    doubts: [],
  },
  dismissLateTicket: {
    type: 'dismissLateTicket',
    at: AT,
    by: 'MARIE',
    till: idleTill(),
    epoch: 1,
    sessionId: 'session-1',
    ticketId: 'ticket-late',
    late: {
      sessionId: 'session-0',
      soldAt: '2026-03-01T17:59:00.000Z',
      soldBy: 'LUC',
      doubts: ['ARTICLE'],
    },
    ttcCents: toCents(12_50),
    sha256: 'a'.repeat(64),
    reason: 'vente retapée',
  },
  moveCash: {
    type: 'moveCash',
    at: AT,
    by: 'LUC',
    till: idleTill(),
    epoch: 1,
    sessionId: 'session-1',
    movementId: 'movement-1',
    kind: 'OUT',
    amountCents: toCents(30_00),
    reason: 'EXPENSE',
    note: 'timbres',
    authorisedBy: null,
  },
  openDrawer: {
    type: 'openDrawer',
    at: AT,
    by: 'LUC',
    till: idleTill(),
    epoch: 1,
    sessionId: 'session-1',
    openingId: 'opening-1',
    reason: 'CHANGE',
    note: null,
    authorisedBy: null,
  },
  readX: {
    type: 'readX',
    at: AT,
    by: 'MARIE',
    till: idleTill(),
    epoch: 1,
    sessionId: 'session-1',
    readingId: 'reading-1',
  },
  startClosing: { type: 'startClosing', at: AT, ...closing },
  submitCount: {
    type: 'submitCount',
    at: AT,
    ...closing,
    countedCashCents: toCents(150_00),
    connections: [],
    forceUsers: false,
    acceptDifference: false,
    mayAcceptDifference: false,
    toleranceCents: toCents(0),
  },
  cancelClosing: { type: 'cancelClosing', at: AT, by: 'MARIE', till: idleTill(), closingId: 'closing-1' },
  recount: {
    type: 'recount',
    at: AT,
    by: 'MARIE',
    till: idleTill(),
    recountId: 'recount-1',
    sessionId: 'session-1',
    countedCashCents: toCents(149_00),
    reason: 'billets collés',
    authorisedBy: null,
  },
  export: { type: 'export', at: AT, by: 'MARIE', till: idleTill(), exportId: 'export-1' },
  resend: { type: 'resend', at: AT, by: 'MARIE', till: idleTill(), exportId: 'export-2' },
  exportAcknowledged: {
    type: 'exportAcknowledged',
    at: AT,
    exportId: 'export-1',
    session: SESSION_1,
    headOffice: { ticketCount: 0, ttcCents: toCents(0) },
  },
  exportRefused: {
    type: 'exportRefused',
    at: AT,
    exportId: 'export-1',
    session: SESSION_1,
    reason: 'TOTALS_DIFFER',
    differences: [{ field: 'ttcCents', ours: '0', headOffice: '1' }],
  },
  exportUnanswered: { type: 'exportUnanswered', at: AT, exportId: 'export-1' },
  acceptApart: { type: 'acceptApart', at: AT, ...twoPeople, session: SESSION_1 },
  transferHold: { type: 'transferHold', at: AT, ...twoPeople, till: idleTill(OTHER_TILL) },
  forceRelease: { type: 'forceRelease', at: AT, ...twoPeople },
  exportLate: {
    type: 'exportLate',
    at: AT,
    ...twoPeople,
    exportId: 'export-1',
    seal: { by: 'MARIE', closingId: 'closing-1', countedCashCents: toCents(150_00) },
  },
  match: {
    type: 'match',
    at: AT,
    ...twoPeople,
    lateCounters: { epoch: 1, sessionNumber: 1, ticketNumber: 40, zNumber: 3 },
  },
  writeOff: { type: 'writeOff', at: AT, ...twoPeople },
  correctClock: { type: 'correctClock', at: AT, ...twoPeople },
};

/** A command as the happy path asks it, but for `changes`. */
export const a = <C extends RegisterCommandType>(
  type: C,
  changes: Partial<CommandOf<C>> = {},
): CommandOf<C> => ({
  ...SAMPLES[type],
  ...changes,
});

/** What `commands` make of `register`, each of them accepted. */
export function after(register: Register, ...commands: readonly RegisterCommand[]): Register {
  return commands.reduce((before, command) => {
    const decision = decide(before, command);
    assert(decision.ok, `${command.type} was refused: ${JSON.stringify(decision)}`);
    return evolveAll(before, decision.events);
  }, register);
}

/** `register` as a register in `state`; fails the test when it is in another. */
export function as<S extends RegisterState>(state: S, register: Register): RegisterIn<S> {
  assert.equal(register.state, state);
  return register as RegisterIn<S>;
}

const ready = () => after(aNewRegister(), a('import'), a('importSucceeded'));
const opened = () => after(ready(), a('open'));
const closed = () => after(opened(), a('startClosing'), a('submitCount'));

/** A register in each state, by the shortest way of a till's day. */
export const GIVEN: { readonly [S in RegisterState]: () => RegisterIn<S> } = {
  AWAITING_IMPORT: () => aNewRegister(),
  IMPORTING: () => as('IMPORTING', after(aNewRegister(), a('import'))),
  READY: () => as('READY', ready()),
  OPEN: () => as('OPEN', opened()),
  CLOSING: () => as('CLOSING', after(opened(), a('startClosing'))),
  TO_EXPORT: () => as('TO_EXPORT', closed()),
  EXPORTING: () => as('EXPORTING', after(closed(), a('export'))),
  OUT_OF_SERVICE: () => as('OUT_OF_SERVICE', after(closed(), a('forceRelease'))),
};

/** given(register).when(command): what was decided, and the register after it. */
export const given = (register: Register) => ({
  when(command: RegisterCommand) {
    const decision = decide(register, command);
    return {
      decision,
      register: evolveAll(register, decision.events),
      /** The events of an accepted command. */
      events: (): readonly RegisterEvent[] => {
        assert(decision.ok, `refused: ${JSON.stringify(decision)}`);
        return decision.events;
      },
      refusal: () => {
        assert(!decision.ok, `${command.type} was accepted`);
        return decision.refusal;
      },
    };
  },
});
