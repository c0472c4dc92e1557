import { HELD_STATES } from '../transitions.js';
import { type Evolution, kept, within } from './evolution.js';

export const holdTransferred: Evolution<'holdTransferred'> = (register, event) => {
  const before = within(register, event, ...HELD_STATES);
  const { toTillId, epoch } = event;
  return {
    ...before,
    counters: { ...before.counters, epoch },
    hold: { ...before.hold, tillId: toTillId, epoch },
  };
};

export const lifeBegan: Evolution<'lifeBegan'> = (register, { incarnation, counters }) => ({
  ...register,
  incarnation,
  counters,
});

export const holdForceReleased: Evolution<'holdForceReleased'> = (register, event) => {
  const before = within(register, event, ...HELD_STATES);
  const session = 'session' in before ? before.session : null;
  return {
    ...kept(before),
    state: 'OUT_OF_SERVICE',
    // Head office may still answer what was on its way.
    lostHold:
      before.state === 'EXPORTING' ? { ...before.hold, unansweredExportId: before.exportId } : before.hold,
    session,
    since: event.at,
    retired: false,
  };
};

export const lateExportStarted: Evolution<'lateExportStarted'> = (register, event) => {
  const before = within(register, event, 'OUT_OF_SERVICE');
  return { ...before, lostHold: { ...before.lostHold, unansweredExportId: event.exportId } };
};

export const lateExportMatched: Evolution<'lateExportMatched'> = (register, event) => ({
  ...kept(within(register, event, 'OUT_OF_SERVICE')),
  counters: event.counters,
  state: 'AWAITING_IMPORT',
  lastExport: null,
});

export const registerWrittenOff: Evolution<'registerWrittenOff'> = (register, event) => ({
  ...within(register, event, 'OUT_OF_SERVICE'),
  retired: true,
});
