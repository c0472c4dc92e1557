import type { RegisterCommand } from './commands.js';
import type { Register } from './register.js';
import { findSession, sealedSessions } from './sessions.js';
import { isHeld } from './till.js';

/** The import job whose data the register has, if any. */
function importJobOf(register: Register): string | undefined {
  if ('dataset' in register) return register.dataset.importJobId;
  if (isHeld(register)) return register.hold.dataset.importJobId;
  return register.state === 'OUT_OF_SERVICE' ? register.lostHold.dataset.importJobId : undefined;
}

/**
 * Whether the client-made id of `command` names something that this register already carries, so that the command is
 * a repetition and gets the same answer. A closing repeated with another count is not one.
 */
export function isRepeated(register: Register, command: RegisterCommand): boolean {
  switch (command.type) {
    case 'import':
      return register.state === 'IMPORTING' && register.jobId === command.jobId;
    case 'importSucceeded':
      return importJobOf(register) === command.jobId;
    case 'open':
      return 'session' in register && register.session?.sessionId === command.sessionId;
    case 'startClosing':
      return register.state === 'CLOSING' && register.closingId === command.closingId;
    case 'submitCount':
      return sealedSessions(register).some(
        ({ closingId, countedCashCents }) =>
          closingId === command.closingId && countedCashCents === command.countedCashCents,
      );
    case 'export':
      return register.state === 'EXPORTING' && register.exportId === command.exportId;
    case 'exportRefused': {
      const standing = findSession(register, command.session)?.standing;
      return standing?.kind === 'REFUSED' && standing.exportId === command.exportId;
    }
    case 'exportUnanswered':
      return isHeld(register) && register.hold.unansweredExportId === command.exportId;
    default:
      return false;
  }
}
