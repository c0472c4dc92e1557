import { expectedCash } from '../cash.js';
import type { CommandOf } from '../commands.js';
import {
  accept,
  type Decision,
  invalidAmount,
  type Rule,
  refusal,
  refuse,
  samePersonTwice,
} from '../decision.js';
import type { EventOf } from '../events.js';
import { subtractCents } from '../money.js';
import type { Counters, RegisterIn } from '../register.js';
import { isSettled } from '../sessions.js';
import { isBehind } from './clock.js';

const retired = ({ since }: RegisterIn<'OUT_OF_SERVICE'>): Decision =>
  refuse(refusal('REGISTER_OUT_OF_SERVICE', { since, retired: true }));

/** The same hold and sessions under the next epoch, so that the old till's writes are fenced off. */
export const transferHold: Rule<'transferHold'> = ({ hold, counters }, command) => {
  const { at, by, approvedBy, reason, till } = command;
  if (by === approvedBy) return samePersonTwice(by);
  if (till.tillId === hold.tillId) return refuse(refusal('ALREADY_HOLDER', { tillId: hold.tillId }));
  return accept({
    type: 'holdTransferred',
    at,
    by,
    approvedBy,
    reason,
    fromTillId: hold.tillId,
    toTillId: till.tillId,
    epoch: counters.epoch + 1,
  });
};

export const forceRelease: Rule<'forceRelease'> = ({ hold }, { at, by, approvedBy, reason }) =>
  by === approvedBy
    ? samePersonTwice(by)
    : accept({
        type: 'holdForceReleased',
        at,
        by,
        approvedBy,
        reason,
        tillId: hold.tillId,
        epoch: hold.epoch,
      });

/** What the lost hold has not settled goes to head office after all; the session that was running is sealed for it. */
export const exportLate: Rule<'exportLate'> = (register, command) => {
  const { at, by, approvedBy, reason, exportId, seal } = command;
  if (register.retired) return retired(register);
  if (by === approvedBy) return samePersonTwice(by);
  if (seal.countedCashCents < 0) return refuse(invalidAmount('countedCashCents', seal.countedCashCents));
  const sealed = lateSeal(register, command);
  const sessions = [...unsettled(register), ...sealed].map(({ key }) => key);
  if (sessions.length === 0) return refuse(refusal('NOTHING_TO_EXPORT', {}));
  return accept(...sealed, { type: 'lateExportStarted', at, by, approvedBy, reason, exportId, sessions });
};

const unsettled = ({ lostHold }: RegisterIn<'OUT_OF_SERVICE'>) =>
  lostHold.sessions.filter((session) => !isSettled(session));

function lateSeal(
  { session, counters }: RegisterIn<'OUT_OF_SERVICE'>,
  { at, reason, seal }: CommandOf<'exportLate'>,
): readonly EventOf<'sessionSealed'>[] {
  if (session === null) return [];
  const { by, closingId, countedCashCents } = seal;
  const expectedCashCents = expectedCash(session);
  return [
    {
      type: 'sessionSealed',
      at,
      by,
      sessionId: session.sessionId,
      key: session.key,
      closingId,
      zNumber: counters.zNumber + 1,
      expectedCashCents,
      countedCashCents,
      differenceCents: subtractCents(countedCashCents, expectedCashCents),
      loggedOut: [],
      forcedPages: [],
      reason,
    },
  ];
}

/** Raised past all that the late export holds, and never lowered: no number is ever used twice. */
export const raised = (ours: Counters, late: Counters): Counters => ({
  epoch: Math.max(ours.epoch, late.epoch),
  sessionNumber: Math.max(ours.sessionNumber, late.sessionNumber),
  ticketNumber: Math.max(ours.ticketNumber, late.ticketNumber),
  zNumber: Math.max(ours.zNumber, late.zNumber),
});

/** Only once head office has settled all of the lost hold: what came back would never be sent otherwise. */
export const match: Rule<'match'> = (register, { at, by, approvedBy, reason, lateCounters }) => {
  if (register.retired) return retired(register);
  if (by === approvedBy) return samePersonTwice(by);
  const sessions = unsettled(register).length;
  const running = register.session !== null;
  if (running || sessions > 0) return refuse(refusal('LATE_EXPORT_MISSING', { sessions, running }));
  const counters = raised(register.counters, lateCounters);
  return accept({ type: 'lateExportMatched', at, by, approvedBy, reason, counters });
};

export const writeOff: Rule<'writeOff'> = (register, { at, by, approvedBy, reason }) => {
  if (register.retired) return retired(register);
  if (by === approvedBy) return samePersonTwice(by);
  return accept({ type: 'registerWrittenOff', at, by, approvedBy, reason });
};

/** Signs a lower floor for the clock, the present time, so that the register can open again. */
export const correctClock: Rule<'correctClock'> = ({ clockFloor }, { at, by, approvedBy, reason }) => {
  if (by === approvedBy) return samePersonTwice(by);
  if (!isBehind(at, clockFloor)) return refuse(refusal('CLOCK_NOT_BEHIND', { at, floor: clockFloor }));
  return accept({ type: 'clockCorrected', at, by, approvedBy, reason, formerFloor: clockFloor });
};
