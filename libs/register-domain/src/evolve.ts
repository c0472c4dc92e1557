import type { RegisterEvent, RegisterEventType } from './events.js';
import type { Evolution } from './evolutions/evolution.js';
import {
  exportRefused,
  exportStarted,
  exportUnanswered,
  holdReleased,
  sessionAcceptedApart,
  sessionAcknowledged,
} from './evolutions/export.evolutions.js';
import { importEnded, importStarted, importSucceeded, readyYielded } from './evolutions/import.evolutions.js';
import {
  holdForceReleased,
  holdTransferred,
  lateExportMatched,
  lateExportStarted,
  lifeBegan,
  registerWrittenOff,
} from './evolutions/repair.evolutions.js';
import {
  cashMoved,
  closingCancelled,
  closingStarted,
  drawerOpened,
  sessionOpened,
  sessionRecounted,
  sessionSealed,
  ticketFinalised,
  xRead,
} from './evolutions/session.evolutions.js';
import type { Register } from './register.js';

/** Told in the register's stream, though they change nothing of what the register is. */
const unchanged = (register: Register): Register => register;

const EVOLUTIONS: { readonly [E in RegisterEventType]: Evolution<E> } = {
  importStarted,
  importSucceeded,
  importFailed: importEnded,
  importCancelled: importEnded,
  readyYielded,
  sessionOpened,
  sellerConnected: unchanged,
  sellerDisconnected: unchanged,
  ticketFinalised,
  lateTicketKept: unchanged,
  lateTicketDismissed: unchanged,
  cashMoved,
  drawerOpened,
  xRead,
  closingStarted,
  closingCancelled,
  sessionSealed,
  sessionRecounted,
  exportStarted,
  exportResent: unchanged,
  sessionAcknowledged,
  exportRefused,
  exportUnanswered,
  sessionAcceptedApart,
  holdReleased,
  holdTransferred,
  holdForceReleased,
  lateExportStarted,
  lateExportMatched,
  registerWrittenOff,
  lifeBegan,
  clockCorrected: unchanged,
};

/** The records that state when they were made; the clock may not go back behind them. */
const DATED: ReadonlySet<RegisterEventType> = new Set([
  'sessionOpened',
  'ticketFinalised',
  'cashMoved',
  'sessionSealed',
  'sessionRecounted',
]);

function floorAfter({ clockFloor }: Register, { type, at }: RegisterEvent): string | null {
  if (type === 'clockCorrected') return at;
  if (!DATED.has(type)) return clockFloor;
  return clockFloor === null || Date.parse(at) > Date.parse(clockFloor) ? at : clockFloor;
}

/**
 * Pure: the register after `event`. Trusts the event, because it has already happened.
 * @throws Error when the event cannot follow the register's state.
 */
export function evolve(register: Register, event: RegisterEvent): Register {
  // An event's type names its own evolution, which TypeScript cannot follow across the union.
  const evolution = EVOLUTIONS[event.type] as (register: Register, event: RegisterEvent) => Register;
  const after = evolution(register, event);
  return { ...after, version: register.version + 1, clockFloor: floorAfter(register, event) };
}

/** `register` after all of `events`, oldest first. */
export const evolveAll = (register: Register, events: readonly RegisterEvent[]): Register =>
  events.reduce(evolve, register);
