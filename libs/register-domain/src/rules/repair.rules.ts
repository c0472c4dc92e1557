import { accept, type Decision, type Rule, refusal, refuse, samePersonTwice } from '../decision.js';
import type { Counters, RegisterIn } from '../register.js';
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

/** Raised past all that the late export holds, and never lowered: no number is ever used twice. */
const raised = (ours: Counters, late: Counters): Counters => ({
  epoch: Math.max(ours.epoch, late.epoch),
  sessionNumber: Math.max(ours.sessionNumber, late.sessionNumber),
  ticketNumber: Math.max(ours.ticketNumber, late.ticketNumber),
  zNumber: Math.max(ours.zNumber, late.zNumber),
});

export const match: Rule<'match'> = (register, { at, by, lateCounters }) =>
  register.retired
    ? retired(register)
    : accept({ type: 'lateExportMatched', at, by, counters: raised(register.counters, lateCounters) });

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
