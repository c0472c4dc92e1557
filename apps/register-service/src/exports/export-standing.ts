import type { RegisterView } from '@encaisse/contracts';
import { isHeld, isSettled, type Register, type SealedSession } from '@encaisse/register-domain';

/** Closed sessions that head office has neither acknowledged nor accepted apart, of the hold or of the lost one. */
function unsettled(register: Register): readonly SealedSession[] {
  if (!isHeld(register) && register.state !== 'OUT_OF_SERVICE') return [];
  const { sessions } = isHeld(register) ? register.hold : register.lostHold;
  return sessions.filter((session) => !isSettled(session));
}

/** What waits for head office: how much, over how many days, and since when. Null when nothing does. */
export function exportWaiting(register: Register): RegisterView['exportWaiting'] {
  const waiting = unsettled(register);
  const [oldest] = waiting;
  if (oldest === undefined) return null;
  return {
    sessions: waiting.length,
    days: new Set(waiting.map(({ businessDate }) => businessDate)).size,
    ticketCount: waiting.reduce((sum, { ticketCount }) => sum + ticketCount, 0),
    oldestClosedAt: oldest.sealedAt,
  };
}

/** What head office refused for good and nobody has settled yet, with what differs. */
export const exportRefusals = (register: Register): RegisterView['exportRefusals'] =>
  unsettled(register).flatMap(({ sessionId, key, standing }) =>
    standing.kind === 'REFUSED'
      ? [
          {
            sessionId,
            epoch: key.epoch,
            number: key.number,
            exportId: standing.exportId,
            code: standing.reason,
            differences: standing.differences.map((difference) => ({ ...difference })),
          },
        ]
      : [],
  );
