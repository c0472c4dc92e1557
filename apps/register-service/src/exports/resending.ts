import { isHeld, type Register, type SealedSession } from '@encaisse/register-domain';
import type { ExportRow } from './export.row.js';

/**
 * Whether this export sends sessions of a hold that was released before. What comes of it is told by the export alone: the
 * register waits for nothing, and may be sold on by now.
 */
export const isResending = (register: Register, { exportId, sessionIds, state }: ExportRow): boolean =>
  (state === 'RUNNING' || state === 'UNANSWERED') &&
  !awaited(register, exportId).some(({ sessionId }) => sessionIds.includes(sessionId));

/** The sessions whose fate the register waits for: those of its hold, or what is sent late of a lost one. */
function awaited(register: Register, exportId: string): readonly SealedSession[] {
  if (isHeld(register)) return register.hold.sessions;
  const isLate = register.state === 'OUT_OF_SERVICE' && register.lostHold.unansweredExportId === exportId;
  return isLate ? register.lostHold.sessions : [];
}
