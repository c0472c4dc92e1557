export type {
  CommandOf,
  Connection,
  HeldRegister,
  PendingPage,
  RegisterCommand,
  TicketInProgress,
  TicketToFinalise,
  TillSituation,
} from './commands.js';
export type { EventOf, RegisterEvent, RegisterEventType } from './events.js';
export { addCents, type Cents, NO_CENTS, subtractCents, sumCents, toCents } from './money.js';
export {
  type ClosingWarning,
  type Missing,
  REGISTER_REFUSALS,
  type RefusalOf,
  type RegisterRefusal,
  type RegisterRefusalCode,
} from './refusals.js';
export {
  type Counters,
  type ExportDifference,
  type FormerSituation,
  type Hold,
  type LastExport,
  newRegister,
  type PinnedDataset,
  type Register,
  type RegisterIdentity,
  type RegisterIn,
  type RegisterRef,
  type RunningSession,
  type SealedSession,
  type SessionKey,
  type SessionStanding,
} from './register.js';
export {
  CELL_REFUSALS,
  type Cell,
  type CellRefusal,
  HELD_STATES,
  type HeldState,
  landingStates,
  REGISTER_COMMANDS,
  REGISTER_STATES,
  REGISTER_TRANSITIONS,
  type RegisterCommandType,
  type RegisterState,
  refusalInTable,
  type StatesAccepting,
  type StatesAnswering,
} from './transitions.js';
