import { refusal } from '../decision.js';
import type { RegisterRefusal } from '../refusals.js';
import type { RegisterIn } from '../register.js';

/** What belongs to a session that is closed by now; undefined when it belongs to the running one. */
export const closedSession = (
  { session }: RegisterIn<'OPEN' | 'CLOSING'>,
  { sessionId }: Readonly<{ sessionId: string }>,
): RegisterRefusal | undefined =>
  sessionId === session.sessionId
    ? undefined
    : refusal('SESSION_CLOSED', { sessionId, runningSessionId: session.sessionId });
