import { isHeld, type Register } from '@encaisse/register-domain';
import type { ExportRow } from './export.row.js';

/**
 * Whether this export sends sessions of a hold that was released before. What comes of it is told by the export alone: the
 * register waits for nothing, and may be sold on by now.
 */
export const isResending = (register: Register, { sessionIds, state }: ExportRow): boolean =>
  (state === 'RUNNING' || state === 'UNANSWERED') &&
  !(isHeld(register) && register.hold.sessions.some(({ sessionId }) => sessionIds.includes(sessionId)));
