import type { RegisterCommand } from './commands.js';
import { accept, type Decision, type Rule, refuse } from './decision.js';
import { barred } from './guards.js';
import type { Register } from './register.js';
import { isRepeated } from './repeats.js';
import { cancelClosing, startClosing, submitCount } from './rules/closing.rules.js';
import { moveCash, openDrawer, readX } from './rules/drawer.rules.js';
import {
  acceptApart,
  exportAcknowledged,
  exportRefused,
  exportRule,
  exportUnanswered,
  resend,
} from './rules/export.rules.js';
import { cancelImport, importFailed, importRule, importSucceeded } from './rules/import.rules.js';
import { dismissLateTicket, keepLateTicket } from './rules/late-tickets.rules.js';
import { recount } from './rules/recount.rules.js';
import {
  correctClock,
  exportLate,
  forceRelease,
  match,
  transferHold,
  writeOff,
} from './rules/repair.rules.js';
import { connect, disconnect, open, sell } from './rules/session.rules.js';
import type { RegisterCommandType } from './transitions.js';

const RULES: { readonly [C in RegisterCommandType]: Rule<C> } = {
  import: importRule,
  cancelImport,
  importSucceeded,
  importFailed,
  open,
  connect,
  disconnect,
  sell,
  keepLateTicket,
  dismissLateTicket,
  moveCash,
  openDrawer,
  readX,
  startClosing,
  submitCount,
  cancelClosing,
  recount,
  export: exportRule,
  resend,
  exportAcknowledged,
  exportRefused,
  exportUnanswered,
  acceptApart,
  transferHold,
  forceRelease,
  exportLate,
  match,
  writeOff,
  correctClock,
};

/**
 * Pure: what happens if `command` is asked of `register`. Reads no clock, makes no id, touches no I/O. Who asks is
 * authenticated and has the right already; the stored answer of an idempotency key comes before it too. The guards
 * and their order are in `guards.ts`.
 *
 * After a `sessionOpened` from READY, or a `holdTransferred`, the caller applies `yieldReady` to the till's other
 * registers in the same transaction.
 */
export function decide(register: Register, command: RegisterCommand): Decision {
  if (isRepeated(register, command)) return accept();
  const refusal = barred(register, command);
  if (refusal !== undefined) return refuse(refusal);
  // The table has just vouched for the pairing that TypeScript cannot follow across two unions.
  return (RULES[command.type] as (register: Register, command: RegisterCommand) => Decision)(
    register,
    command,
  );
}
